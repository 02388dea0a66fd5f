"""The calendar or the law has changed: the open duties it touches are counted again, each with an event that says so.

What is supposed and what is done go through the same lines: `suppose` says which dates would move, `recount` moves
them.
The work is cut into batches that each leave their duties done, so a killed recount goes on where it was.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from audit.acting import acting
from audit.actor import Actor
from audit.models import Event
from audit.record import NewEvent, record, record_many
from deadlines.calendar import Calendar, working_calendar
from deadlines.models import KnownCalendar, Rule, Transition
from deadlines.refusals import Refused
from deadlines.rules import rule as rule_for
from deadlines.vocabulary import Because, DutyState
from deadlines.working_days import SpecialDay

from .. import access
from ..models import Case, Duty, Recount
from .duties import count_all_again
from .reception_duties import recount_reception

AT_ONCE = 500
FEW_DAYS = 40
"""Up to so many changed days are asked for one by one; more are asked for as one stretch."""


@dataclass(frozen=True)
class SupposedDay:
    """A day that is not loaded yet, and since when it would have been known."""

    day: SpecialDay
    adopted_on: date


@dataclass(frozen=True)
class WouldMove:
    duty: Duty
    was: date
    due_on: date


@dataclass
class _Law:
    """The calendar and the rules the duties are held against: those loaded, and those supposed."""

    on: date
    supposed: Sequence[SupposedDay] = ()
    _before: dict[str, Calendar | None] = field(default_factory=dict)
    _rules: dict[tuple[str, date], Rule | None] = field(default_factory=dict)
    _known: dict[date, Calendar] = field(default_factory=dict)
    _differ: dict[tuple[str, str], list[date]] = field(default_factory=dict)

    @cached_property
    def now(self) -> Calendar:
        return working_calendar().supposing(one.day for one in self.supposed)

    def calendar_for(self, duty: Duty) -> Calendar:
        """Return the present calendar; for a duty whose day has passed, the one that was known on that day.

        Nobody becomes late, or is no longer late, by a decision made after the day had passed.
        """
        if duty.due_on >= self.on:
            return self.now
        if duty.due_on not in self._known:
            known = working_calendar(known_on=duty.due_on)
            late = [one.day for one in self.supposed if one.adopted_on <= duty.due_on]
            self._known[duty.due_on] = known.supposing(late)
        return self._known[duty.due_on]

    def counted_with(self, version: str) -> Calendar | None:
        if version not in self._before:
            kept = KnownCalendar.objects.filter(version=version).first()
            self._before[version] = kept.calendar if kept else None
        return self._before[version]

    def touches(self, duty: Duty) -> bool:
        """Does a day inside the window of this duty count differently now?"""
        before = self.counted_with(duty.calendar_version)
        if before is None:
            return True
        after = self.calendar_for(duty)
        versions = (duty.calendar_version, after.version)
        if versions not in self._differ:
            self._differ[versions] = before.differs_on(after)
        first, last = sorted((duty.started_on, duty.due_on))
        return any(first <= day <= last for day in self._differ[versions])

    def rule_of(self, duty: Duty) -> Rule:
        """Return the rule that applies to a clock that started on that day: a transitional row may name another."""
        asked = (duty.rule.key, duty.started_on)
        if asked not in self._rules:
            try:
                self._rules[asked] = rule_for(duty.rule.key, on=duty.started_on)
            except Refused:
                # The rule was closed and nothing said for clocks that run: they run on under it.
                self._rules[asked] = None
        return self._rules[asked] or duty.rule

    def candidates(self) -> "QuerySet[Duty]":
        running = Duty.objects.filter(state=DutyState.RUNNING)
        versions = running.exclude(calendar_version=self.now.version).values_list("calendar_version", flat=True)
        asked = Q(rule__key__in=_keys_of_several_versions()) | Q(rule__in=Transition.objects.values("rule"))
        for version in versions.distinct().order_by():
            before = self.counted_with(version)
            days = None if before is None else before.differs_on(self.now)
            asked |= Q(calendar_version=version) & (Q() if days is None else _window_holds(days))
        found = running.filter(asked).prefetch_related("rule", "stops", "longer")
        return found.order_by("case", "pk")


def suppose(*, on: date, days: Sequence[SupposedDay] = ()) -> Iterator[WouldMove]:
    """Yield each open duty whose date would move, touching nothing."""
    law = _Law(on, days)
    for duty in law.candidates().select_related("case", "unit").iterator(chunk_size=2000):
        counted = _counted(duty, law)
        if counted is not None and counted != duty.due_on:
            yield WouldMove(duty, duty.due_on, counted)


def order_recount(event: Event) -> None:
    """Note down, in the transaction of the change, that the open duties are to be held against it."""
    because = Because.CALENDAR if event.kind.startswith("calendar.") else Because.LAW
    Recount.objects.get_or_create(event_id=event.pk, defaults={"because": because})


def recount(*, by: Actor, on: date, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Carry out what was ordered and is not finished. Return how many duties were counted again."""
    if not access.is_the_house(by):
        raise PermissionDenied("recount")
    orders = list(Recount.objects.filter(finished_at=None).order_by("pk"))
    if not orders:
        return 0
    law = _Law(on)
    order = orders[-1]
    order.total = law.candidates().count()
    order.save(update_fields=["total"])
    counted = 0
    for cases in _batches(law):
        done = _recount(cases, law, order, by=by, on=on)
        counted += done
        progress(counted, order.total)
    counted += sum(1 for _moved in recount_reception(by=by, on=on))
    with acting(by), transaction.atomic():
        for done_order in orders:
            done_order.refresh_from_db()
            done_order.finished_at = timezone.now()
            done_order.save(update_fields=["finished_at"])
            record("duties.recounted", done_order, by=by, on=on, total=done_order.total, moved=done_order.moved)
    return counted


