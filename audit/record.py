"""Write what happened: one row per happening, chained to the one before it, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from . import kinds, outbox
from .acting import current_operation, take_what_was_brought
from .actor import Actor
from .chain import FORMAT, canonical, chain_named, hash_of, moment, text_of
from .handling import current_request_id
from .models import ChainHead, Event
from .rows import add_all, set_each
from .shares import in_shares

AT_A_TIME = 500


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
    by: Actor | None = None
    """Who did it, where that is somebody else than whoever did the rest."""


def record(kind: str, subject: models.Model, /, *, by: Actor, on: date | None = None, **facts: Any) -> Event:
    """Append the event and set off what follows from it. Facts hold no personal data."""
    return record_many([NewEvent(kind, subject, facts)], by=by, on=on)[0]


def record_many(
    happenings: Sequence[NewEvent], *, by: Actor, on: date | None = None, at: datetime | None = None
) -> list[Event]:
    """Append many events of one operation in a few statements, each to the end of its own chain.

    `at` is for what says its moment in other words as well; otherwise it is now.
    """
    for one in happenings:
        kinds.require(one.kind)
    operation = current_operation()
    if not transaction.get_connection().in_atomic_block or operation is None:
        raise OutsideOperation(happenings[0].kind if happenings else "")
    recorded_at = (at or timezone.now()).astimezone(UTC)
    happened_on = on or timezone.localdate(recorded_at)
    said = canonical({"operation": str(operation), "request_id": current_request_id(), "happened_on": str(happened_on)})
    brought = take_what_was_brought()
    if brought:
        happenings = [replace(happenings[0], facts={**happenings[0].facts, "papers": brought}), *happenings[1:]]
    of_all = said | _said_of(by)
    happened = [(one, of_all if one.by is None else said | _said_of(one.by)) for one in happenings]
    events = _written(happened, recorded_at=recorded_at)
    for event in events:
        event.happened_on = happened_on
    outbox.publish(events)
    return events


def _said_of(by: Actor) -> dict[str, Any]:
    said: dict[str, Any] = canonical(
        {
            "actor_kind": by.kind,
            "actor_key": by.key,
            "actor_unit": by.unit,
            "actor_role": by.role,
            "on_behalf_of": by.on_behalf_of,
            "channel": by.channel,
        }
    )
    return said


Happening = tuple[NewEvent, dict[str, Any]]
"""What is to be written, and what is said of every event of its operation and of whoever acted, canonical already."""


def _written(happenings: Sequence[Happening], *, recorded_at: datetime) -> list[Event]:
    """Write each event to the end of its chain, which is locked until the operation is over."""
    chains = {chain_of(one.subject) for one, _said in happenings}
    heads = _lock(chains)
    fresh = sorted(chains - heads.keys())
    # Those that begin here are written with their first events behind them.
    heads |= {chain: ChainHead(chain=chain) for chain in fresh}
    events = _all_appended(heads, happenings, recorded_at=recorded_at)
    if _begun([heads[chain] for chain in fresh]) < len(fresh):
        # Somebody else began one since we looked, and has it no longer: what is told here follows what they told.
        ends, heads = heads, _lock(chains)
        for chain in fresh:
            if heads[chain].hash == ends[chain].hash:
                heads[chain].sequence, heads[chain].hash = 0, ""
        fresh = []
        events = _all_appended(heads, happenings, recorded_at=recorded_at)
    add_all(events)
    set_each([heads[chain] for chain in sorted(chains.difference(fresh))], ["sequence", "hash"])
    return events


def _all_appended(
    heads: dict[str, ChainHead], happenings: Sequence[Happening], *, recorded_at: datetime
) -> list[Event]:
    return [_appended(heads[chain_of(one.subject)], one, said, recorded_at=recorded_at) for one, said in happenings]


def _begun(heads: Sequence[ChainHead]) -> int:
    """Write the ends of chains that nobody has begun yet, and hold them; waits for whoever is just beginning one.

    Return how many nobody had begun.
    """
    begun = 0
    rows = connection.ops.quote_name(ChainHead._meta.db_table)
    for some in in_shares(heads, size=AT_A_TIME):
        # Names of our own table and marks for the values: nothing that anybody entered stands in the statement.
        values = ", ".join(["(%s, %s, %s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {rows} (chain, sequence, hash) VALUES {values} ON CONFLICT DO NOTHING",  # noqa: S608
                [said for head in some for said in (head.chain, head.sequence, head.hash)],
            )
            begun += cursor.rowcount
    return begun


def _appended(head: ChainHead, one: NewEvent, said: dict[str, Any], *, recorded_at: datetime) -> Event:
    """Return the event that follows this head, and move the head to it."""
    facts = canonical({name: value for name, value in one.facts.items() if value is not None})
    columns = {
        **said,
        "kind": one.kind,
        "subject_type": one.subject._meta.label_lower,
        "subject_id": one.subject.pk,
    }
    if one.about is not None:
        columns |= {"about_type": one.about._meta.label_lower, "about_id": one.about.pk}
    sequence = head.sequence + 1
    # Names of models and kinds are plain letters, and the rest was made canonical where it was said.
    body = text_of(
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


def _lock(chains: set[str]) -> dict[str, ChainHead]:
    """Lock the ends of the chains, in one order: the last locks an operation takes."""
    rows = ChainHead.objects.select_for_update().filter(chain__in=chains).order_by("chain")
    return {head.chain: head for head in rows}
