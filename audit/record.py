"""Write what happened: one row per happening, chained to the one before it, in the caller's transaction."""

from datetime import UTC, date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from . import kinds, outbox
from .acting import current_operation, current_request_id
from .actor import Actor
from .chain import FORMAT, body_of, canonical, hash_of
from .models import ChainHead, Event


class OutsideOperation(RuntimeError):
    """Something was to be recorded outside a transaction, or outside any operation."""


def record(kind: str, subject: models.Model, /, *, by: Actor, on: date | None = None, **facts: Any) -> Event:
    """Append the event and set off what follows from it. Facts hold no personal data."""
    kinds.require(kind)
    operation = current_operation()
    if not transaction.get_connection().in_atomic_block or operation is None:
        raise OutsideOperation(kind)
    recorded_at = timezone.now().astimezone(UTC)
    facts = canonical({name: value for name, value in facts.items() if value is not None})
    columns: dict[str, Any] = {
        "operation": str(operation),
        "kind": kind,
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.pk,
        "actor_kind": by.kind,
        "actor_key": by.key,
        "actor_unit": by.unit,
        "actor_role": by.role,
        "on_behalf_of": by.on_behalf_of,
        "channel": by.channel,
        "request_id": current_request_id(),
        "happened_on": str(on or timezone.localdate(recorded_at)),
    }
    head = _locked_head(subject)
    sequence = head.sequence + 1
    moment = recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    body = body_of({**columns, "format": FORMAT, "sequence": sequence, "recorded_at": moment, "facts": facts})
    event = Event.objects.create(
        **columns,
        sequence=sequence,
        recorded_at=recorded_at,
        facts=facts,
        body=body,
        previous_hash=head.hash,
        hash=hash_of(head.hash, body),
    )
    event.happened_on = on or timezone.localdate(recorded_at)
    ChainHead.objects.filter(pk=head.pk).update(sequence=sequence, hash=event.hash)
    outbox.publish(event)
    return event


def _locked_head(subject: models.Model) -> ChainHead:
    """Lock the end of the subject's chain: the last lock an operation takes."""
    chain = f"{subject._meta.label_lower}:{subject.pk}"
    found = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if found is None:
        ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
        found = ChainHead.objects.select_for_update().get(chain=chain)
    return found
