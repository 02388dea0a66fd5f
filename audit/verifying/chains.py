"""Checks events against their bytes, each with the one before it, and the heads of the chains."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from ..chain import FORMAT, body_of, chain_named, hash_of, moment, text_of
from ..models import ChainHead, Event
from .findings import SLACK, Report

AT_A_TIME = 2000


@dataclass(frozen=True)
class Share:
    """A stretch of subjects of one type: what one worker checks."""

    subject_type: str
    first: int
    last: int


class Row(NamedTuple):
    """An event as it is read here: a whole model for each of a million rows would take most of the time."""

    kind: str
    subject_type: str
    subject_id: int
    sequence: int
    operation: UUID
    actor_kind: str
    actor_key: str
    actor_unit: int | None
    actor_role: str
    on_behalf_of: str
    channel: str
    request_id: str
    happened_on: date
    recorded_at: datetime
    facts: Any
    about_type: str
    about_id: int | None
    body: str
    previous_hash: str
    hash: str


def shares(*, size: int) -> list[Share]:
    """Cut the register into stretches of subjects, so that several can be checked at once."""
    ranges = Event.objects.order_by("subject_type").values("subject_type")
    cut = []
    for row in ranges.annotate(first=Min("subject_id"), last=Max("subject_id")):
        for first in range(row["first"], row["last"] + 1, size):
            cut.append(Share(row["subject_type"], first, min(first + size - 1, row["last"])))
    return cut


def check_share(share: Share) -> Report:
    """Check every chain in the stretch."""
    report = Report()
    events = Event.objects.filter(
        subject_type=share.subject_type, subject_id__gte=share.first, subject_id__lte=share.last
    )
    heads = {head.chain: head for head in ChainHead.objects.filter(chain__in=_chains_of(share, events))}
    for chain, rows in _by_chain(events):
        _check_chain(chain, rows, heads.get(chain), report)
    return report


def check_heads_without_events() -> Report:
    """A head whose events are all gone is seen by nobody who goes through the events."""
    report = Report()
    waiting: dict[str, set[int]] = {}
    for chain in ChainHead.objects.filter(sequence__gt=0).values_list("chain", flat=True).iterator(AT_A_TIME):
        report.counted("heads")
        subject_type, _colon, subject_id = chain.rpartition(":")
        there = waiting.setdefault(subject_type, set())
        there.add(int(subject_id))
        if len(there) >= AT_A_TIME:
            _missing(subject_type, there, report)
    for subject_type, there in waiting.items():
        _missing(subject_type, there, report)
    return report


def _missing(subject_type: str, there: set[int], report: Report) -> None:
    found = Event.objects.filter(subject_type=subject_type, subject_id__in=there).values_list("subject_id", flat=True)
    for lost in sorted(there - set(found)):
        report.found("chain_missing", chain_named(subject_type, lost))
    there.clear()


def _chains_of(share: Share, events: QuerySet[Event]) -> list[str]:
    subjects = events.order_by().values_list("subject_id", flat=True).distinct()
    return [chain_named(share.subject_type, subject) for subject in subjects]


def _by_chain(events: QuerySet[Event]) -> Iterator[tuple[str, Iterator[Row]]]:
    rows = events.order_by("subject_type", "subject_id", "sequence").values_list(*Row._fields)
    read = map(Row._make, rows.iterator(chunk_size=AT_A_TIME))
    return groupby(read, key=lambda event: chain_named(event.subject_type, event.subject_id))


def _check_chain(chain: str, rows: Iterable[Row], head: ChainHead | None, report: Report) -> None:
    last: Row | None = None
    counted = 0
    for event in rows:
        counted += 1
        _check_event(event, last, chain, report)
        last = event
    report.counted("chains")
    report.counted("events", counted)
    if head is None:
        report.found("head_missing", chain)
    elif last is not None and (head.sequence, head.hash) != (last.sequence, last.hash):
        report.found("head_differs", chain)


def _check_event(event: Row, last: Row | None, chain: str, report: Report) -> None:
    faults = []
    if event.sequence != (last.sequence + 1 if last else 1):
        faults.append("sequence_gap")
    if event.previous_hash != (last.hash if last else ""):
        faults.append("chain_broken")
    if event.hash != hash_of(event.previous_hash, event.body):
        faults.append("bytes_changed")
    if not _agrees(event):
        faults.append("columns_differ")
    if last is not None and event.recorded_at < last.recorded_at - SLACK:
        faults.append("clock_back")
    for fault in faults:
        report.found(fault, f"{chain} {event.sequence}")


def _agrees(event: Row) -> bool:
    """Compare columns and bytes: as they are first, and only where that says no in their canonical form."""
    body = event.body
    if text_of(_said(event, FORMAT)) == body and unicodedata.is_normalized("NFC", body):
        return True
    return body_of(said_by_columns(event)) == body


def said_by_columns(event: Event | Row) -> dict[str, Any]:
    """Return what the columns say, as it would have been hashed."""
    return _said(event, _format_of(event))


def _said(event: Event | Row, written_as: Any) -> dict[str, Any]:
    about = {"about_type": event.about_type, "about_id": event.about_id} if event.about_id is not None else {}
    return {
        **about,
        "format": written_as,
        "kind": event.kind,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "sequence": event.sequence,
        "operation": str(event.operation),
        "actor_kind": event.actor_kind,
        "actor_key": event.actor_key,
        "actor_unit": event.actor_unit,
        "actor_role": event.actor_role,
        "on_behalf_of": event.on_behalf_of,
        "channel": event.channel,
        "request_id": event.request_id,
        "happened_on": event.happened_on.isoformat(),
        "recorded_at": moment(event.recorded_at),
        "facts": event.facts,
    }


def _format_of(event: Event | Row) -> Any:
    """The format has no column: it is taken from the bytes, which the hash guards."""
    try:
        return json.loads(event.body).get("format")
    except (ValueError, AttributeError):
        return None
