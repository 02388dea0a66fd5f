"""What the timetable does for cases. Only here and in interfaces is the clock on the wall read."""

import time

from celery import shared_task
from django.utils import timezone

from audit import heartbeat
from audit.actor import system

from . import operations

A_SHARE = 20.0
"""Seconds: then whatever else waits for the worker has its turn, and the table goes on at the next."""


@shared_task(name="cases.sweep", ignore_result=True)
def sweep() -> None:
    """Note every threshold that passed since the last look."""
    operations.sweep(by=system("sweep"), on=timezone.localdate())
    heartbeat.beat(heartbeat.SWEEP, at=timezone.now())


@shared_task(name="cases.release", ignore_result=True)
def release() -> None:
    """Let the letters leave whose minutes are over."""
    operations.release_held(on=timezone.localdate(), at=timezone.now())


@shared_task(name="cases.sign_receipts", ignore_result=True)
def sign_receipts() -> None:
    """Sign the receipts that were given while no key could be read."""
    operations.sign_receipts()


@shared_task(name="cases.recount", ignore_result=True)
def recount() -> None:
    """Hold the open duties against a changed calendar or law."""
    operations.recount(by=system("recount"), on=timezone.localdate())


@shared_task(name="cases.opening", ignore_result=True)
def opening() -> None:
    """Go on with the tables of old books that are under way."""
    until = time.monotonic() + A_SHARE
    operations.carry_on(by=system("opening"), on=timezone.localdate(), enough=lambda: time.monotonic() > until)


@shared_task(name="cases.changeovers", ignore_result=True)
def changeovers() -> None:
    """Hand on what is open at units whose end has come."""
    until = time.monotonic() + A_SHARE
    by = system("changeover")
    operations.carry_changeovers_on(by=by, on=timezone.localdate(), enough=lambda: time.monotonic() > until)


@shared_task(name="cases.forget_openings", ignore_result=True)
def forget_openings() -> None:
    """Throw away what stood in tables that nobody needs any more."""
    operations.forget_old(by=system("opening"), on=timezone.localdate())


@shared_task(name="cases.forget_knocks", ignore_result=True)
def forget_knocks() -> None:
    """Throw away who knocked at the doors of one-time links, once nothing counts it any more."""
    operations.forget_knocks(by=system("links"), at=timezone.now())


@shared_task(name="cases.erasures", ignore_result=True)
def erasures() -> None:
    """Carry out what was approved to be erased, file by file."""
    until = time.monotonic() + A_SHARE
    operations.carry_erasures_on(
        by=system("erasures"), on=timezone.localdate(), enough=lambda: time.monotonic() > until
    )
