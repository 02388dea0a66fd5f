"""Write what happened: one row per happening, chained to the one before it, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from . import kinds, outbox
from .acting import current_operation, current_request_id, take_what_was_brought
from .actor import Actor
from .chain import FORMAT, body_of, canonical, chain_named, hash_of, moment
from .models import ChainHead, Event


class OutsideOperation(RuntimeError):
    """Something was to be recorded outside a transaction, or outside any operation."""


@dataclass(frozen=True)
class NewEvent:
    """What is to be written: its kind, the thing it happened to, and the facts, which hold no personal data."""

    kind: str
    subject: models.Model
    facts: Mapping[str, Any]
    about: models.Model | None = None
    """What was read, where the chain is the reader's own."""


def record(kind: str, subject: models.Model, /, *, by: Actor, on: date | None = None, **facts: Any) -> Event:
    """Append the event and set off what follows from it. Facts hold no personal data."""
    return record_many([NewEvent(kind, subject, facts)], by=by, on=on)[0]


def record_many(happenings: Sequence[NewEvent], *, by: Actor, on: date | None = None) -> list[Event]:
    """Append many events of one operation in a few statements, each to the end of its own chain."""
    for one in happenings:
        kinds.require(one.kind)
    operation = current_operation()
    if not transaction.get_connection().in_atomic_block or operation is None:
        raise OutsideOperation(happenings[0].kind if happenings else "")
    recorded_at = timezone.now().astimezone(UTC)
    happened_on = on or timezone.localdate(recorded_at)
    said_by = {
        "operation": str(operation),
        "actor_kind": by.kind,
        "actor_key": by.key,
        "actor_unit": by.unit,
        "actor_role": by.role,
        "on_behalf_of": by.on_behalf_of,
        "channel": by.channel,
        "request_id": current_request_id(),
        "happened_on": str(happened_on),
    }
    brought = take_what_was_brought()
    if brought:
        happenings = [replace(happenings[0], facts={**happenings[0].facts, "papers": brought}), *happenings[1:]]
    heads = _locked_heads({chain_of(one.subject) for one in happenings})
    events = [_appended(heads[chain_of(one.subject)], one, said_by, recorded_at=recorded_at) for one in happenings]
    Event.objects.bulk_create(events)
    for event in events:
        event.happened_on = happened_on
    _move_heads(list(heads.values()))
    outbox.publish(events)
    return events


def _appended(head: ChainHead, one: NewEvent, said_by: dict[str, Any], *, recorded_at: datetime) -> Event:
    """Return the event that follows this head, and move the head to it."""
    facts = canonical({name: value for name, value in one.facts.items() if value is not None})
    columns = {
        **said_by,
        "kind": one.kind,
        "subject_type": one.subject._meta.label_lower,
        "subject_id": one.subject.pk,
    }
    if one.about is not None:
        columns |= {"about_type": one.about._meta.label_lower, "about_id": one.about.pk}
    sequence = head.sequence + 1
    body = body_of(
        {**columns, "format": FORMAT, "sequence": sequence, "recorded_at": moment(recorded_at), "facts": facts}
    )
    event = Event(
        **columns,
        sequence=sequence,
        recorded_at=recorded_at,
        facts=facts,
        body=body,
        previous_hash=head.hash,
        hash=hash_of(head.hash, body),
    )
    head.sequence, head.hash = sequence, event.hash
    return event


def chain_of(subject: models.Model) -> str:
    return chain_named(subject._meta.label_lower, subject.pk)


def _locked_heads(chains: set[str]) -> dict[str, ChainHead]:
    """Lock the ends of the chains, in one order: the last locks an operation takes."""
    found = _lock(chains)
    missing = sorted(chains - found.keys())
    if missing:
        ChainHead.objects.bulk_create([ChainHead(chain=chain) for chain in missing], ignore_conflicts=True)
        found |= _lock(set(missing))
    return found


def _lock(chains: set[str]) -> dict[str, ChainHead]:
    rows = ChainHead.objects.select_for_update().filter(chain__in=chains).order_by("chain")
    return {head.chain: head for head in rows}


def _move_heads(heads: list[ChainHead]) -> None:
    if len(heads) == 1:
        ChainHead.objects.filter(pk=heads[0].pk).update(sequence=heads[0].sequence, hash=heads[0].hash)
    else:
        ChainHead.objects.bulk_update(heads, ["sequence", "hash"])
