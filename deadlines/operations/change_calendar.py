"""Brings a year's table of days into force: what a later decision says takes the place of what was known before."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from .. import access
from ..calendar_table import Plan, Table, plan, problems
from ..law.reading import DayRow
from ..models import CalendarDay, CalendarYear
from ..vocabulary import Source
from .calendar_version import renew_version

SAME = gettext_lazy("Bảng này không khác lịch đã nạp; không có gì để thay đổi.")


def change_calendar(table: Table, *, by: Actor, on: date) -> CalendarYear:
    """Put the table into force. A day that another takes the place of stays as history, with the day it was withdrawn.

    Raises ValidationError, PermissionDenied.
    """
    access.require_keeper(by)
    notice = table.notice
    with acting(by), transaction.atomic():
        year, _created = CalendarYear.objects.select_for_update().get_or_create(
            year=notice.year,
            defaults={
                "source": Source.LOCAL,
                "citation": notice.citation.strip(),
                "adopted_on": notice.adopted_on,
                "confidence": notice.confidence,
                "note": notice.note,
            },
        )
        holding = {row.day: row for row in year.days.filter(withdrawn_on=None)}
        loaded = {day: as_day(row) for day, row in holding.items()}
        _refuse(table, loaded.values(), on)
        change = plan(table, loaded)
        if not change.days:
            raise ValidationError(SAME)
        _write(year, table, change, holding)
        renew_version(year)
        record(
            "calendar.changed",
            year,
            by=by,
            on=on,
            year=year.year,
            version=year.version,
            added=len(change.added),
            changed=len(change.changed),
            withdrawn=len(change.withdrawn),
            days=[day.isoformat() for day in change.days],
        )
    return year


def as_day(row: CalendarDay) -> DayRow:
    """Return the row as the table has it."""
    return DayRow(
        day=row.day,
        kind=row.kind,
        name=row.name,
        citation=row.citation,
        adopted_on=row.adopted_on,
        confidence=row.confidence,
        swapped_with=row.swapped_with,
        note=row.note,
    )


def _refuse(table: Table, loaded: Iterable[DayRow], on: date) -> None:
    found = problems(table, loaded, on=on)
    if not table.notice.citation.strip():
        raise ValidationError({"citation": gettext("Cần ghi căn cứ: số hiệu văn bản, điều, khoản.")})
    if found:
        raise ValidationError([gettext(one.sentence) % one.facts for one in found])


def _write(year: CalendarYear, table: Table, change: Plan, holding: dict[date, CalendarDay]) -> None:
    for day in change.changed:
        _withdraw(holding[day.day], day.adopted_on or table.notice.adopted_on, day.citation)
    for gone in change.withdrawn:
        _withdraw(holding[gone], table.notice.adopted_on, table.notice.citation)
    for day in [*change.added, *change.changed]:
        CalendarDay.objects.create(year=year, source=Source.LOCAL, **day.__dict__)


def _withdraw(row: CalendarDay, on: date, citation: str) -> None:
    # A correction dated before the row it corrects leaves no day on which the row was known.
    row.withdrawn_on = max(on, row.adopted_on or on)
    row.withdrawn_citation = citation
    row.save(update_fields=["withdrawn_on", "withdrawn_citation"])
