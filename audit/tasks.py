"""What the worker does for the outbox. Payloads carry ids only, never anybody's data."""

from datetime import datetime
from pathlib import Path
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from sealing import vouching

from . import checkpoints, diary, heartbeat, outbox

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


@shared_task(name=heartbeat.TASK, bind=True, ignore_result=True)
def beat(self: Any) -> None:
    """Say that the worker is there, and how long what asks it lay in the queue."""
    sent_at = (self.request.headers or {}).get(heartbeat.SENT_AT)
    sent = datetime.fromisoformat(sent_at) if sent_at else None
    heartbeat.beat(heartbeat.WORKER, at=timezone.now(), sent_at=sent)


@shared_task(name="audit.checkpoint", ignore_result=True)
def checkpoint() -> None:
    """Sign the register as it stands, and put the sheet where the supervisor keeps it."""
    vouching.vouch()
    checkpoints.put_sheet(checkpoints.make(at=timezone.now()), Path(settings.CHECKPOINTS_DIR))


@shared_task(name="audit.checkpoint_asked", ignore_result=True)
def checkpoint_asked(asked_at: str) -> None:
    """The same because somebody asked; a second press finds what the first one asked for."""
    vouching.vouch()
    made = checkpoints.make_unless_since(datetime.fromisoformat(asked_at), at=timezone.now())
    if made is not None:
        checkpoints.put_sheet(made, Path(settings.CHECKPOINTS_DIR))


@shared_task(name="audit.forget_runs", ignore_result=True)
def forget_runs() -> None:
    """Throw away the pages of the diary that are over."""
    diary.forget_runs(at=timezone.now())
