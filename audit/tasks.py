"""What the worker does for the outbox. Payloads carry ids only, never anybody's data."""

from celery import shared_task

from . import outbox

AT_ONCE = 50
"""A sweep owes thousands of reactions: one message of the transport carries so many ids."""


@shared_task(name="audit.deliver", ignore_result=True)
def deliver(dispatch_ids: list[int]) -> None:
    """Each in a transaction of its own: what one stumbles over does not touch the others."""
    for dispatch_id in dispatch_ids:
        outbox.deliver(dispatch_id)


@shared_task(name="audit.relay", ignore_result=True)
def relay() -> None:
    """Pick up what a killed worker or a lost broker left behind."""
    deliver(outbox.overdue())


def send(dispatch_ids: list[int]) -> None:
    """Hand the ids to the transport; when it is away, the relay finds them."""
    for first in range(0, len(dispatch_ids), AT_ONCE):
        deliver.delay(dispatch_ids[first : first + AT_ONCE])
