"""Rules, calendars and facts drawn at random, for what must hold whatever they are."""

from datetime import date, timedelta

from hypothesis import strategies as st

from deadlines.facts import Direction, Extension, ExtensionTerms, Nature, Pause, PauseEffect, RuleFacts, Unit
from deadlines.working_days import Calendar, SpecialDay

YEARS = range(2021, 2030)
STARTS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
UNITS = st.sampled_from(
    [(Unit.WORKING_DAY, 90), (Unit.CALENDAR_DAY, 120), (Unit.HOUR, 200), (Unit.MONTH, 12), (Unit.YEAR, 1)]
)
OFF = st.lists(DAYS, max_size=40)
WORKED = st.lists(DAYS.filter(lambda day: day.weekday() == 5), max_size=10)
PAUSES = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 15)), max_size=4)
NEAR = st.integers(0, 60)


def a_calendar(off, worked=()):
    days = {day: SpecialDay(day, works=True, why="làm bù", citation="TB 1; CV 2") for day in worked}
    days |= {day: SpecialDay(day, works=False, why="nghỉ lễ", citation="TB 3") for day in off}
    return Calendar(YEARS, days.values())


@st.composite
def rules(draw, **fixed):
    unit, longest = draw(UNITS)
    return RuleFacts("thu", draw(st.integers(0, longest)), unit, citation="Điều 1", **fixed)


def pauses_from(start, gaps):
    """Lay the pauses one behind the other, never touching."""
    pauses, day = [], start - timedelta(days=5)
    for gap, length in gaps:
        first = day + timedelta(days=gap + 1)
        day = first + timedelta(days=length - 1)
        pauses.append(Pause(first, day, f"QĐ {len(pauses) + 1}"))
    return pauses


@st.composite
def counts(draw):
    """Draw one thing to count: a rule, and the facts that it allows."""
    start = draw(STARTS)
    # Days off near the start, where the count meets them, and now and then a whole week of them.
    off = [start + timedelta(days=gap) for gap in draw(st.lists(NEAR, max_size=12))]
    off += [start + timedelta(days=draw(NEAR) + one) for one in range(draw(st.sampled_from([0, 0, 5, 9])))]
    worked = [start + timedelta(days=(5 - start.weekday()) % 7 + 7 * week) for week in draw(st.sets(st.integers(0, 8)))]
    facts = {"start": start, "calendar": a_calendar(off, worked)}
    if draw(st.integers(0, 4)) == 0:
        facts["calendar"] = a_calendar([start - (day - start) for day in off], [day - timedelta(70) for day in worked])
        return draw(rules(direction=Direction.BEFORE)), facts
    effect = draw(st.sampled_from(PauseEffect))
    rule = draw(rules(pause=effect, nature=draw(st.sampled_from(Nature)), terms=(ExtensionTerms("agreed"),)))
    if effect != PauseEffect.NONE:
        facts["pauses"] = pauses_from(start, draw(PAUSES))
    if rule.unit != Unit.YEAR:
        more = draw(st.lists(st.integers(1, 6), max_size=2))
        facts["extensions"] = [Extension(by, f"QĐ gia hạn {by}") for by in more]
    if rule.nature != Nature.STATUTORY and draw(st.booleans()):
        facts["given"] = start + timedelta(days=draw(NEAR))
    return rule, facts
