"""Báo cáo: how much came in, what was done in time and what was not, by field, area, agency and month; what rises.

Late by law and late by letter stand apart and are never added together (law.md §14 points 3 and 16); *in time* is
where neither was missed. A figure and the list behind it ask the same question, said once in `FIGURES`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Cast, TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases import access
from cases.models import Case, Duty
from cases.vocabulary import NO_CASE_OF_ITS_OWN, Status
from deadlines.facts import Nature
from deadlines.models import Rule
from deadlines.vocabulary import DutyState, RuleRole
from organizations.models import Area, Field, Unit

Cases = models.QuerySet[Case]
NONE = "none"
"""In an address: without an area, or not sent to an agency."""
FOUR_WEEKS = timedelta(days=28)
RISES_BY = 3
"""So many more than in the four weeks before, and half as many again: less is chance."""
AGES = (30, 60, 90, 180, 365)
MOST_SPOTS = 12


@dataclass(frozen=True)
class Asked:
    """Of whom, of which days, and as of which day."""

    seen_by: Actor
    first: date
    last: date
    on: date
    unit: int | None = None
    field: str = ""
    area: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Limits:
    """Which rules are the law's and which a letter's: looked up once, the duties are many."""

    law: tuple[int, ...]
    letter: tuple[int, ...]

    @property
    def either(self) -> tuple[int, ...]:
        return (*self.law, *self.letter)


def limits() -> Limits:
    rules = list(Rule.objects.filter(role=RuleRole.DUTY))
    by_law = tuple(one.pk for one in rules if one.can_be_overdue_by_law)
    return Limits(by_law, tuple(one.pk for one in rules if one.nature == Nature.LETTER_SET))


def missed(rules: Sequence[int], *, on: date) -> Q:
    """Duties under these rules whose day has passed undone, or that were done after their day."""
    undone = Q(state=DutyState.RUNNING, due_on__lt=on)
    return Q(rule__in=rules) & (undone | Q(met_on__gt=F("due_on")))


def _some_missed(rules: Sequence[int], asked: Asked) -> Q:
    owed = Duty.objects.filter(missed(rules, on=asked.on), case=OuterRef("pk"))
    # Beside an agency's name stands what it owed itself, never what the MTTQ was late with.
    return Q(Exists(owed.filter(unit=OuterRef("lead__agency")) if asked.agency else owed))


Figure = Callable[[Limits, Asked], Q]
FIGURES: dict[str, tuple[str | Promise, Figure]] = {
    "received": (_("Đã nhận"), lambda _limits, _asked: Q()),
    "on_time": (_("Đúng hạn"), lambda limits, asked: ~_some_missed(limits.either, asked)),
    "law": (_("Trễ theo luật"), lambda limits, asked: _some_missed(limits.law, asked)),
    "letter": (_("Trễ theo công văn"), lambda limits, asked: _some_missed(limits.letter, asked)),
    "open": (_("Đang mở"), lambda _limits, _asked: ~Q(status=Status.CLOSED)),
    "closed": (_("Đã kết thúc"), lambda _limits, _asked: Q(status=Status.CLOSED)),
}


@dataclass
class Line:
    """One field, area, agency or month with its figures."""

    key: str
    name: str
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))
    missed: int = 0

    @property
    def on_time(self) -> int:
        return self.figures["received"] - self.missed

    @property
    def percent(self) -> int:
        return round(100 * self.on_time / self.figures["received"]) if self.figures["received"] else 0

    def add(self, other: dict[str, int], missed: int) -> None:
        for name, number in other.items():
            self.figures[name] += number
        self.missed += missed
        self.figures["on_time"] = self.on_time


@dataclass(frozen=True)
class Age:
    """Open cases of an age, and the days on which they came in."""

    over: int
    up_to: int | None
    number: int
    first: date
    last: date


@dataclass(frozen=True)
class HotSpot:
    """A field, an area or both where more comes in than in the four weeks before."""

    field: str
    area: str
    name: str
    now: int
    before: int
    first: date
    last: date


@dataclass(frozen=True)
class Board:
    """Everything the page shows."""

    total: Line
    fields: list[Line]
    areas: list[Line]
    months: list[Line]
    agencies: list[Line]
    ages: list[Age]
    open_now: int
    hot: list[HotSpot]


def cases_of(asked: Asked) -> Cases:
    """The cases that were received in the period, as far as the asker may see them; numbers that are no case left out.

    Who reads as an agency too might find a case twice by its joins: then it is asked by number.
    """
    return _of_the_period(_seen(asked), asked)


def _of_the_period(seen: Cases, asked: Asked) -> Cases:
    return _place(seen, asked).filter(registered_on__range=(asked.first, asked.last))


def _seen(asked: Asked) -> Cases:
    found: Cases = Case.objects.visible_to(asked.seen_by)
    if asked.seen_by.roles & access.READS_SENT:
        found = Case.objects.filter(pk__in=found.values("pk"))
    found = found.exclude(outcome__in=NO_CASE_OF_ITS_OWN)
    return found.filter(unit=asked.unit) if asked.unit is not None else found


def _place(found: Cases, asked: Asked) -> Cases:
    if asked.field:
        found = found.filter(field=asked.field)
    if asked.area:
        found = found.filter(area=None if asked.area == NONE else asked.area)
    if asked.agency == NONE:
        return found.filter(Q(lead=None) | Q(lead__sent_on=None))
    return found.filter(lead__agency=int(asked.agency), lead__sent_on__isnull=False) if asked.agency else found


def listed(figure: str, asked: Asked) -> Cases:
    """Return the cases behind one figure, the newest first."""
    return cases_of(asked).filter(FIGURES[figure][1](limits(), asked)).order_by("-pk")


def board(asked: Asked) -> Board:
    """Count everything the page shows, in a fixed number of queries that never hold a case in memory."""
    known, seen = limits(), _seen(asked)
    cases = _of_the_period(seen, asked)
    late = Duty.objects.filter(missed(known.either, on=asked.on), case__in=cases.values("pk")).order_by()
    fields: dict[Any, Line] = defaultdict(lambda: Line("", ""))
    areas: dict[Any, Line] = defaultdict(lambda: Line("", ""))
    months: dict[Any, Line] = defaultdict(lambda: Line("", ""))
    total = Line("", "")
    plain = cases.order_by().annotate(month=TruncMonth("registered_on")).values("field", "area", "month")
    for cell in plain.annotate(received=Count("*"), closed=Count("status", filter=Q(status=Status.CLOSED))):
        number = {"received": cell["received"], "closed": cell["closed"], "open": cell["received"] - cell["closed"]}
        for line in (fields[cell["field"]], areas[cell["area"]], months[cell["month"]], total):
            line.add(number, 0)
    by_month = late.annotate(month=TruncMonth("case__registered_on"))
    for cell in _by_nature(by_month.values("case__field", "case__area", "month"), known):
        number = {"law": cell["law"], "letter": cell["letter"]}
        for line in (fields[cell["case__field"]], areas[cell["case__area"]], months[cell["month"]], total):
            line.add(number, cell["either"])
    agencies = _agencies(cases, late, known)
    ages, open_now = _ages(seen, asked)
    hot = _hot(seen, asked)
    names = _Names(fields, areas, agencies, hot)
    return Board(
        total=total,
        fields=names.told(fields, names.fields),
        areas=names.told(areas, names.areas, str(_("Chưa ghi địa bàn"))),
        months=[_month(month, months[month]) for month in sorted(months)],
        agencies=names.told(agencies, names.agencies, by_lateness=True),
        ages=ages,
        open_now=open_now,
        hot=[names.spot(one) for one in hot],
    )


def _by_nature(rows: Any, known: Limits) -> Any:
    """Cases, not duties: a case lies in one cell, so that cells may be added up."""
    return rows.annotate(
        law=Count("case", distinct=True, filter=Q(rule__in=known.law)),
        letter=Count("case", distinct=True, filter=Q(rule__in=known.letter)),
        either=Count("case", distinct=True),
    )


def _agencies(cases: Cases, late: Any, known: Limits) -> dict[Any, Line]:
    lines: dict[Any, Line] = defaultdict(lambda: Line("", ""))
    sent = cases.filter(lead__sent_on__isnull=False).order_by().values("lead__agency")
    for cell in sent.annotate(received=Count("*"), closed=Count("status", filter=Q(status=Status.CLOSED))):
        number = {"received": cell["received"], "closed": cell["closed"], "open": cell["received"] - cell["closed"]}
        lines[cell["lead__agency"]].add(number, 0)
    held = late.filter(case__lead__sent_on__isnull=False, unit=F("case__lead__agency")).values("case__lead__agency")
    for cell in _by_nature(held, known):
        lines[cell["case__lead__agency"]].add({"law": cell["law"], "letter": cell["letter"]}, cell["either"])
    return lines


def _ages(seen: Cases, asked: Asked) -> tuple[list[Age], int]:
    """How old the open cases are, whenever they came in; days are counted to the day of the page."""
    found = seen.filter(registered_on__lte=asked.on).exclude(status=Status.CLOSED)
    days = dict(found.order_by().values_list("registered_on").annotate(number=Count("*")))
    earliest = min(days, default=asked.on)
    ages = []
    for over, up_to in zip((-1, *AGES), (*AGES, None), strict=True):
        first = asked.on - timedelta(days=up_to) if up_to is not None else earliest
        last = asked.on - timedelta(days=over + 1)
        number = sum(count for day, count in days.items() if first <= day <= last)
        ages.append(Age(over, up_to, number, min(first, last), last))
    return ages, sum(days.values())


def _hot(seen: Cases, asked: Asked) -> list[HotSpot]:
    """Where more came in during the last four weeks than in the four before, the steepest first."""
    now, before = asked.on - FOUR_WEEKS + timedelta(days=1), asked.on - 2 * FOUR_WEEKS + timedelta(days=1)
    came = seen.filter(registered_on__range=(before, asked.on)).order_by().values("field", "area")
    counted: dict[tuple[Any, Any], list[int]] = defaultdict(lambda: [0, 0])
    for cell in came.annotate(new=Count("registered_on", filter=Q(registered_on__gte=now)), both=Count("*")):
        for place in ((cell["field"], ""), ("", cell["area"] or NONE), (cell["field"], cell["area"] or NONE)):
            counted[place][0] += cell["new"]
            counted[place][1] += cell["both"] - cell["new"]
    spots = [
        HotSpot(str(place[0]), str(place[1]), "", new, old, now, asked.on)
        for place, (new, old) in counted.items()
        if new >= old + RISES_BY and 2 * new >= 3 * old
    ]
    return sorted(spots, key=lambda one: (one.before - one.now, one.field, one.area))[:MOST_SPOTS]


class _Names:
    """What fields, areas and agencies are called, each looked up once."""

    def __init__(
        self, fields: Iterable[Any], areas: Iterable[Any], agencies: Iterable[Any], hot: Sequence[HotSpot]
    ) -> None:
        wanted = {*fields, *(one.field for one in hot if one.field)}
        places = {*areas, *(one.area for one in hot if one.area)} - {None, NONE}
        asked = (
            _named(Field.objects.filter(pk__in=wanted), "field"),
            _named(Area.objects.filter(pk__in=places), "area"),
            _named(Unit.objects.filter(pk__in={*agencies}), "agency"),
        )
        names: dict[str, dict[Any, str]] = {"field": {}, "area": {}, "agency": {}}
        for of, key, name in asked[0].union(*asked[1:], all=True):
            names[of][int(key) if of == "agency" else key] = name
        self.fields, self.areas, self.agencies = names["field"], names["area"], names["agency"]

    def told(
        self, lines: dict[Any, Line], names: dict[Any, str], nameless: str = "", *, by_lateness: bool = False
    ) -> list[Line]:
        for key, line in lines.items():
            line.key, line.name = (str(key), names.get(key, nameless)) if key is not None else (NONE, nameless)
        if by_lateness:
            return sorted(lines.values(), key=lambda one: (-one.missed, -one.figures["received"], one.name))
        return sorted(lines.values(), key=lambda one: (-one.figures["received"], one.name))

    def spot(self, one: HotSpot) -> HotSpot:
        parts = [self.fields.get(one.field, "")] if one.field else []
        if one.area:
            parts.append(str(_("Chưa ghi địa bàn")) if one.area == NONE else self.areas.get(one.area, ""))
        return HotSpot(one.field, one.area, " · ".join(parts), one.now, one.before, one.first, one.last)


def _month(month: date, line: Line) -> Line:
    line.key, line.name = f"{month:%Y-%m}", f"{month:%m/%Y}"
    return line


def _named(rows: Any, of: str) -> Any:
    """Key and name of each, told apart by what it is: three tables in one look."""
    key = Cast("pk", models.CharField(max_length=40))
    return (
        rows.order_by()
        .annotate(of=models.Value(of, models.CharField(max_length=8)), code_=key)
        .values_list("of", "code_", "name")
    )
