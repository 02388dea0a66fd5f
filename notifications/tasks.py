"""What the worker does for messages that leave the house."""

from celery import shared_task
from django.utils import timezone

from audit.actor import system

from . import operations


@shared_task(name="notifications.send", ignore_result=True)
def send(message_id: int) -> None:
    operations.send(message_id)


@shared_task(name="notifications.relay", ignore_result=True)
def relay() -> None:
    """Send what a killed worker or a lost broker left behind."""
    operations.send_waiting()


@shared_task(name="notifications.gather", ignore_result=True)
def gather() -> None:
    """Say what waited for the others of its sweep, or for the morning."""
    operations.gather(at=timezone.now())


@shared_task(name="notifications.mail_sheets", ignore_result=True)
def mail_sheets() -> None:
    """Send the day's sheet to whoever keeps it and has not got it yet."""
    operations.mail_sheets(by=system("sheets"), at=timezone.now())
