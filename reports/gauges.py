"""What a monitoring system watches: how old, how deep, how many. Numbers of the whole house, and nothing about anybody.

Every question is bounded: what may be many is counted no further than `MOST`, along an index.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit import checkpoints, heartbeat
from audit.models import Dispatch, DispatchState, Heartbeat
from cases.models import Duty
from deadlines.calendar import YearWithoutCalendar, working_calendar
from deadlines.facts import Nature
from deadlines.models import Rule
from deadlines.vocabulary import DutyState, RuleRole
from deadlines.words import SOON
from notifications.models import Message
from notifications.vocabulary import MessageState

from .health import queue_depth

MOST = 10_000
BEATS = (heartbeat.WORKER, heartbeat.TIMETABLE, heartbeat.SWEEP, heartbeat.BACKUP)


@dataclass(frozen=True)
class Gauge:
    """One figure, or one for each value of a label. What is not known has no value."""

    name: str
    says: str
    values: tuple[tuple[dict[str, str], float], ...]


def gauges(*, at: datetime) -> list[Gauge]:
    """Return every figure of the whole house."""
    return list(_gauges(at))


def _gauges(at: datetime) -> Iterator[Gauge]:
    beats = heartbeat.beats()
    ages = tuple(
        ({"part": name}, age)
        for name in BEATS
        if (age := _age(beats[name].at if name in beats else None, at)) is not None
    )
    yield Gauge("heartbeat_age_seconds", "Seconds since a part last said that it was there or finished", ages)
    worker = beats.get(heartbeat.WORKER)
    yield _one("queue_depth", "Tasks that lie in the queue; no value while it does not answer", queue_depth())
    yield _one("queue_wait_seconds", "How long the last task of the timetable lay in the queue", _lay(worker))
    owed = Dispatch.objects.filter(state=DispatchState.OWED)
    yield _one("outbox_depth", "Reactions that are owed" + _UP_TO, _counted(owed))
    yield _one("outbox_age_seconds", "How long the oldest reaction has been due", _waits(owed, at))
    failed = Dispatch.objects.filter(state=DispatchState.FAILED)
    yield _one("outbox_failed", "Reactions that were given up" + _UP_TO, _counted(failed))
    unsent = Message.objects.filter(state__in=[MessageState.OWED, MessageState.SENDING])
    yield _one("mail_depth", "Messages that wait to be sent" + _UP_TO, _counted(unsent))
    yield _one("mail_age_seconds", "How long the oldest message has been due", _waits(unsent, at))
    yield from _deadlines(at)
    newest = checkpoints.newest()
    made = _age(newest.made_at if newest else None, at)
    yield _one("checkpoint_age_seconds", "Seconds since the register was last signed", made)
    room = shutil.disk_usage(settings.DATA_DIR)
    yield _one("disk_free_bytes", "Room that is left where the data lies", float(room.free))
    yield _one("disk_bytes", "Room in all where the data lies", float(room.total))


_UP_TO = f", counted up to {MOST}; {MOST + 1} means more"


def _deadlines(at: datetime) -> Iterator[Gauge]:
    """Of each nature apart: what is late by law, by letter and by the house's own target is never added together."""
    today = timezone.localdate(at)
    try:
        soon = working_calendar().shift(today, SOON)
    except YearWithoutCalendar:
        soon = today + timedelta(days=SOON)
    rules = Rule.objects.filter(role=RuleRole.DUTY).values_list("pk", "nature")
    by_nature = {str(nature): [pk for pk, of in rules if of == nature] for nature in Nature}
    # By the numbers of the rules: so the index of rules and days bounds the count, however few are of one nature.
    running = {
        nature: Duty.objects.filter(state=DutyState.RUNNING, rule__in=keys) for nature, keys in by_nature.items()
    }
    for name, says, due in (
        ("duties_overdue", "Duties of cases whose day has passed", {"due_on__lt": today}),
        ("duties_at_risk", f"Duties of cases due within {SOON} working days", {"due_on__range": (today, soon)}),
    ):
        values = tuple(({"nature": nature}, _counted(rows.filter(**due))) for nature, rows in running.items())
        yield Gauge(name, says + _UP_TO, values)


def _one(name: str, says: str, value: float | None) -> Gauge:
    return Gauge(name, says, (({}, value),) if value is not None else ())


def _counted(rows: "models.QuerySet[Any, Any]") -> float:
    return float(rows.order_by().values("pk")[: MOST + 1].count())


def _waits(rows: "models.QuerySet[Any, Any]", at: datetime) -> float:
    """Return how long the oldest has been due; nothing waits for what is due later."""
    return _age(rows.order_by("not_before").values_list("not_before", flat=True).first(), at) or 0.0


def _age(since: datetime | None, at: datetime) -> float | None:
    return max((at - since).total_seconds(), 0.0) if since is not None else None


def _lay(worker: Heartbeat | None) -> float | None:
    return _age(worker.sent_at, worker.at) if worker is not None and worker.sent_at is not None else None
