"""One row per happening: chained, exact, and never changed afterwards."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from audit import kinds
from audit.acting import acting
from audit.actor import system
from audit.chain import NotRecordable, body_of, canonical, hash_of
from audit.handling import handling
from audit.kinds import UndeclaredKind
from audit.models import ChainHead, Event
from audit.record import OutsideOperation, record
from tests.stories import a_petition

pytestmark = pytest.mark.django_db
HOUSE = system("test")


def test_events_of_one_subject_form_a_chain_that_can_be_recomputed(office):
    case = a_petition(office)
    with acting(HOUSE), transaction.atomic():
        record("case.noted", case, by=HOUSE, note=1)
    previous = ""
    for event in Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("sequence"):
        assert event.previous_hash == previous
        assert event.hash == hash_of(previous, event.body)
        previous = event.hash
    head = ChainHead.objects.get(chain=f"cases.case:{case.pk}")
    assert (head.sequence, head.hash) == (2, previous)


def test_the_columns_of_an_event_agree_with_its_bytes(office):
    with handling("req-7"):
        a_petition(office)
    event = Event.objects.get(kind="case.registered")
    said = json.loads(event.body)
    assert said["facts"] == event.facts
    assert said["actor_key"] == event.actor_key == str(office.person("receptionist").pk)
    assert said["happened_on"] == event.happened_on.isoformat()
    assert said["request_id"] == event.request_id == "req-7"
    assert said["recorded_at"] == f"{event.recorded_at:%Y-%m-%dT%H:%M:%S.%f}Z"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(office, change):
    a_petition(office)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if change == "update":
            Event.objects.update(kind="case.noted")
        else:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM audit_event")
    assert Event.objects.filter(kind="case.registered").count() == 1


def test_a_kind_nobody_declared_and_a_fact_of_an_unknown_type_are_refused(office):
    case = a_petition(office)
    with acting(HOUSE), transaction.atomic():
        with pytest.raises(UndeclaredKind):
            record("case.invented", case, by=HOUSE)
        with pytest.raises(NotRecordable):
            record("case.noted", case, by=HOUSE, note=1.5)


def test_nothing_is_recorded_outside_an_operation(office):
    case = a_petition(office)
    with pytest.raises(OutsideOperation):
        record("case.noted", case, by=HOUSE)


def test_equal_texts_written_with_different_marks_give_equal_bytes():
    assert body_of({"a": "Đ\u01b0\u01a1\u0300ng"}) == body_of({"a": "Đ\u01b0\u1eddng"})
    assert canonical({"b": [1, True, None, "x"]}) == {"b": [1, True, None, "x"]}


def test_operations_inside_one_another_share_one_operation():
    with acting(HOUSE) as outer, acting(system("inner")) as inner:
        assert outer.operation == inner.operation


def test_every_declared_kind_has_a_sentence():
    declared = kinds.declared()
    assert declared
    assert all(str(sentence).strip() for sentence in declared.values())
    assert kinds.sentence("case.registered") == "Tiếp nhận đơn, vào sổ"
    assert kinds.sentence("unknown.kind") == "unknown.kind"
