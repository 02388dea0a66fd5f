"""How the agencies did over a period: how long they held what was sent to them, and what was late, by nature.

The days are those of the statement of each case (`cases.holding`), counted from the same events, a share of the cases
at a time: a figure here is the sum of what the cases say. Natures stand in three columns that nobody adds together
(law.md §14 points 3 and 16).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.models import Event
from audit.shares import in_shares
from cases.holders import AROUND_AN_AGENCY, LATE_BY_NATURE, Holder, Mark
from cases.holding import ClockFacts, Course, Stop, Stretch, course_of_case, course_of_referral, shared_out, worked
from cases.lateness import ONE_DAY, late_spans
from cases.models import Case, Duty, DutyStop, Referral, Rung
from cases.statement import BESIDE, clock_of
from cases.vocabulary import RungState
from deadlines.calendar import Calendar, working_calendar
from deadlines.models import Rule
from organizations.models import Unit
from organizations.vocabulary import UnitKind

SHARE = 5_000
"""Cases whose events are in memory at once."""
MOST = 15_000
"""So many are walked through while somebody waits: more is asked for by a shorter period, or of the duties (076)."""
ANSWERS = ".answered"
"""How a kind ends by which an agency gives the file back with an answer: now, by the old book, or beside the lead."""
# Each figure of a row, and what it counts.
FIGURES: dict[str, str | Promise] = {
    "cases": _("Vụ việc đã giữ trong kỳ"),
    "returned": _("Đã trả lời trong kỳ"),
    "on_time": _("Trả lời đúng hạn"),
    **LATE_BY_NATURE,
    "chased": _("Phải đôn đốc trong kỳ"),
}


@dataclass
class Score:
    """One agency over the period, in numbers: what is held does not grow with the cases."""

    agency: int
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))
    """How many cases stand behind each figure."""
    days: int = 0
    """Working days within the period on which it held a case; lawful pauses are nobody's."""
    uncounted: bool = False
    """Some days lie in a year whose calendar is not known; they are not in the sum."""
    lasted: Counter[int] = field(default_factory=Counter)
    """How many cases answered in the period it held for how many working days, from the first to the last."""

    @property
    def median(self) -> float | None:
        """The middle one of them, or what lies between the middle two."""
        many = self.lasted.total()
        if not many:
            return None
        return (_at(self.lasted, (many - 1) // 2) + _at(self.lasted, many // 2)) / 2


def _at(lasted: Counter[int], place: int) -> int:
    for days in sorted(lasted):
        place -= lasted[days]
        if place < 0:
            return days
    raise IndexError(place)


@dataclass(frozen=True)
class _Found:
    """What was read of a share of the cases, in a few looks for all of them."""

    units: dict[int, int]
    marks: dict[int, list[Mark]]
    clocks: dict[int, list[ClockFacts]]
    beside: dict[int, list[int]]


@dataclass(frozen=True)
class _Counted:
    """What one case adds to the figures of one agency."""

    agency: int
    case: int
    behind: frozenset[str]
    days: int = 0
    uncounted: bool = False
    lasted: int | None = None


class Period(TypedDict):
    """Whose cases, and which days; nothing is known beyond `on`."""

    seen_by: Actor
    first: date
    last: date
    on: date


def scores(*, seen_by: Actor, first: date, last: date, on: date) -> dict[int, Score]:
    """Return how each agency did, as far as the asker may see its cases. Nothing is known beyond `on`."""
    last = min(last, on)
    scored: dict[int, Score] = {}
    for one in _counted(seen_by, first, last):
        score = scored.setdefault(one.agency, Score(one.agency))
        for name in one.behind:
            score.figures[name] += 1
        score.days, score.uncounted = score.days + one.days, score.uncounted or one.uncounted
        if one.lasted is not None:
            score.lasted[one.lasted] += 1
    chased = _chased(_cases(seen_by, first, last, None), first, last).values_list("referral__agency")
    for agency, number in chased.annotate(n=Count("case", distinct=True)):
        if agency in scored:
            scored[agency].figures["chased"] += number
    return scored


def are_too_many(*, seen_by: Actor, first: date, last: date, on: date, agency: int | None = None) -> bool:
    """Whether more cases lay with agencies in the period than anybody waits for."""
    found = _cases(seen_by, first, min(last, on), agency)
    return found.values("pk")[: MOST + 1].count() > MOST


def behind(figure: str, agency: int, *, seen_by: Actor, first: date, last: date, on: date) -> list[int]:
    """Return the cases behind one figure of one agency, the newest first: their numbers alone are held."""
    last = min(last, on)
    if figure == "chased":
        cases = _cases(seen_by, first, last, agency)
        chased = _chased(cases, first, last).filter(referral__agency=agency)
        return sorted(chased.values_list("case", flat=True).distinct(), reverse=True)
    found = _counted(seen_by, first, last, agency=agency)
    return sorted((one.case for one in found if figure in one.behind), reverse=True)


def _chased(cases: "QuerySet[Case]", first: date, last: date) -> "QuerySet[Rung]":
    climbed = Rung.objects.filter(state=RungState.CLIMBED, settled_on__range=(first, last))
    found: QuerySet[Rung] = climbed.filter(case__in=cases.values("pk")).order_by()
    return found


def _counted(seen_by: Actor, first: date, last: date, *, agency: int | None = None) -> Iterator[_Counted]:
    """Yield what each case adds to each agency; so many cases are in memory as one share has."""
    calendar, rules = working_calendar(), Rule.objects.in_bulk()
    cases = _cases(seen_by, first, last, agency).order_by("pk").values_list("pk", "unit_id")
    for share in in_shares(cases.iterator(chunk_size=SHARE), size=SHARE):
        found = _read(dict(share), rules)
        for case in found.units:
            for unit, held in _held(case, found, until=last).items():
                if agency in {None, unit}:
                    clocks = [clock for clock in found.clocks[case] if clock.unit == unit]
                    one = _of_case(unit, case, held, clocks, calendar, first, last)
                    if one.behind:
                        yield one


def agencies(scored: dict[int, Score]) -> list[Unit]:
    """Return the agencies by name, each with a score."""
    return list(Unit.objects.filter(pk__in=scored).order_by("name", "pk"))


def _cases(seen_by: Actor, first: date, last: date, agency: int | None) -> "QuerySet[Case]":
    """The visible cases that may have lain with an agency in the period."""
    sent = Referral.objects.filter(sent_on__lte=last)
    if agency is not None:
        # One that has ended since is found by what was sent to it, whoever has taken its place.
        sent = sent.filter(Q(agency=agency) | Q(case__sent_to__unit=agency))
    visible = Case.objects.visible_to(seen_by).values("pk")
    ended_before = Q(closed_on__lt=first)
    found: QuerySet[Case] = Case.objects.filter(pk__in=visible).filter(pk__in=sent.values("case"))
    return found.exclude(ended_before).order_by()


def _read(units: dict[int, int], rules: dict[int, Rule]) -> _Found:
    cases = list(units)
    found = _Found(units, defaultdict(list), defaultdict(list), defaultdict(list))
    events = Event.objects.filter(subject_type="cases.case", subject_id__in=cases, kind__in=[*AROUND_AN_AGENCY])
    for pk, subject, kind, day, sequence, facts in events.values_list(
        "pk", "subject_id", "kind", "happened_on", "sequence", "facts"
    ).iterator():
        found.marks[subject].append(Mark(pk, kind, day, sequence, facts))
    duties = Duty.objects.filter(case__in=cases).exclude(unit__kind=UnitKind.MTTQ)
    stops: dict[int, list[Stop]] = defaultdict(list)
    for duty, first_on, last_on in DutyStop.objects.filter(duty__in=duties.values("pk")).values_list(
        "duty", "first_on", "last_on"
    ):
        stops[duty].append(Stop(first_on, last_on))
    for owed in duties.iterator():
        owed.rule = rules[owed.rule_id]
        found.clocks[owed.case_id].append(clock_of(owed, stops[owed.pk]))
    for case, clocks in found.clocks.items():
        found.clocks[case] = shared_out(clocks, found.marks[case])
    for referral, case in Referral.objects.filter(BESIDE, case__in=cases).values_list("pk", "case"):
        found.beside[case].append(referral)
    return found


def _held(case: int, found: _Found, *, until: date) -> dict[int, list[Stretch]]:
    """Return the stretches of each agency, on all tracks of the case."""
    held: dict[int, list[Stretch]] = defaultdict(list)
    for course in _courses(case, found, until=until):
        for one in course.stretches:
            if one.holder == Holder.AGENCY and one.unit is not None:
                held[one.unit].append(one)
    return held


def _courses(case: int, found: _Found, *, until: date) -> Iterator[Course]:
    marks, unit, clocks = found.marks[case], found.units[case], found.clocks[case]
    beside = found.beside[case]
    whole = course_of_case(marks, unit=unit, until=until, clocks=clocks, beside=frozenset(beside))
    others = [course_of_referral(marks, one, unit=unit, until=until, clocks=clocks) for one in beside]
    yield from (course for course in (whole, *others) if course is not None)


def _of_case(
    unit: int,
    case: int,
    held: list[Stretch],
    clocks: list[ClockFacts],
    calendar: Calendar,
    first: date,
    last: date,
) -> _Counted:
    before = first - ONE_DAY
    inside = [one for one in held if one.until > before and one.after < last]
    figures = {clock.nature for clock in clocks for _after, to in late_spans(clock, until=last) if to > before}
    if not inside:
        return _Counted(unit, case, frozenset(figures))
    figures.add("cases")
    counted = [worked(calendar, max(one.after, before), min(one.until, last)) for one in inside]
    days, uncounted = sum(days or 0 for days in counted), None in counted
    if not any(mark.kind.endswith(ANSWERS) for one in inside for mark in one.ended_by):
        return _Counted(unit, case, frozenset(figures), days, uncounted)
    figures.add("returned")
    if not any(late_spans(clock, until=last) for clock in clocks):
        figures.add("on_time")
    whole = [worked(calendar, one.after, one.until) for one in held]
    lasted = None if None in whole else sum(days or 0 for days in whole)
    return _Counted(unit, case, frozenset(figures), days, uncounted, lasted)
