"""Who may read which event is one table: kind by kind, reader by reader; what nobody allowed is shown to nobody."""

import json

import pytest
from django.test import Client

from audit import kinds, readers
from audit.readers import Reader, Shown, may_read, shows
from cases import event_words
from cases import operations as op
from cases.queries import events_of
from cases.readers import OF_A_REFERRAL, SHOWN_TO_AGENCIES
from cases.succession_words import EVENTS_OF_SUCCESSIONS
from cases.timeline import timeline
from cases.vocabulary import Status
from organizations.vocabulary import EVENTS as OF_ORGANIZATIONS
from tests.stories import DAY, a_case

KINDS = sorted(kinds.declared())
OWN = ("proceeding.", "inspection.")
OUTSIDE = SHOWN_TO_AGENCIES | OF_A_REFERRAL
# Who came in, who administers what, what was found about keys and decisions on units: the auditor's alone.
AUDITORS_ALONE = {*OF_ORGANIZATIONS, *event_words.EVENTS_OF_KEYS, *EVENTS_OF_SUCCESSIONS}


def expected(kind: str) -> set[Reader]:
    if kind in event_words.EVENTS:
        return {Reader.FILE, Reader.SUPERVISOR, Reader.AUDITOR} | ({Reader.AGENCY} if kind in OUTSIDE else set())
    return {Reader.AUDITOR} if kind in AUDITORS_ALONE else {Reader.SUPERVISOR, Reader.AUDITOR}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_by_whom_the_table_names_and_nobody_else(kind):
    assert {reader for reader in Reader if may_read(kind, reader)} == expected(kind)


def test_readings_are_told_to_no_file_no_agency_no_petitioner_and_no_program():
    for kind in event_words.EVENTS_OF_READERS:
        for reader in (Reader.FILE, Reader.AGENCY, Reader.PETITIONER, Reader.PROGRAM):
            assert not may_read(kind, reader), (kind, reader)


def test_an_agency_reads_no_change_no_fact_and_only_its_own_words():
    for kind in KINDS:
        assert not shows(kind, Reader.AGENCY, Shown.CHANGES), kind
        assert not shows(kind, Reader.AGENCY, Shown.FACTS), kind
        assert shows(kind, Reader.AGENCY, Shown.WORDS) == (kind in OUTSIDE and kind.startswith(OWN)), kind


def test_a_kind_nobody_allowed_is_read_by_nobody(monkeypatch):
    monkeypatch.setattr(readers, "_rules", dict(readers._rules))
    kinds.declare({"test.happened": "Việc thử"})
    assert not any(may_read("test.happened", reader) for reader in Reader)
    monkeypatch.undo()
    kinds._sentences.pop("test.happened")


@pytest.mark.django_db
def test_the_timeline_asks_the_table(office, monkeypatch):
    case = a_case(office, at=Status.ANSWERED)
    op.add_note(case, text="Cơ quan hay trả lời chậm.", by=office.actor("handler"), on=DAY)
    handler, officer = office.actor("handler"), office.actor("agency_officer")
    inside = timeline(case, seen_by=handler)
    assert {one.kind for one in inside} >= {"case.noted", "case.registered"}
    assert any("trả lời chậm" in one.words for one in inside)
    outside = timeline(case, seen_by=officer)
    assert outside
    assert {one.kind for one in outside} <= OUTSIDE
    assert not any(one.words or one.facts or one.changes for one in outside)
    monkeypatch.setitem(readers._rules, "case.noted", readers.NOBODY)
    assert "case.noted" not in {event.kind for event in events_of(case, seen_by=handler)}


@pytest.mark.django_db
def test_a_program_is_told_of_no_event():
    schema = json.dumps(Client().get("/api/v1/openapi.json").json())
    assert "event" not in schema.lower()
