"""What the timetable does for cases. Only here and in interfaces is the clock on the wall read."""

from celery import shared_task
from django.utils import timezone

from audit.actor import system

from . import operations


@shared_task(name="cases.sweep", ignore_result=True)
def sweep() -> None:
    """Note every threshold that passed since the last look."""
    operations.sweep(by=system("sweep"), on=timezone.localdate())
