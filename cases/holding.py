"""From events to stretches: every day of a track belongs to exactly one holder, and cites what it rests on. Pure.

The day of an event is not counted (Bộ luật Dân sự 91/2015/QH13 Điều 147; law.md §9): the day on which the file changes
hands is the last of whoever gave it away, and whoever got it holds it from the next. So the stretches join without a
gap, and their working days add up to those from the day the petition came.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from deadlines.facts import Nature
from deadlines.refusals import YearWithoutCalendar
from deadlines.working_days import Calendar

from .holders import DATED_BY, DESK, ENDS_EVERY_TRACK, HANDS, HANDS_OF_A_REFERRAL, Effect, Holder, Mark, Place

ONE_DAY = timedelta(days=1)
NOBODY: frozenset[int] = frozenset()
# By the MTTQ where it set the date itself, by the competent body where the law did.
STOPPED_BY = ("duty.paused", "proceeding.suspended")
RESUMED_BY = ("duty.resumed", "proceeding.resumed")
CORRECTED = ("day.corrected", "late_entry.struck")
ACT_CORRECTED = ("act.corrected", "late_entry.struck")
OPENS = ("case.registered", "case.imported")
TAKEN_OVER = "case.succeeded"


@dataclass(frozen=True)
class Stop:
    """Days on which a clock lawfully stood still, first and last included."""

    first_on: date
    last_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True)
class ClockFacts:
    """A duty as the statement sees it: whose, of what nature, from when to when, when it stood still."""

    duty: int
    unit: int
    nature: str
    in_working_days: bool
    started_on: date
    due_on: date
    ended_on: date | None = None
    stops: tuple[Stop, ...] = ()
    referral: int | None = None
    taken_on: date | None = None
    """The last day of the unit that owed it before: later days only are this one's."""

    def runs_on(self, day: date) -> bool:
        begun = self.started_on < day and (self.taken_on is None or self.taken_on < day)
        return begun and (self.ended_on is None or day <= self.ended_on)

    def stopped_on(self, day: date) -> bool:
        return self.runs_on(day) and any(stop.covers(day) for stop in self.stops)


@dataclass(frozen=True)
class Stretch:
    """Days in a row with one holder: from the day after `after` to the end of `until`."""

    holder: Holder
    after: date
    until: date
    unit: int | None = None
    """Whose day it is: the agency, or the unit of the MTTQ."""
    handler: str = ""
    because: tuple[Mark, ...] = ()
    ended_by: tuple[Mark, ...] = ()

    @property
    def first_on(self) -> date:
        return self.after + ONE_DAY

    @property
    def days(self) -> int:
        return (self.until - self.after).days

    def working_days(self, calendar: Calendar) -> int | None:
        return worked(calendar, self.after, self.until)


@dataclass(frozen=True)
class Course:
    """One track: the day it began, the day up to which it is told, and who held it in between."""

    began_on: date
    until: date
    stretches: tuple[Stretch, ...]
    lies_with: Holder
    """Who holds it from the next day on; *closed* when the track has ended."""
    at_unit: int | None = None

    @property
    def ended(self) -> bool:
        return self.lies_with == Holder.CLOSED

    def working_days(self, calendar: Calendar) -> int | None:
        return worked(calendar, self.began_on, self.until)

    @property
    def adds_up(self) -> bool:
        """Say whether the stretches follow one another from the first day to the last, without gap or overlap."""
        edges = [self.began_on, *(one.until for one in self.stretches)]
        starts = [*(one.after for one in self.stretches), self.until]
        return edges == starts and all(one.days > 0 for one in self.stretches)


def worked(calendar: Calendar, after: date, until: date) -> int | None:
    """Count working days; None in a year whose calendar is not known: nothing is guessed."""
    try:
        return calendar.working_days_between(after, until)
    except YearWithoutCalendar:
        return None


def course_of_case(
    marks: Iterable[Mark], *, unit: int, until: date, clocks: Sequence[ClockFacts] = (), beside: frozenset[int] = NOBODY
) -> Course | None:
    """The track of the case itself; `beside` are referrals that run beside the lead. None without a first event."""
    own = _in_order(mark for mark in as_corrected(marks) if mark.facts.get("referral") not in beside)
    opened = next((mark for mark in own if mark.kind in OPENS), None)
    if opened is None:
        return None
    came_on = opened.on
    if "split_from" not in opened.facts:
        # Days before the registration are the reception's; of a matter split off, those are told in the first case.
        came_on = min(date.fromisoformat(opened.facts.get("received_on") or opened.on.isoformat()), opened.on)
    first = Place(Holder.FRONT if opened.kind == "case.imported" else Holder.RECEPTION, front=_first_unit(own))
    lead = [one for one in clocks if one.referral not in beside]
    return _course(own, HANDS, first, came_on, unit=unit, until=until, clocks=lead)


