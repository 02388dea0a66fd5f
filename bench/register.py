"""The register at size: how long a whole check takes beside a plain loop of hashes, and what fifty writers get done.

`./run bench verify --events 1000000`, `./run bench writers`; the second needs PostgreSQL, which has several writers.
"""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, models, transaction

from audit import chain
from audit.acting import acting
from audit.actor import system
from audit.chain import FORMAT, body_of, hash_of
from audit.kinds import declare
from audit.models import ChainHead, Event
from audit.record import record
from audit.verifying.chains import Share, check_share

from .office import memory

SUBJECT = "bench.case"
LONG = 8
"""Events of one chain: about what a case comes to."""
AT_A_TIME = 4000
KIND = "bench.written"
HOUSE = system("bench")


def fill(events: int) -> None:
    """Write chains as `record` would have, by its own functions, many rows in one statement."""
    began, day = datetime(2026, 1, 5, 1, 0, tzinfo=UTC), date(2026, 1, 5)
    rows: list[Event] = []
    heads: list[ChainHead] = []
    for subject in range(1, events // LONG + 1):
        last = ""
        for sequence in range(1, LONG + 1):
            columns = {
                "operation": str(uuid4()),
                "kind": KIND,
                "subject_type": SUBJECT,
                "subject_id": subject,
                "actor_kind": "person",
                "actor_key": str(subject % 97),
                "actor_unit": subject % 11,
                "actor_role": "handler",
                "on_behalf_of": "",
                "channel": "desk",
                "request_id": uuid4().hex,
            }
            moment = began + timedelta(seconds=subject * LONG + sequence)
            facts = {"from": "registered", "to": "in_hand", "letter": subject, "sha256": uuid4().hex * 2}
            said = {"format": FORMAT, "sequence": sequence, "happened_on": str(day), "facts": facts}
            body = body_of({**columns, **said, "recorded_at": chain.moment(moment)})
            event = Event(**columns, sequence=sequence, happened_on=day, recorded_at=moment, facts=facts, body=body)
            event.previous_hash, event.hash = last, hash_of(last, body)
            last = event.hash
            rows.append(event)
        heads.append(ChainHead(chain=f"{SUBJECT}:{subject}", sequence=LONG, hash=last))
        if len(rows) >= AT_A_TIME:
            _write(rows, heads)
    _write(rows, heads)


def _write(rows: list[Event], heads: list[ChainHead]) -> None:
    with transaction.atomic():
        Event.objects.bulk_create(rows, batch_size=1000)
        ChainHead.objects.bulk_create(heads, batch_size=1000)
    rows.clear()
    heads.clear()


def verify(events: int) -> Iterator[dict[str, Any]]:
    """Measure the check of so many events, the plain loop over the same rows, and the memory of both."""
    fill(events)
    row = checked(SUBJECT, events // LONG)
    assert row["events"] == events // LONG * LONG
    yield row


def checked(kind: str, last: int) -> dict[str, Any]:
    """Check the chains of everything of a kind up to this number, beside the plain loop over the same rows."""
    # Seconds of our own processor: what else the machine and the server do is not the verifier's.
    began = time.process_time()
    plain = plain_loop(kind, 1, last)
    loop, loop_memory = time.process_time() - began, memory()
    began = time.process_time()
    counted = found = 0
    for first in range(1, last + 1, 2000):
        report = check_share(Share(kind, first, min(first + 1999, last)))
        counted, found = counted + report.checked.get("events", 0), found + len(report.findings)
    whole, most = time.process_time() - began, memory()
    assert (counted, found) == (plain, 0), (counted, plain, found)
    line = (
        f"plain loop over {plain} hashes: {loop:.1f} s, {plain / loop:,.0f} a second, {loop_memory} MiB\n"
        f"check of {counted} events:      {whole:.1f} s, {counted / whole:,.0f} a second, {most} MiB at most\n"
        f"{whole / loop:.2f} times the plain loop"
    )
    said = {"events": counted, "loop_s": loop, "seconds": whole, "per_second": counted / whole, "mib": most}
    return {"name": "verify", **said, "times": whole / loop, "line": line}


def plain_loop(kind: str, first: int, last_one: int) -> int:
    """What anybody would write: read the rows in order, hash each on top of the one before."""
    counted, chain, last = 0, None, ""
    rows = Event.objects.filter(subject_type=kind, subject_id__range=(first, last_one))
    rows = rows.order_by("subject_id", "sequence")
    for subject, body, digest in rows.values_list("subject_id", "body", "hash").iterator(AT_A_TIME):
        last = hash_of(last if subject == chain else "", body)
        assert last == digest
        chain, counted = subject, counted + 1
    return counted


def writers(*, many: int = 50, each: int = 20) -> Iterator[dict[str, Any]]:
    """Let fifty write at once: to chains of their own, to one chain, and without any chain."""
    if connection.vendor != "postgresql":
        yield {"name": "writers", "line": "writers: needs PostgreSQL; SQLite has one writer at a time"}
        return
    declare({KIND: "Ghi thử."})
    things = list(ContentType.objects.order_by("pk")[:many])  # whatever has a number
    kinds: dict[str, Callable[[int], None]] = {
        "different chains": lambda who: _recorded(things[who % len(things)]),
        "the same chain": lambda _who: _recorded(things[0]),
        "without a chain": _unchained,
    }
    for name, write in kinds.items():
        began = time.perf_counter()
        _at_once(write, many, each)
        rate = many * each / (time.perf_counter() - began)
        told = f"{many} writers, {name}"
        yield {"name": told, "per_second": rate, "line": f"{told}: {rate:,.0f} events a second"}


def _at_once(write: Callable[[int], None], many: int, each: int) -> None:
    def work(who: int) -> None:
        try:
            for _ in range(each):
                write(who)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(who,)) for who in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _recorded(thing: models.Model) -> None:
    with acting(HOUSE), transaction.atomic():
        record(KIND, thing, by=HOUSE, note="x")


def _unchained(who: int) -> None:
    """The same row, with no head to lock and nothing hashed."""
    with transaction.atomic():
        number = uuid4().int % 2**62
        said = {"kind": KIND, "actor_kind": "system", "actor_key": str(who), "facts": {"note": "x"}, "body": "x"}
        dated = {"happened_on": date(2026, 1, 5), "recorded_at": datetime.now(UTC)}
        Event.objects.create(
            **said, **dated, operation=uuid4(), subject_type="bench.loose", subject_id=number, sequence=1
        )
