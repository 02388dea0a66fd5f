"""An event agrees with its bytes whatever its columns hold, and no column can be changed without it being found.

What PostgreSQL says of its own rows and what Python says of them must come to the same.
"""

import unicodedata
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction

from audit.acting import acting
from audit.actor import Actor, ActorKind, system
from audit.chain import body_of, hash_of, text_of
from audit.handling import handling
from audit.models import ChainHead, Event
from audit.record import NewEvent, record_many
from audit.verifying import one_chain
from audit.verifying.chains import Whole, _agrees, said_by_columns
from audit.verifying.written import says_the_same
from cases.vocabulary import Status
from config import guards
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db
HOUSE = system("test")
ON_POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def owner(office):
    """The owner of the tables, who may drop what guards them."""
    guards.take_down()
    yield office
    guards.put_up()


def told(office, by=HOUSE, about=None, **facts) -> Event:
    with handling("req-7"), acting(HOUSE), transaction.atomic():
        return record_many([NewEvent("case.noted", a_petition(office), facts, about)], by=by)[0]


def codes(event: Event) -> set[str]:
    return {finding.code for finding in one_chain(event.chain).findings}


def by_itself(event: Event) -> bool:
    """Whether the statement says that the bytes are the columns."""
    return bool(Event.objects.annotate(same=says_the_same()).values_list("same", flat=True).get(pk=event.pk))


def in_python(event: Event) -> bool:
    return _agrees(Whole._make(Event.objects.values_list(*Whole._fields).get(pk=event.pk)))


def change(event: Event, **columns) -> None:
    assert Event.objects.filter(pk=event.pk).update(**columns) == 1