def course_of_referral(
    marks: Iterable[Mark], referral: int, *, unit: int, until: date, clocks: Sequence[ClockFacts] = ()
) -> Course | None:
    """The track of one referral beside the lead, from the day it was sent. It ends with its case at the latest."""
    told = (_as_told_to(mark, referral) for mark in as_corrected(marks))
    own = _in_order(mark for mark in told if mark.facts.get("referral", referral) == referral)
    sent = next((mark for mark in own if "referral" in mark.facts and mark.kind in HANDS_OF_A_REFERRAL), None)
    if sent is None:
        return None
    effects = {kind: HANDS[kind] for kind in (*ENDS_EVERY_TRACK, "case.unjoined")} | HANDS_OF_A_REFERRAL
    mine = [one for one in clocks if one.referral == referral]
    from_there = [mark for mark in own if (mark.on, mark.sequence) >= (sent.on, sent.sequence)]
    return _course(from_there, effects, Place(Holder.ON_THE_WAY), sent.on, unit=unit, until=until, clocks=mine)


def _first_unit(marks: Sequence[Mark]) -> int | None:
    """The unit of the MTTQ that held the case before another took its place; nothing while it always was the same."""
    taken = (mark for mark in marks if mark.kind == TAKEN_OVER and mark.facts.get("at_the_front"))
    return next((mark.facts["from_unit"] for mark in taken), None)


def shared_out(clocks: Sequence[ClockFacts], marks: Iterable[Mark]) -> list[ClockFacts]:
    """A clock that another unit took over is told twice: each owes it for its own days, and no day is both's."""
    parts = list(clocks)
    for mark in reversed(_in_order(mark for mark in marks if mark.kind == TAKEN_OVER)):
        taken, before, after = set(mark.facts.get("duties", ())), mark.facts["from_unit"], mark.facts["to_unit"]
        told: list[ClockFacts] = []
        for clock in parts:
            theirs = clock.duty in taken and clock.unit == after and clock.taken_on is None
            if theirs and clock.started_on < mark.on and (clock.ended_on is None or mark.on < clock.ended_on):
                told += [replace(clock, unit=before, ended_on=mark.on), replace(clock, taken_on=mark.on)]
            else:
                told.append(clock)
        parts = told
    return parts


def as_corrected(marks: Iterable[Mark]) -> list[Mark]:
    """What was recorded of a day that turned out to be another one is told with the true day; of several, the last."""
    told = [*_with_true_acts(list(marks))]
    fixes = {
        (mark.facts.get("fact"), mark.facts.get("referral")): mark.facts.get("now")
        for mark in sorted(told, key=lambda mark: mark.sequence)
        if mark.kind in CORRECTED
    }
    return [_fixed(mark, fixes) for mark in told] if fixes else told


def _with_true_acts(marks: Sequence[Mark]) -> Iterator[Mark]:
    """A clock stopped, or went on, by a decision of another day than was first written down."""
    days = {
        mark.facts["proceeding"]: mark.facts["now"]
        for mark in sorted(marks, key=lambda mark: mark.sequence)
        if mark.kind in ACT_CORRECTED and "proceeding" in mark.facts and mark.facts.get("fact") != "act_arrived"
        if "now" in mark.facts
    }
    for mark in marks:
        day = days.get(mark.facts.get("proceeding", 0))
        names = [name for name in ("first_on", "last_on") if name in mark.facts]
        turned = day is not None and mark.kind in (*STOPPED_BY, *RESUMED_BY)
        yield replace(mark, facts={**mark.facts, **dict.fromkeys(names, day)}) if turned else mark


def _fixed(mark: Mark, fixes: Mapping[tuple[Any, Any], Any]) -> Mark:
    name = "signed_on" if mark.kind == "petition.signed" else "received_on"
    if mark.kind in OPENS or mark.kind == "petition.signed":
        asked: tuple[Any, Any] = (name, None)
    else:
        asked = ("delivered_on", mark.facts.get("referral"))
    if asked not in fixes or (mark.kind not in OPENS and DATED_BY.get(mark.kind) != name):
        return mark
    told = replace(mark, facts={**mark.facts, name: fixes[asked]})
    # The true day may lie after the one on which somebody wrote down the wrong one; registered it was when it was.
    return told if mark.kind in OPENS else replace(told, on=date.fromisoformat(fixes[asked]))


def _as_told_to(mark: Mark, referral: int) -> Mark:
    """What happens to the case may end a request with it: a withdrawal, or that the helper becomes the lead."""
    if referral in mark.facts.get("requests_ended", ()):
        return replace(mark, kind="request.ended", facts={**mark.facts, "referral": referral})
    return mark


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    """By the day on which it happened; of one day, as it was recorded."""
    return sorted((_dated(mark) for mark in marks), key=lambda mark: (mark.on, mark.sequence))


