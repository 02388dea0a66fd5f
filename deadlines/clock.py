"""Counts: from a rule, a day and a calendar to the day something is due, and to the reasons why. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from . import refusals
from .certificate import Certificate, Step
from .facts import Direction, Extension, Nature, Pause, PauseEffect, RuleFacts, Unit, granted, in_order
from .refusals import gettext_noop
from .working_days import ONE_DAY, Calendar

EVENT_DAY = gettext_noop("ngày xảy ra sự kiện, không tính")
COUNTED = gettext_noop("được tính")
COUNTED_DAY_OFF = gettext_noop("ngày nghỉ, vẫn được tính")
WORKED_INSTEAD = gettext_noop("ngày làm việc bù, được tính")
EXCLUDED = gettext_noop("thời gian tạm đình chỉ, không tính")
NOT_YET_RESUMED = gettext_noop("tạm dừng, tính tiếp từ quyết định tiếp tục")
ENDS_ON_DAY_OFF = gettext_noop("ngày cuối là ngày nghỉ, hạn chuyển sang ngày làm việc tiếp theo")
MOVED_EARLIER = gettext_noop("tính lùi gặp ngày nghỉ, hạn chuyển sang ngày làm việc liền trước")

DAY_ZERO_CITATION = "Bộ luật Dân sự 91/2015/QH13 Điều 147"
ROLL_CITATION = "Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 5"
HOURS_A_DAY = 24
Stretch = tuple[date, date]


@dataclass(frozen=True)
class _Course:
    """What is really counted once the facts are checked: so many units, from the start, around the stretches."""

    start: date
    length: int
    working: bool
    stretches: list[Stretch]


def due_date(
    rule: RuleFacts,
    *,
    start: date,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    given: date | None = None,
) -> date:
    """Return the last day on which the duty is still met in time. Raises `Refused` with the sentence why not."""
    if rule.direction == Direction.BEFORE:
        return calendar.on_or_before(_counted_back(rule, start, calendar, pauses, extensions, given))
    course = _course(rule, start, pauses, extensions, given)
    return _rolled(_counted_until(course, calendar), course.stretches, calendar)


def explain(
    rule: RuleFacts,
    *,
    start: date,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    given: date | None = None,
) -> Certificate:
    """Return the day-by-day count of the same date. It walks on foot where `due_date` looks up: the two must agree."""
    if rule.direction == Direction.BEFORE:
        # Refuses pauses, extensions and a date of one's own, as due_date does.
        _counted_back(rule, start, calendar, pauses, extensions, given)
        steps, counted_until = _walk_back(rule, start, calendar)
    else:
        course = _course(rule, start, pauses, extensions, given)
        steps, counted_until = _walk(rule, course, pauses, calendar)
    return Certificate(
        due_on=steps[-1].day,
        rule=rule.key,
        version=rule.version,
        calendar=calendar.version,
        nature=rule.nature,
        citation=rule.citation,
        starts_on=rule.starts_on,
        start=start,
        length=rule.length,
        unit=rule.unit,
        direction=rule.direction,
        given=given,
        pauses=tuple(sorted(pauses)),
        extensions=tuple(sorted(extensions)),
        counted_until=counted_until,
        steps=tuple(steps),
    )


def _course(
    rule: RuleFacts, start: date, pauses: Sequence[Pause], extensions: Sequence[Extension], given: date | None
) -> _Course:
    stretches = in_order(rule, pauses)
    added = granted(rule, extensions)
    if given is not None:
        if rule.nature == Nature.STATUTORY:
            raise refusals.DateNotGivable(key=rule.key, given=given)
        if given < start:
            raise refusals.GivenBeforeStart(given=given, start=start)
        # A date written into a letter is a date: it is stretched by plain days.
        return _Course(start, (given - start).days + added, False, stretches)
    if rule.length is None:
        raise refusals.NoDateGiven(key=rule.key)
    length = rule.length + added
    if rule.unit == Unit.WORKING_DAY:
        return _Course(start, length, True, stretches)
    return _Course(start, _days(rule.unit, start, length), False, stretches)


def _days(unit: str, start: date, length: int) -> int:
    """Return how many calendar days the limit spans from this start, before any pause."""
    if unit == Unit.HOUR:
        return -(-length // HOURS_A_DAY)
    if unit in {Unit.MONTH, Unit.YEAR}:
        return (_months_later(start, length * (12 if unit == Unit.YEAR else 1)) - start).days
    return length


def _months_later(day: date, months: int) -> date:
    """Return the corresponding date, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _counted_until(course: _Course, calendar: Calendar) -> date:
    """Return the day the count reaches its length: the first day that leaves enough days beside the stretches."""
    end, stopped = course.start, -1
    while (now_stopped := _stopped(course, end, calendar)) != stopped:
        stopped = now_stopped
        length = course.length + stopped
        end = calendar.shift(course.start, length) if course.working else course.start + timedelta(days=length)
    return end