def _batches(law: _Law) -> Iterator[list[int]]:
    last = 0
    while cases := list(law.candidates().filter(case__gt=last).values_list("case", flat=True).distinct()[:AT_ONCE]):
        yield cases
        last = cases[-1]


def _recount(cases: list[int], law: _Law, order: Recount, *, by: Actor, on: date) -> int:
    with acting(by), transaction.atomic():
        locked = Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").only("status").in_bulk()
        counted = []
        for duty in law.candidates().filter(case__in=cases):
            if _counted(duty, law) is None:
                continue
            duty.case = locked[duty.case_id]
            applying, calendar = law.rule_of(duty), law.calendar_for(duty)
            because = Because.CALENDAR if applying.pk == duty.rule_id else Because.LAW
            duty.rule = applying
            counted.append((duty, because, calendar))
        was = count_all_again(counted, on=on)
        done, moved = len(counted), sum(was[duty.pk][0] != duty.due_on for duty, _because, _calendar in counted)
        if counted:
            record_many(
                [_recomputed(duty, because, *was[duty.pk]) for duty, because, _calendar in counted], by=by, on=on
            )
        Recount.objects.filter(pk=order.pk).update(looked_at=F("looked_at") + done, moved=F("moved") + moved)
    return done


def _recomputed(duty: Duty, because: str, was: date, rungs: int) -> NewEvent:
    said = {
        "duty": duty.pk,
        "rule": duty.rule.key,
        "version": duty.rule.version,
        "was": was.isoformat(),
        "due_on": duty.due_on.isoformat(),
        "reason": str(because),
    }
    return NewEvent("duty.recomputed", duty.case, said | ({"rungs": rungs} if rungs else {}))


def _counted(duty: Duty, law: _Law) -> date | None:
    """Return the date as it is counted now; None when nothing inside its window has changed."""
    applying = law.rule_of(duty)
    if applying.pk == duty.rule_id and not law.touches(duty):
        return None
    try:
        return duty.count(law.calendar_for(duty), rule=applying)
    except Refused:
        # What cannot be counted any more, because a year is missing, keeps the date that was told to people.
        return None


def _window_holds(days: Sequence[date]) -> Q:
    """Between the day the clock starts, not counted, and the due day, counted; backward the other way round."""
    if not days:
        return Q(pk__in=[])
    if len(days) > FEW_DAYS:
        first, last = days[0], days[-1]
        return Q(started_on__lte=last, due_on__gte=first) | Q(due_on__lte=last, started_on__gte=first)
    holds = Q()
    for day in days:
        holds |= Q(started_on__lt=day, due_on__gte=day) | Q(due_on__lte=day, started_on__gt=day)
    return holds


def _keys_of_several_versions() -> "QuerySet[Any, Any]":
    several = Rule.objects.order_by().values("key").annotate(versions=Count("pk")).filter(versions__gt=1)
    return several.values("key")