def _dated(mark: Mark) -> Mark:
    day = mark.facts.get(DATED_BY.get(mark.kind, ""))
    return replace(mark, on=min(date.fromisoformat(day), mark.on)) if day else mark


def _course(
    marks: Sequence[Mark],
    effects: Mapping[str, Effect],
    place: Place,
    began_on: date,
    *,
    unit: int,
    until: date,
    clocks: Sequence[ClockFacts],
) -> Course:
    until = max(until, began_on)
    stretches = list(_lain(marks, effects, place, began_on, unit=unit, until=until))
    last = stretches[-1]
    if last.holder == Holder.CLOSED:
        # Whatever comes after the end is nobody's; between an end and a reopening it is told.
        until = stretches.pop().after
    told = [part for one in stretches if one.days for part in _around_pauses(one, marks, clocks)]
    return Course(began_on, until, tuple(told), last.holder, last.unit)


def _lain(
    marks: Sequence[Mark], effects: Mapping[str, Effect], place: Place, began_on: date, *, unit: int, until: date
) -> Iterator[Stretch]:
    """Walk through the days on which something happened; of several changes on a day the last one counts.

    The last stretch may be empty: it says with whom the file lies when nothing has passed since.
    """
    now = Stretch(place.holder, began_on, began_on, _unit_of(place, unit), place.key[2])
    for day, happened in groupby(marks, key=lambda mark: max(mark.on, began_on)):
        if day > until:
            break
        moved = [mark for mark in happened if mark.kind in effects]
        before = place.key
        for mark in moved:
            place = effects[mark.kind](place, mark)
        if place.key == before:
            now = replace(now, because=(*now.because, *moved)) if moved else now
            continue
        yield replace(now, until=day, ended_by=tuple(moved))
        now = Stretch(place.holder, day, day, _unit_of(place, unit), place.key[2], tuple(moved))
    yield replace(now, until=until)


def _unit_of(place: Place, unit: int) -> int | None:
    if place.outside is not None:
        return place.outside
    return (place.front or unit) if place.holder in DESK else None


def _around_pauses(stretch: Stretch, marks: Sequence[Mark], clocks: Sequence[ClockFacts]) -> Iterator[Stretch]:
    """Cut out the days on which the holder's clock lawfully stood still.

    A date that the MTTQ set and stopped does not excuse from the law's: while a statutory clock of the same holder runs
    on, the day is the holder's.
    """
    mine = [clock for clock in clocks if clock.unit == stretch.unit and clock.stops]
    if not mine or stretch.holder == Holder.ON_THE_WAY:
        yield stretch
        return
    rivals = [clock for clock in clocks if clock.unit == stretch.unit and clock.nature == Nature.STATUTORY]
    edges = {stretch.until}
    for clock in (*mine, *rivals):
        edges |= {clock.started_on, *(day for day in (clock.ended_on, clock.taken_on) if day)}
        for stop in clock.stops:
            edges |= {stop.first_on - ONE_DAY, *([stop.last_on] if stop.last_on else [])}
    part: Stretch | None = None
    after = stretch.after
    for until in sorted(edge for edge in edges if stretch.after < edge <= stretch.until):
        day = after + ONE_DAY
        runs_on = any(clock.runs_on(day) and not clock.stopped_on(day) for clock in rivals)
        stopped = {clock.duty for clock in mine if clock.stopped_on(day)} if not runs_on else set()
        holder = Holder.PAUSE if stopped else stretch.holder
        if part is not None and part.holder == holder:
            part = replace(part, until=until)
        else:
            turned = _turned(marks, {clock.duty for clock in mine}, after) if after > stretch.after else ()
            if part is not None:
                yield replace(part, ended_by=turned)
            because = turned or (_paused(marks, stopped) if stopped else stretch.because)
            handler = "" if stopped else stretch.handler
            part = replace(stretch, holder=holder, handler=handler, after=after, until=until, because=because)
        after = until
    if part is not None:
        yield replace(part, ended_by=stretch.ended_by)


def _paused(marks: Sequence[Mark], duties: set[int]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.kind in STOPPED_BY and mark.facts.get("duty") in duties)


def _turned(marks: Sequence[Mark], duties: set[int], after: date) -> tuple[Mark, ...]:
    """The decisions by which a clock stopped, or went on, with the day that follows this one."""
    at = dict.fromkeys(STOPPED_BY, ("first_on", after + ONE_DAY)) | dict.fromkeys(RESUMED_BY, ("last_on", after))
    return tuple(
        mark
        for mark in marks
        if mark.kind in at and mark.facts.get("duty") in duties
        if mark.facts.get(at[mark.kind][0]) == at[mark.kind][1].isoformat()
    )
