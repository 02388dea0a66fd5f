"""The shipped working calendar as the pure clock takes it: no database, no application."""

from functools import cache

from deadlines.law.reading import shipped
from deadlines.vocabulary import DayKind
from deadlines.working_days import Calendar, SpecialDay


@cache
def shipped_calendar() -> Calendar:
    catalogue = shipped()
    days = [SpecialDay(row.day, row.kind == DayKind.SWAP_WORK, row.name, row.citation) for row in catalogue.days]
    return Calendar([row.year for row in catalogue.years], days)
