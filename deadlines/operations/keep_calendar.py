"""Keeps each calendar that dates were ever counted with, so that a later one can be held against it."""

from audit.models import Event

from ..calendar import working_calendar
from ..models import KnownCalendar


def keep_calendar(event: Event) -> None:
    """Keep the calendar as it is after this change, in the transaction of the change."""
    calendar = working_calendar()
    KnownCalendar.objects.get_or_create(
        version=calendar.version,
        defaults={
            "years": sorted(calendar.years),
            "days": [[one.day.isoformat(), one.works] for one in calendar.special],
        },
    )
