"""The marks on the way of a duty: on which days its thresholds are reached. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from .facts import Unit
from .refusals import YearWithoutCalendar
from .thresholds import HALF, Thresholds
from .working_days import Calendar

BEFORE = "nearing"
PAST = "overdue"


@dataclass(frozen=True)
class Mark:
    on: date
    name: str

    @property
    def is_overdue(self) -> bool:
        return self.name.startswith(PAST)


@dataclass(frozen=True)
class Course:
    """A running duty as the marks see it. On or before `watched_from` nothing is told: whoever set the date knows."""

    start: date
    due_on: date
    watched_from: date
    unit: str
    thresholds: Thresholds


def passed(course: Course, calendar: Calendar, *, until: date) -> list[Mark]:
    """Return the marks that were reached up to and including this day, the earliest first."""
    marks = takewhile(lambda mark: mark.on <= until, _marks(course, calendar))
    return [mark for mark in marks if mark.on > course.watched_from]


def passed_and_next(course: Course, calendar: Calendar, *, on: date) -> tuple[list[Mark], date]:
    """Return the marks that were reached up to this day, and the day of the first later one."""
    reached: list[Mark] = []
    until = max(on, course.watched_from)
    for mark in _marks(course, calendar):
        if mark.on > until:
            return reached, mark.on
        if mark.on > course.watched_from:
            reached.append(mark)
    raise AssertionError("what is overdue is told weekly, without end")


def next_on(course: Course, calendar: Calendar, *, after: date) -> date:
    """Return the day of the first mark later than this day. There always is one: what is overdue is told weekly."""
    after = max(after, course.watched_from)
    return next(mark.on for mark in _marks(course, calendar) if mark.on > after)


def _marks(course: Course, calendar: Calendar) -> Iterator[Mark]:
    thresholds = course.thresholds
    nearing = [_nearing(course, calendar, at) for at in thresholds.nearing]
    # Two marks on one day: the one nearer to the due day is the later one.
    yield from sorted(nearing, key=lambda mark: mark.on)
    for over in thresholds.overdue:
        yield Mark(_moved(course, calendar, over), f"{PAST}.{over}")
    last = thresholds.overdue[-1] if thresholds.overdue else 0
    for round_ in count(1):
        over = last + thresholds.then_every * round_
        yield Mark(_moved(course, calendar, over), f"{PAST}.{over}")


def _nearing(course: Course, calendar: Calendar, at: int | str) -> Mark:
    on = _half_way(course, calendar) if at == HALF else _moved(course, calendar, -int(at))
    return Mark(on, f"{BEFORE}.{at}")


def _half_way(course: Course, calendar: Calendar) -> date:
    # Counted backward from a day to come, a duty begins when it is written down, not on that day.
    begin = min(course.start, course.watched_from)
    if course.unit == Unit.WORKING_DAY:
        try:
            return calendar.shift(begin, calendar.working_days_between(begin, course.due_on) // 2)
        except YearWithoutCalendar:
            pass
    return begin + (course.due_on - begin) // 2


def _moved(course: Course, calendar: Calendar, units: int) -> date:
    if units == 0:
        return course.due_on
    if course.unit == Unit.WORKING_DAY:
        try:
            return calendar.shift(course.due_on, units)
        except YearWithoutCalendar:
            # Late into a year whose days off nobody has loaded: still told, by the week as it usually is.
            return course.due_on + timedelta(days=units * 7 // 5)
    return course.due_on + timedelta(days=units)
