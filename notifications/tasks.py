"""What the worker does for messages that leave the house."""

from celery import shared_task

from . import channels


@shared_task(name="notifications.send", ignore_result=True)
def send(message_id: int) -> None:
    channels.send(message_id)


@shared_task(name="notifications.relay", ignore_result=True)
def relay() -> None:
    """Send what a killed worker or a lost broker left behind."""
    for message_id in channels.to_send():
        channels.send(message_id)
