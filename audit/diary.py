"""The diary of what the workers did: which job, how often in an hour, how long, how it ended. Nothing about anybody.

A job that runs every two seconds is one row an hour, and a worker writes it at most once a minute: what it has not
written yet when it is killed is lost, for this is no proof of anything. A failure is written at once.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery.signals import task_postrun, task_prerun, worker_init, worker_process_shutdown, worker_shutdown
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from .models import JobHour

KEPT_FOR = timedelta(days=30)
AT_MOST_EVERY = 60.0
"""Seconds between two writes of one job by one worker."""
FAILED = "FAILURE"


@dataclass
class Tally:
    """What one worker has seen of one job and not written yet."""

    hour: datetime
    last_at: datetime
    runs: int = 0
    failed: int = 0
    took: int = 0
    longest: int = 0
    error: str = ""


_began: dict[str, float] = {}
_unwritten: dict[str, Tally] = {}
_written: dict[str, float] = {}


def note_run(name: str, *, began_at: datetime, took: float, error: str = "", now: float | None = None) -> None:
    """Count one run of a job; `error` is the name of what it stumbled over, never what that said."""
    now = time.monotonic() if now is None else now
    hour = began_at.replace(minute=0, second=0, microsecond=0)
    tally = _unwritten.get(name)
    if tally is not None and tally.hour != hour:
        _write(name, now)
        tally = None
    if tally is None:
        tally = _unwritten[name] = Tally(hour, began_at)
    spent = round(took * 1000)
    tally.runs, tally.took, tally.last_at = tally.runs + 1, tally.took + spent, began_at
    tally.longest = max(tally.longest, spent)
    if error:
        tally.failed, tally.error = tally.failed + 1, error
    if error or now - _written.get(name, float("-inf")) >= AT_MOST_EVERY:
        _write(name, now)


def write_all() -> None:
    """Write what is in hand: the worker goes home."""
    for name in list(_unwritten):
        _write(name, time.monotonic())


def forget_runs(*, at: datetime) -> int:
    """Throw away what is older than anybody asks for."""
    return JobHour.objects.filter(hour__lt=at - KEPT_FOR).delete()[0]


def _write(name: str, now: float) -> None:
    tally = _unwritten.pop(name)
    _written[name] = now
    with transaction.atomic():
        JobHour.objects.bulk_create([JobHour(name=name, hour=tally.hour, last_at=tally.last_at)], ignore_conflicts=True)
        said = {"last_error": tally.error} if tally.error else {}
        JobHour.objects.filter(name=name, hour=tally.hour).update(
            runs=F("runs") + tally.runs,
            failed=F("failed") + tally.failed,
            took=F("took") + tally.took,
            longest=Greatest(F("longest"), tally.longest),
            last_at=Greatest(F("last_at"), tally.last_at),
            **said,
        )


def began(task_id: str = "", **_said: Any) -> None:
    _began[task_id] = time.monotonic()


def ended(task_id: str = "", task: Any = None, state: str | None = None, retval: Any = None, **_said: Any) -> None:
    """Count the run that has just ended."""
    since = _began.pop(task_id, None)
    if since is None or task is None:
        return
    took = time.monotonic() - since
    error = type(retval).__name__ if state == FAILED else ""
    note_run(task.name, began_at=timezone.now() - timedelta(seconds=took), took=took, error=error)


@worker_init.connect
def keep_it(**_said: Any) -> None:
    """Only a worker keeps the diary: a page or a command that runs a job by itself writes nothing."""
    task_prerun.connect(began)
    task_postrun.connect(ended)
    for going in (worker_process_shutdown, worker_shutdown):
        going.connect(_go_home)


def _go_home(**_said: Any) -> None:
    write_all()
