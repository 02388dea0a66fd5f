"""What the timetable does for people's work. Only here and in interfaces is the clock on the wall read."""

import time

from celery import shared_task
from django.utils import timezone

from audit.actor import system
from cases.operations import (
    give_sessions_to_leaders,
    take_from_who_left,
    take_inspections_from_who_left,
)

from . import operations

A_SHARE = 20.0


@shared_task(name="workflows.leavings", ignore_result=True)
def leavings() -> None:
    """Hand over what somebody leaves behind."""
    until = time.monotonic() + A_SHARE
    by = system("leaving")
    operations.carry_leavings_on(by=by, on=timezone.localdate(), enough=lambda: time.monotonic() > until)


@shared_task(name="workflows.batches", ignore_result=True)
def batches() -> None:
    """Go on with what somebody does to many cases at once."""
    until = time.monotonic() + A_SHARE
    operations.carry_batches_on(by=system("batches"), on=timezone.localdate(), enough=lambda: time.monotonic() > until)


@shared_task(name="workflows.who_left", ignore_result=True)
def who_left() -> None:
    """What belonged to somebody whose role has ended comes to the leader and back to the unit."""
    by, today = system("leaving"), timezone.localdate()
    take_from_who_left(by=by, on=today)
    give_sessions_to_leaders(by=by, on=today)
    take_inspections_from_who_left(by=by, on=today)
    operations.release_from_who_left(by=by, on=today)
