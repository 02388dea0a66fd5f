"""The working calendar as the rows say it, kept in memory for as long as no year changes its version."""

from datetime import date
from functools import lru_cache

from django.db.models import Q

from .models import CalendarDay, CalendarYear
from .reading import once
from .refusals import YearWithoutCalendar
from .working_days import Calendar, SpecialDay

__all__ = ["Calendar", "SpecialDay", "YearWithoutCalendar", "working_calendar"]

Versions = tuple[tuple[int, str], ...]


def working_calendar(*, known_on: date | None = None) -> Calendar:
    """Return the calendar of all loaded years; with `known_on`, what had been adopted by that day and still held."""
    years = CalendarYear.objects.all()
    if known_on is not None:
        years = years.filter(Q(adopted_on=None) | Q(adopted_on__lte=known_on))
    versions = once(("calendar", known_on), lambda: tuple(years.order_by("year").values_list("year", "version")))
    return _read(versions, known_on)


# One query asks for the versions; the days themselves are read again only when a version is new.
@lru_cache(maxsize=16)
def _read(versions: Versions, known_on: date | None) -> Calendar:
    years = [year for year, _ in versions]
    days = CalendarDay.objects.filter(year__in=years)
    if known_on is None:
        days = days.filter(withdrawn_on=None)
    else:
        days = days.filter(
            Q(adopted_on=None) | Q(adopted_on__lte=known_on), Q(withdrawn_on=None) | Q(withdrawn_on__gt=known_on)
        )
    return Calendar(years, [SpecialDay(one.day, one.works, one.name, one.citation) for one in days])
