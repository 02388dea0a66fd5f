"""Which duties ran out while whom held the file, and for how long. Natures stand apart and are never added. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deadlines.working_days import Calendar

from .holding import ClockFacts, Stretch, worked

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Late:
    """One duty inside one stretch: its late days that fall there, in the days its rule counts by."""

    duty: int
    nature: str
    days: int
    in_working_days: bool
    ran_out_here: bool
    """The first late day lies in this stretch: it ran out in these hands."""


def late_spans(clock: ClockFacts, *, until: date) -> list[tuple[date, date]]:
    """Return the late days of a duty as (after, until): past its day and not done, without lawful stops."""
    end = min(clock.ended_on or until, until)
    after = max(clock.due_on, clock.taken_on or clock.due_on)
    spans = [(after, end)] if end > after else []
    for stop in clock.stops:
        first, last = stop.first_on - ONE_DAY, stop.last_on or until
        spans = [
            part
            for after, to in spans
            for part in ((after, min(to, first)), (max(after, last), to))
            if part[1] > part[0]
        ]
    return spans


def late_in(stretch: Stretch, clocks: Sequence[ClockFacts], calendar: Calendar, *, until: date) -> list[Late]:
    """Return what was late while this one held the file, each duty by itself."""
    found = []
    for clock in clocks:
        spans = late_spans(clock, until=until)
        inside = [
            (max(after, stretch.after), min(to, stretch.until))
            for after, to in spans
            if min(to, stretch.until) > max(after, stretch.after)
        ]
        if not inside:
            continue
        counted = [worked(calendar, after, to) for after, to in inside]
        known = clock.in_working_days and None not in counted
        days = sum(one or 0 for one in counted) if known else sum((to - after).days for after, to in inside)
        ran_out_before = clock.taken_on is not None and clock.due_on < clock.taken_on
        ran_out_here = not ran_out_before and stretch.after <= spans[0][0] < stretch.until
        found.append(Late(clock.duty, clock.nature, days, known, ran_out_here))
    return found
