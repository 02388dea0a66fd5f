"""What the worker does for the outbox. Payloads carry ids only, never anybody's data."""

from celery import shared_task

from . import outbox


@shared_task(name="audit.deliver", ignore_result=True)
def deliver(dispatch_id: int) -> None:
    outbox.deliver(dispatch_id)


@shared_task(name="audit.relay", ignore_result=True)
def relay() -> None:
    """Pick up what a killed worker or a lost broker left behind."""
    for dispatch_id in outbox.overdue():
        outbox.deliver(dispatch_id)


def send(dispatch_ids: list[int]) -> None:
    """Hand the ids to the transport; when it is away, the relay finds them."""
    for dispatch_id in dispatch_ids:
        deliver.delay(dispatch_id)
