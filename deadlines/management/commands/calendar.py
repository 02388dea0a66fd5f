"""`manage.py calendar [--json] [--as-of DATE]`: the working calendar as it counts, for whoever wants to count again."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from deadlines.calendar import Calendar, working_calendar
from deadlines.models import CalendarYear

FORMAT = 1


class Command(BaseCommand):
    help = "Prints the years, the days that differ from Monday to Friday with their decisions, and the version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="as verify_certificate.py reads it")
        parser.add_argument("--as-of", dest="as_of", metavar="DATE", help="only what had been adopted by that day")

    def handle(self, *args: Any, as_json: bool, as_of: str | None, **options: Any) -> None:
        calendar = working_calendar(known_on=_day(as_of) if as_of else None)
        content = _content(calendar)
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) if as_json else _as_text(content))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            _("“%(text)s” không phải là ngày; cần ghi dạng 2026-11-21.") % {"text": text}, returncode=2
        ) from error


def _content(calendar: Calendar) -> dict[str, Any]:
    citations = dict(CalendarYear.objects.values_list("year", "citation"))
    return {
        "format": FORMAT,
        "version": calendar.version,
        "years": [{"year": year, "citation": citations[year]} for year in sorted(calendar.years)],
        "days": [
            {"day": str(one.day), "works": one.works, "why": one.why, "citation": one.citation}
            for one in calendar.special
        ],
    }


def _as_text(content: dict[str, Any]) -> str:
    lines = [f"{_('Lịch làm việc')} {content['version']}"]
    for year in content["years"]:
        lines.append(f"\n{year['year']}: {year['citation']}")
        for one in content["days"]:
            if one["day"].startswith(str(year["year"])):
                lines.append(f"  {date.fromisoformat(one['day']):%d/%m/%Y}  {one['why']} ({one['citation']})")
    return "\n".join(lines)
