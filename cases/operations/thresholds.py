"""The sweep: which thresholds passed and are not yet told? A missed night loses nothing, and twice sends once."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from audit.actor import Actor
from deadlines.calendar import working_calendar
from deadlines.vocabulary import DutyState

from ..errors import NotAllowedNow
from ..models import Duty, DutyNotice
from ..vocabulary import Move, Threshold
from .moving import moving

SOON_WORKING_DAYS = 3


def note_threshold(duty: Duty, threshold: str, *, by: Actor, on: date) -> None:
    """Record that the duty is nearly due or overdue; the second time does nothing."""
    with moving(duty.case, Move.NOTE_THRESHOLD, f"duty.{threshold}", by=by, on=on) as step:
        running = step.case.duties.filter(pk=duty.pk, state=DutyState.RUNNING).first()
        if running is None or running.notices.filter(threshold=threshold).exists():
            raise NotAllowedNow(Move.NOTE_THRESHOLD, [])
        DutyNotice.objects.create(duty=running, threshold=threshold, noted_on=on)
        step.facts |= {"duty": running.pk, "rule": running.rule.key, "due_on": running.due_on.isoformat()}


def sweep(*, by: Actor, on: date, limit: int = 5000) -> int:
    """Note every threshold that passed and is not yet told. Return how many."""
    noted = 0
    for threshold, untold in ((Threshold.OVERDUE, _overdue(on)), (Threshold.SOON, _soon(on))):
        for duty in untold[:limit]:
            try:
                note_threshold(duty, threshold, by=by, on=on)
            except NotAllowedNow:
                # Somebody met the duty, or told of it, between our look and our lock.
                continue
            noted += 1
    return noted


def _overdue(on: date) -> "list[Duty]":
    return list(_untold(Threshold.OVERDUE).filter(due_on__lt=on))


def _soon(on: date) -> "list[Duty]":
    calendar = working_calendar()
    last = on
    for _ in range(SOON_WORKING_DAYS):
        last = calendar.next_working_day(last + timedelta(days=1))
    return list(_untold(Threshold.SOON).filter(due_on__gte=on, due_on__lte=last))


def _untold(threshold: str) -> "QuerySet[Duty]":
    told = DutyNotice.objects.filter(duty=OuterRef("pk"), threshold=threshold)
    running = Duty.objects.filter(state=DutyState.RUNNING).select_related("case", "rule")
    return running.exclude(Exists(told)).order_by("due_on", "pk")
