"""What the worker does for whoever sits at the desk: lists written in the background, conveniences thrown away."""

import time

from celery import shared_task
from django.utils import timezone

from .personal import exporting, operations, phones

A_SHARE = 20.0
"""Seconds: then whatever else waits for the worker has its turn."""


@shared_task(name="desk.exports", ignore_result=True)
def exports() -> None:
    """Go on with the lists that somebody waits for."""
    until = time.monotonic() + A_SHARE
    exporting.carry_exports_on(on=timezone.localdate(), enough=lambda: time.monotonic() > until)


@shared_task(name="desk.forget_exports", ignore_result=True)
def forget_exports() -> None:
    """Throw away the lists whose day is over."""
    exporting.forget_exports(at=timezone.now())


@shared_task(name="desk.forget_read", ignore_result=True)
def forget_read() -> None:
    """Throw away the marks of who has read tasks that are over."""
    operations.forget_read()


@shared_task(name="desk.forget_photos", ignore_result=True)
def forget_photos() -> None:
    """Throw away what was photographed for forms that nobody came back to."""
    phones.forget_old(at=timezone.now())