# Facts, what a forger makes of them, and whether PostgreSQL needs nobody's help with them.
FACTS = {
    "quotes and backslashes": ({"note": 'ấp "Tân\\Thới"'}, {"note": 'ấp "Tân\\\\Thới"'}, True),
    "control characters": ({"note": "\x01\b\f\n\r\t\x1f\x7f"}, {"note": "\x01\b\f\n\r\t\x1f"}, True),
    "marks": ({"note": "Nguyễn Thị Hương"}, {"note": "Nguyên Thị Hương"}, True),
    "emoji": ({"note": "🐃🌾"}, {"note": "🐃"}, True),
    "line separators": ({"note": "a\u2028b\u2029/"}, {"note": "a\nb\n/"}, True),
    "what reads like two facts": ({"note": '1","other":"2'}, {"note": "1", "other": "2"}, True),
    "what reads like an end": ({"note": '"},"format":1'}, {"note": '"}'}, True),
    "spaces": ({"note": "a, b: c"}, {"note": "a,b:c"}, True),
    "truths and ones": ({"a": True}, {"a": 1}, True),
    "lies and nothing": ({"a": False}, {"a": None}, True),
    "nothing and its word": ({"a": None}, {"a": "null"}, True),
    "no fact and nothing": ({}, {"a": None}, True),
    "nothing in a list": ({"a": [None]}, {"a": ["null"]}, True),
    "numbers and their text": ({"a": 12}, {"a": "12"}, True),
    "great numbers": ({"a": 9007199254740993, "b": -1}, {"a": 9007199254740992, "b": -1}, True),
    "whole numbers with a fraction": ({"a": 1}, {"a": 1.0}, True),
    "numbers with a fraction": ({"a": 1}, {"a": 1.5}, True),
    "no facts": ({}, {"a": 1}, True),
    "no mapping": ({}, [], True),
    "a text for a mapping": ({"a": 1}, '{"a":1}', True),
    "keys in order": ({"b": 1, "aa": 2, "B": 3, "_": 4, "é": 5, "a": 6}, {"b": 1, "aa": 2}, True),
    "keys that need escaping": ({'"a"\n': 1}, {'"a"': 1}, True),
    "one in a list": ({"a": ["x"]}, {"a": "x"}, True),
    "an empty list": ({"a": []}, {"a": {}}, True),
    "several in a list": ({"a": ["x", "y"]}, {"a": ["y", "x"]}, False),
    "lists in a list": ({"a": [1, [2, {"z": "x, y", "b": True}]]}, {"a": [1, [2, {"z": "x,y", "b": True}]]}, False),
    "a mapping": ({"a": {"b": 1}}, {"a": {"b": 2}}, False),
    "a full stop": ({"mark": "overdue.0"}, {"mark": "overdue.1"}, False),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_agree_as_they_were_written_and_differ_when_touched(owner, name):
    facts, forged, alone = FACTS[name]
    event = told(owner, **facts)
    assert (codes(event), in_python(event)) == (set(), True)
    assert by_itself(event) == (ON_POSTGRES and alone)
    change(event, facts=forged)
    assert codes(event) == {"columns_differ"}
    assert not by_itself(event)


OTHERWISE = {
    "operation": uuid4(),
    "kind": "case.closed",
    "subject_type": "cases.other",
    "subject_id": 1_000_000,
    "sequence": 3,
    "actor_kind": "system",
    "actor_key": "999999",
    "actor_unit": 8,
    "actor_role": "leader",
    "on_behalf_of": "",
    "channel": "timetable",
    "request_id": "req-8",
    "happened_on": date(2026, 3, 3),
    "recorded_at": datetime(2026, 11, 21, 1, 0, tzinfo=UTC),
    "facts": {},
    "about_type": "cases.other",
    "about_id": 12,
}
BYTES = {"body": "{}", "previous_hash": "0" * 64, "hash": "0" * 64}
SOMEBODY = Actor(kind=ActorKind.PERSON, key='4"2\\', unit=7, role="handler", on_behalf_of="Sở Xây dựng", channel="desk")


def test_every_column_is_tried_below():
    assert {field.attname for field in Event._meta.concrete_fields} == {"id", *OTHERWISE, *BYTES}


@pytest.mark.parametrize(
    ("column", "value"), [*OTHERWISE.items(), ("actor_unit", None), ("about_id", None), ("about_type", "")]
)
def test_a_column_that_was_changed_is_found(owner, column, value):
    event = told(owner, by=SOMEBODY, about=owner.agency, note="x")
    assert (codes(event), in_python(event), by_itself(event)) == (set(), True, ON_POSTGRES)
    change(event, **{column: value})
    event.refresh_from_db()
    assert "columns_differ" in codes(event)
    assert not by_itself(event)


@pytest.mark.parametrize("column", BYTES)
def test_bytes_and_links_that_were_changed_are_found(owner, column):
    event = told(owner, by=SOMEBODY, about=owner.agency, note="x")
    change(event, **{column: BYTES[column]})
    assert "bytes_changed" in codes(event)


@pytest.mark.parametrize(("column", "value"), [("actor_unit", 1), ("about_id", 1), ("about_type", "cases.case")])
def test_what_was_put_where_nothing_stood_is_found(owner, column, value):
    event = told(owner, note="x")
    assert (event.actor_unit, event.about_id, codes(event)) == (None, None, set())
    change(event, **{column: value})
    assert codes(event) == {"columns_differ"}
    assert not by_itself(event)


def forged_to(event: Event, said: str) -> None:
    """Give it these bytes and hash them anew, as the last of its chain."""
    digest = hash_of(event.previous_hash, said)
    change(event, body=said, hash=digest)
    ChainHead.objects.filter(chain=event.chain).update(hash=digest)


def test_marks_written_apart_are_no_canonical_bytes_even_where_the_columns_have_them_too(owner):
    event = told(owner, note="Hương")
    event.facts = {"note": unicodedata.normalize("NFD", "Hương")}
    change(event, facts=event.facts)
    assert codes(event) == set(), "columns are compared in their canonical form"
    forged_to(event, text_of(said_by_columns(event)))
    assert by_itself(event) == ON_POSTGRES
    assert codes(event) == {"columns_differ"}


@pytest.mark.parametrize("fraction", [1.0, 1.5])
def test_a_fraction_is_left_to_python_even_where_the_bytes_have_it_too(owner, fraction):
    event = told(owner, a=1)
    event.facts = {"a": fraction}
    change(event, facts=event.facts)
    forged_to(event, text_of(said_by_columns(event)))
    assert not by_itself(event)


def test_a_format_that_nobody_knows_yet_is_left_to_python(owner):
    event = told(owner, a=1)
    forged_to(event, body_of(said_by_columns(event) | {"format": 2}))
    assert not by_itself(event)
    assert codes(event) == set()


def test_postgres_vouches_for_nearly_all_events_of_a_case_and_never_for_one_that_python_does_not(office):
    case = a_case(office, at=Status.CLOSED)
    said = {event.kind: (by_itself(event), in_python(event)) for event in Event.objects.filter(subject_id=case.pk)}
    assert all(python for _alone, python in said.values())
    left_over = {kind for kind, (alone, _python) in said.items() if not alone}
    assert left_over <= {"duty.soon", "duty.overdue", "duty.met"} if ON_POSTGRES else left_over == said.keys()
