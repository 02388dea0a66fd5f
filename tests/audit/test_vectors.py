"""The same bytes on every engine: what was written into columns and read back gives the published text and hash."""

import json
from datetime import datetime
from pathlib import Path

import pytest

import verify
from audit.chain import body_of, hash_of
from audit.models import ChainHead, Event
from audit.verifying import everything
from audit.verifying.chains import said_by_columns
from cases.models import Case

# Made with nothing but json and hashlib; a change of this file is a new format.
VECTORS = json.loads((Path(__file__).parent / "event_vectors.json").read_text(encoding="utf-8"))
CHAIN = "cases.case:17"


@pytest.fixture
def kept(db) -> list[Event]:
    """The three events as rows of the database, read back."""
    for one in VECTORS:
        columns = one["columns"] | {"recorded_at": datetime.fromisoformat(one["columns"]["recorded_at"])}
        Event.objects.create(**columns, body=one["body"], previous_hash=one["previous_hash"], hash=one["hash"])
    ChainHead.objects.create(chain=CHAIN, sequence=len(VECTORS), hash=VECTORS[-1]["hash"])
    return list(Event.objects.filter(subject_type=Case._meta.label_lower, subject_id=17).order_by("sequence"))


def test_columns_that_were_read_back_give_the_published_bytes_and_hashes(kept):
    for event, one in zip(kept, VECTORS, strict=True):
        assert body_of(said_by_columns(event)) == one["body"]
        assert hash_of(event.previous_hash, event.body) == one["hash"]


def test_both_verifiers_hold_the_published_chain_to_be_whole(kept):
    report = everything()
    assert [finding for finding in report.findings if CHAIN in finding.place] == []
    found = verify.Findings()
    events = [
        {"sequence": at, "previous": one["previous_hash"], "hash": one["hash"], "body": one["body"]}
        for at, one in enumerate(VECTORS, start=1)
    ]
    assert verify.check_chain(events, CHAIN, found) == {at: one["hash"] for at, one in enumerate(VECTORS, start=1)}
    assert not found.wrong


def test_one_other_sign_gives_another_hash(kept):
    changed = VECTORS[0]["body"].replace("ấp", "ập")
    assert changed != VECTORS[0]["body"]
    assert hash_of("", changed) != VECTORS[0]["hash"]
