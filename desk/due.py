"""Due dates in words for lists and strips."""

from collections.abc import Iterable
from datetime import date

from cases.models import Duty
from deadlines.calendar import Calendar
from deadlines.models import Owed
from deadlines.words import Due, in_words


def due_of(duty: Owed | None, *, today: date, calendar: Calendar) -> Due | None:
    if duty is None:
        return None
    return in_words(duty.due_on, today, calendar, duty.state, rule=duty.rule, met_on=duty.met_on)


def most_urgent(duties: Iterable[Duty], *, today: date, calendar: Calendar) -> Due | None:
    """Return the words for the nearest of the running duties."""
    return due_of(next(iter(duties), None), today=today, calendar=calendar)
