"""Checks events against their bytes, each with the one before it, and the heads of the chains."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Min, Subquery, TextField
from django.db.models.functions import Cast

from ..chain import FORMAT, NotRecordable, body_of, chain_named, hash_of, moment, text_of
from ..models import ChainHead, Event
from ..shares import in_shares
from .findings import SLACK, Report
from .written import says_the_same

AT_A_TIME = 2000
EVENTS_AT_A_TIME = 500
"""More cost memory and save no time: 2,000 were 6 MiB of the process."""


@dataclass(frozen=True)
class Share:
    """A stretch of subjects of one type: what one worker checks."""

    subject_type: str
    first: int
    last: int


class Whole(NamedTuple):
    """An event with all its columns: a model for each would take most of the time."""

    pk: int
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


Line = tuple[int, object, str, int, int, str, str, str]
"""An event as all are read: its number, whether its bytes are its columns, and what makes it a link of its chain.

The moment is the database's text: to have it made a datetime by Django takes longer than the hash. Our connections
all speak of UTC, so that these texts sort as the moments do.
"""

LINE = ("pk", "same", "body", "subject_id", "sequence", "moment", "previous_hash", "hash")


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
    heads = _heads(share)
    for subject, lines in groupby(_lines(share), key=itemgetter(LINE.index("subject_id"))):
        chain = chain_named(share.subject_type, subject)
        end = _check_chain(chain, lines, report)
        if heads.get(chain) != end and (fault := _fault_of_head(share.subject_type, subject)):
            report.found(fault, chain)
    return report


def _fault_of_head(subject_type: str, subject: int) -> str:
    """Say what is wrong with a head that is not where its events end, asked at one moment.

    Heads are read before their events: in an office at work a chain may have grown between the two.
    """
    head = ChainHead.objects.filter(chain=chain_named(subject_type, subject))
    ends = {"head_sequence": Subquery(head.values("sequence")), "head_hash": Subquery(head.values("hash"))}
    events = Event.objects.filter(subject_type=subject_type, subject_id=subject).annotate(**ends)
    last = events.order_by("-sequence").values_list("sequence", "hash", *ends).first()
    if last is None or last[2] is None:
        return "head_missing"
    return "" if last[:2] == last[2:] else "head_differs"


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


def _heads(share: Share) -> dict[str, tuple[int, str]]:
    """Return where each chain of the stretch ends, read shortly before its events."""
    heads: dict[str, tuple[int, str]] = {}
    names = (chain_named(share.subject_type, subject) for subject in range(share.first, share.last + 1))
    for some in in_shares(names, size=AT_A_TIME):
        rows = ChainHead.objects.filter(chain__in=some).values_list("chain", "sequence", "hash")
        heads |= {chain: (sequence, digest) for chain, sequence, digest in rows}
    return heads


def _lines(share: Share) -> Iterator[Line]:
    """Read the events of the stretch in order, with `same` decided for each."""
    events = Event.objects.filter(
        subject_type=share.subject_type, subject_id__gte=share.first, subject_id__lte=share.last
    )
    rows = (
        events.annotate(same=says_the_same(), moment=Cast("recorded_at", TextField()))
        .order_by("subject_type", "subject_id", "sequence")
        .values_list(*LINE)
    )
    for some in in_shares(rows.iterator(EVENTS_AT_A_TIME), size=EVENTS_AT_A_TIME):
        yield from _decided(some)


def _decided(some: list[Line]) -> list[Line]:
    """Look into the columns of those of which the database did not say that they are the same."""
    unsure = [pk for pk, same, body, *_link in some if not (same and _is_nfc(body))]
    if not unsure:
        return some
    rows = Event.objects.filter(pk__in=unsure).values_list(*Whole._fields)
    same = {event.pk: _agrees(event) for event in map(Whole._make, rows)}
    differ = {pk for pk in unsure if not same.get(pk)}
    return [(line[0], line[0] not in differ, *line[2:]) for line in some]


def _check_chain(chain: str, lines: Iterable[Line], report: Report) -> tuple[int, str]:
    """Check each link, and return where the chain ends."""
    counted = before = 0
    last = recorded_before = ""
    for _pk, same, body, _subject, sequence, recorded_at, previous, digest in lines:
        faults = []
        if sequence != before + 1:
            faults.append("sequence_gap")
        if previous != last:
            faults.append("chain_broken")
        if digest != hash_of(previous, body):
            faults.append("bytes_changed")
        if not same:
            faults.append("columns_differ")
        if recorded_at < recorded_before and _clock_went_back(recorded_before, recorded_at):
            faults.append("clock_back")
        for fault in faults:
            report.found(fault, f"{chain} {sequence}")
        counted, before, last, recorded_before = counted + 1, sequence, digest, recorded_at
    report.counted("chains")
    report.counted("events", counted)
    return before, last


def _clock_went_back(before: str, after: str) -> bool:
    return datetime.fromisoformat(before) - datetime.fromisoformat(after) > SLACK


def _agrees(event: Whole) -> bool:
    """Compare columns and bytes: as they are first, and only where that says no in their canonical form."""
    body = event.body
    if text_of(_said(event, FORMAT)) == body and _is_nfc(body):
        return True
    try:
        return body_of(said_by_columns(event)) == body
    except NotRecordable:
        return False  # nobody records a fraction: somebody put it there


def _is_nfc(body: str) -> bool:
    return body.isascii() or unicodedata.is_normalized("NFC", body)


def said_by_columns(event: Event | Whole) -> dict[str, Any]:
    """Return what the columns say, as it would have been hashed."""
    return _said(event, _format_of(event))


def _said(event: Event | Whole, written_as: Any) -> dict[str, Any]:
    read = event.about_id is not None or event.about_type
    about = {"about_type": event.about_type, "about_id": event.about_id} if read else {}
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


def _format_of(event: Event | Whole) -> Any:
    """The format has no column: it is taken from the bytes, which the hash guards."""
    try:
        return json.loads(event.body).get("format")
    except (ValueError, AttributeError):
        return None
