"""Ai làm trễ trong kỳ: every duty that had a late day in the period, by whoever owes it; asked of the duties alone.

By law, by letter, by promise and by the house's own mark stand apart and are never added (law.md §14 points 3 and 16).
The database finds and counts; only the duties of one page, or of one paper, are ever counted day by day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.holding import ClockFacts, Stop, worked
from cases.lateness import late_spans
from cases.models import Case, Duty, DutyLateness, DutyStop
from cases.statement import clock_of
from deadlines.calendar import working_calendar
from deadlines.facts import Nature
from deadlines.models import Rule
from deadlines.vocabulary import DutyState, RuleRole
from deadlines.words import COMMITMENT_STEP, nature_in_words
from deadlines.working_days import Calendar
from organizations.models import Unit

ONE_DAY = timedelta(days=1)


def _promised(one: Rule) -> bool:
    return one.nature == Nature.LETTER_SET and one.step == COMMITMENT_STEP


# Each way of being late, and which rules it is by; the house's own is whatever is none of the others.
WAYS: dict[str, tuple[str | Promise, Callable[[Rule], bool]]] = {
    "law": (_("Trễ theo luật"), lambda one: one.can_be_overdue_by_law),
    "letter": (_("Trễ theo công văn"), lambda one: one.nature == Nature.LETTER_SET and not _promised(one)),
    "promise": (_("Trễ theo cam kết"), _promised),
    "own": (_("Quá mốc nội bộ"), lambda one: not one.can_be_overdue_by_law and one.nature != Nature.LETTER_SET),
}


@dataclass(frozen=True)
class Period:
    seen_by: Actor
    first: date
    last: date
    on: date
    """Nothing is known beyond this day."""

    @property
    def until(self) -> date:
        return min(self.last, self.on)


@dataclass
class Tally:
    """One unit, and in how many things it was late, way by way."""

    unit: Unit
    late: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))


@dataclass(frozen=True)
class Lateness:
    """One thing that was late."""

    duty: Duty
    days: int
    in_working_days: bool
    because: str
    """Why, as somebody has said; of a sealed case nothing."""

    @property
    def what(self) -> str:
        promised = self.duty.commitment
        return promised.what if promised is not None and not self.duty.case.sealed else self.duty.rule.title

    @property
    def how_long(self) -> str:
        if self.in_working_days:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", self.days) % {"n": self.days}
        return ngettext("%(n)s ngày", "%(n)s ngày", self.days) % {"n": self.days}

    @property
    def ended(self) -> str:
        """When it was done, or how it ended otherwise."""
        if self.duty.met_on is not None:
            return gettext("xong %(day)s") % {"day": f"{self.duty.met_on:%d/%m/%Y}"}
        if self.duty.ended_on is not None:
            return gettext("thôi phải làm %(day)s") % {"day": f"{self.duty.ended_on:%d/%m/%Y}"}
        return gettext("chưa xong")

    @property
    def rests_on(self) -> str:
        """The article, or the letter in which the day was named."""
        letter = self.duty.referral.letter if self.duty.referral is not None else None
        if self.duty.rule.nature == Nature.LETTER_SET and not _promised(self.duty.rule) and letter and letter.number:
            day = f"{letter.issued_on:%d/%m/%Y}" if letter.issued_on else ""
            return gettext("công văn %(number)s, %(day)s") % {"number": letter.number, "day": day}
        return self.duty.rule.citation

    @property
    def nature(self) -> str:
        return nature_in_words(self.duty.rule)


def rules_by_way() -> dict[str, list[int]]:
    """Return the rules of each way: they are few, the duties many. By a mark to watch nobody is late."""
    found: dict[str, list[int]] = {name: [] for name in WAYS}
    for one in Rule.objects.filter(role=RuleRole.DUTY):
        found[next(name for name, (_label, is_by) in WAYS.items() if is_by(one))].append(one.pk)
    return found


def late_duties(period: Period, rules: Iterable[int], *, unit: int | None = None) -> "models.QuerySet[Duty]":
    """Return the duties under these rules with a late day in the period, in the cases the asker may see."""
    owed = Duty.objects.filter(_had_a_late_day(period), rule__in=list(rules))
    owed = owed.filter(case__in=Case.objects.visible_to(period.seen_by).values("pk"))
    return owed if unit is None else owed.filter(unit=unit)


def _had_a_late_day(period: Period) -> Q:
    """Past its day while not done: still, or until it ended in the period or after it. Each state has its own index."""
    past = Q(due_on__lt=period.until)
    undone = Q(state=DutyState.RUNNING) & past | Q(state=DutyState.PAUSED) & past
    ended = Q(ended_on__gt=F("due_on"), ended_on__gte=period.first) & past
    return (undone | ended) & ~Q(Exists(_stopped_throughout(period)))


def _stopped_throughout(period: Period) -> "models.QuerySet[DutyStop]":
    """A lawful stop that covers every day of the period that would be late: then none of them is."""
    day_after = Cast(OuterRef("due_on") + ONE_DAY, models.DateField())
    begins = Q(first_on__lte=period.first) | Q(first_on__lte=day_after)
    ends = Q(last_on=None) | Q(last_on__gte=period.until) | Q(last_on__gte=OuterRef("ended_on"))
    return DutyStop.objects.filter(begins, ends, duty=OuterRef("pk"))


def tallies(period: Period) -> list[Tally]:
    """Return each unit that was late with its counts, latest by law first; as many rows as there are units."""
    way_of = {pk: name for name, pks in rules_by_way().items() for pk in pks}
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(WAYS, 0))
    counted = late_duties(period, way_of).order_by().values_list("unit", "rule").annotate(n=Count("pk"))
    for unit, rule, number in counted:
        found[unit][way_of[rule]] += number
    units = Unit.objects.in_bulk(list(found))
    said = [Tally(units[pk], late) for pk, late in found.items()]
    return sorted(said, key=lambda one: (*(-number for number in one.late.values()), one.unit.name, one.unit.pk))


def counts(period: Period, *, unit: int) -> dict[str, int]:
    """Return in how many things one unit was late, way by way."""
    way_of = {pk: name for name, pks in rules_by_way().items() for pk in pks}
    found = dict.fromkeys(WAYS, 0)
    counted = late_duties(period, way_of, unit=unit).order_by().values_list("rule").annotate(n=Count("pk"))
    for rule, number in counted:
        found[way_of[rule]] += number
    return found


def described(duties: Sequence[Duty], *, on: date) -> list[Lateness]:
    """Count the late days of these duties up to the day each ended, or until now; three looks however many."""
    pks = [one.pk for one in duties]
    stops: Mapping[int, list[Stop]] = defaultdict(list)
    for duty, first_on, last_on in DutyStop.objects.filter(duty__in=pks).values_list("duty", "first_on", "last_on"):
        stops[duty].append(Stop(first_on, last_on))
    reasons = {one.duty_id: one.because for one in DutyLateness.objects.filter(duty__in=pks)}
    calendar = working_calendar()
    return [
        Lateness(
            one,
            *_late_days(clock_of(one, stops[one.pk]), calendar, until=on),
            because="" if one.case.sealed else reasons.get(one.pk, ""),
        )
        for one in duties
    ]


def _late_days(clock: ClockFacts, calendar: Calendar, *, until: date) -> tuple[int, bool]:
    spans = late_spans(clock, until=until)
    counted = [worked(calendar, after, to) for after, to in spans]
    working = sum(one or 0 for one in counted)
    # Past its day with nothing but days off since: late all the same, in plain days.
    if clock.in_working_days and None not in counted and working:
        return working, True
    return sum((to - after).days for after, to in spans), False
