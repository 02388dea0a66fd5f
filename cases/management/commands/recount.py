"""`manage.py recount`: hold the open duties against the calendar and the law, or only say what would move."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.actor import system
from cases.operations import SupposedDay, WouldMove, recount, suppose
from deadlines.working_days import SpecialDay

UNREADABLE = 2


class Command(BaseCommand):
    help = "Counts open due dates again after a change of calendar or law; --what-if only says which would move."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--what-if", action="store_true", help="say what would move, touch nothing")
        parser.add_argument("--off", action="append", default=[], metavar="DATE", help="suppose this day is off")
        parser.add_argument("--work", action="append", default=[], metavar="DATE", help="suppose this day is worked")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        days = [_supposed(text, works=False, on=today) for text in options["off"]]
        days += [_supposed(text, works=True, on=today) for text in options["work"]]
        if options["what_if"]:
            self._tell(list(suppose(on=today, days=days)), as_json=options["as_json"])
        elif days:
            self.stderr.write(_("Chỉ giả định ngày nghỉ, ngày làm cùng với --what-if; lịch thật do quản trị nạp."))
            raise SystemExit(UNREADABLE)
        else:
            counted = recount(by=system("recount"), on=today, progress=self._progress)
            self.stdout.write(
                ngettext("Đã tính lại %(n)s thời hạn.", "Đã tính lại %(n)s thời hạn.", counted) % {"n": counted}
            )

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done}/{total}")

    def _tell(self, moves: list[WouldMove], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps([_row(move) for move in moves], ensure_ascii=False, indent=1))
            return
        for move in moves:
            rule = move.duty.rule
            self.stdout.write(
                f"{move.duty.case.number}  {move.was:%d/%m/%Y} → {move.due_on:%d/%m/%Y}  {rule.title} ({rule})"
            )
        said = ngettext("%(n)s thời hạn sẽ dời.", "%(n)s thời hạn sẽ dời.", len(moves)) % {"n": len(moves)}
        self.stdout.write(said)


def _row(move: WouldMove) -> dict[str, object]:
    return {
        "case": move.duty.case.number,
        "duty": move.duty.pk,
        "rule": move.duty.rule.key,
        "was": move.was.isoformat(),
        "due_on": move.due_on.isoformat(),
    }


def _supposed(text: str, *, works: bool, on: date) -> SupposedDay:
    try:
        return SupposedDay(SpecialDay(date.fromisoformat(text), works), on)
    except ValueError:
        raise SystemExit(_("“%(text)s” không phải là ngày; cần ghi dạng 2026-11-21.") % {"text": text}) from None