def _stopped(course: _Course, end: date, calendar: Calendar) -> int:
    """Count the days from the start to this end that stretches take out."""
    total = 0
    for first, last in course.stretches:
        after, until = max(first - ONE_DAY, course.start), min(last, end)
        if until > after:
            total += calendar.working_days_between(after, until) if course.working else (until - after).days
    return total


def _rolled(day: date, stretches: list[Stretch], calendar: Calendar) -> date:
    """Điều 148 khoản 5: what ends on a day off ends with the next working day; a stopped clock does not end either."""
    day = calendar.on_or_after(day)
    for first, last in stretches:
        if first <= day <= last:
            day = calendar.next_working_day(last)
    return day


def _counted_back(
    rule: RuleFacts,
    start: date,
    calendar: Calendar,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
    given: date | None,
) -> date:
    if pauses:
        raise refusals.PauseNotAllowed(key=rule.key)
    if extensions:
        raise refusals.ExtensionNotAllowed(key=rule.key)
    if given is not None:
        raise refusals.CountedFromEvent(key=rule.key, given=given)
    if rule.length is None:
        raise refusals.NoDateGiven(key=rule.key)
    if rule.unit == Unit.WORKING_DAY:
        return calendar.shift(start, -rule.length)
    return start - timedelta(days=_days_before(rule.unit, start, rule.length))


def _days_before(unit: str, start: date, length: int) -> int:
    if unit in {Unit.MONTH, Unit.YEAR}:
        return (start - _months_later(start, -length * (12 if unit == Unit.YEAR else 1))).days
    return _days(unit, start, length)


def _walk(rule: RuleFacts, course: _Course, pauses: Sequence[Pause], calendar: Calendar) -> tuple[list[Step], date]:
    day, number = course.start, 0
    steps = [_event_day(day, course.length, calendar)]
    while number < course.length:
        day += ONE_DAY
        skipped = _paused(rule, day, pauses) or (_off(day, calendar) if course.working else None)
        if skipped is None:
            number += 1
        steps.append(skipped or _counted(day, number, course.working or number == course.length, calendar))
    counted_until = day
    skipped = _paused(rule, day, pauses) or _off(day, calendar)
    if skipped is None:
        return steps, counted_until
    while skipped is not None:
        day += ONE_DAY
        skipped = _paused(rule, day, pauses) or _off(day, calendar)
        if skipped is not None:
            steps.append(skipped)
    steps.append(Step(day, None, False, ENDS_ON_DAY_OFF, _with_decision(ROLL_CITATION, day, calendar)))
    return steps, counted_until


def _walk_back(rule: RuleFacts, start: date, calendar: Calendar) -> tuple[list[Step], date]:
    working = rule.unit == Unit.WORKING_DAY
    assert rule.length is not None, "counting back without a length was refused before"
    left = rule.length if working else _days_before(rule.unit, start, rule.length)
    day, number = start, 0
    steps = [_event_day(day, left, calendar)]
    while number < left:
        day -= ONE_DAY
        skipped = _off(day, calendar) if working else None
        if skipped is None:
            number += 1
        steps.append(skipped or _counted(day, number, working or number == left, calendar))
    counted_until = day
    if calendar.is_working_day(day):
        return steps, counted_until
    while not calendar.is_working_day(day - ONE_DAY):
        day -= ONE_DAY
        steps.append(Step(day, None, False, *calendar.reason(day)))
    day -= ONE_DAY
    steps.append(Step(day, None, False, MOVED_EARLIER, _with_decision("", day, calendar)))
    return steps, counted_until


def _paused(rule: RuleFacts, day: date, pauses: Sequence[Pause]) -> Step | None:
    for pause in pauses:
        if pause.covers(day):
            why = NOT_YET_RESUMED if rule.pause == PauseEffect.RESUMES else EXCLUDED
            return Step(day, None, False, why, pause.citation)
    return None


def _off(day: date, calendar: Calendar) -> Step | None:
    return None if calendar.is_working_day(day) else Step(day, None, False, *calendar.reason(day))


def _event_day(day: date, length: int, calendar: Calendar) -> Step:
    """The event day is its own last day when nothing is counted: then it says, too, whether it is a day off."""
    return Step(
        day, 0, False, EVENT_DAY, DAY_ZERO_CITATION if length else _with_decision(DAY_ZERO_CITATION, day, calendar)
    )


def _counted(day: date, number: int, matters: bool, calendar: Calendar) -> Step:
    """Where it matters whether the day is worked (each working day, and the last of any), its decision is named."""
    _, decision = calendar.reason(day)
    if not matters or not decision:
        return Step(day, number, True, COUNTED)
    return Step(day, number, True, WORKED_INSTEAD if calendar.is_working_day(day) else COUNTED_DAY_OFF, decision)


def _with_decision(article: str, day: date, calendar: Calendar) -> str:
    return "; ".join(text for text in (article, calendar.reason(day)[1]) if text)
