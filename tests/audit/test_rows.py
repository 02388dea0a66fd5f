"""Many rows written at once: every kind of column, more than one statement, nothing else touched."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from audit import rows as many
from audit.models import ChainHead, Event
from audit.rows import COPIED_FROM, add_all, set_each
from cases.models import Duty
from deadlines.vocabulary import DutyState
from tests import stories
from tests.stories import Office, a_petition

pytestmark = pytest.mark.django_db


def heads(number: int) -> list[ChainHead]:
    ChainHead.objects.bulk_create(ChainHead(chain=f"a.thing:{at}", sequence=at, hash="a" * 64) for at in range(number))
    return list(ChainHead.objects.filter(chain__startswith="a.thing:").order_by("pk"))


def test_every_row_gets_its_own_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 4)
    found = heads(11)
    for head in found[:-1]:
        head.sequence, head.hash = head.sequence + 100, f"{head.sequence:064d}"
    set_each(found[:-1], ["sequence", "hash"])
    kept = list(ChainHead.objects.filter(chain__startswith="a.thing:").order_by("pk"))
    assert [head.sequence for head in kept] == [*range(100, 110), 10]
    assert [head.hash for head in kept] == [*(f"{at:064d}" for at in range(10)), "a" * 64]


def test_one_row_is_found_by_its_key(django_assert_num_queries) -> None:
    first, second = heads(2)
    first.sequence, first.hash = 7, "b" * 64
    with django_assert_num_queries(1) as asked:
        set_each([first], ["sequence", "hash"])
    assert "VALUES" not in asked.captured_queries[0]["sql"]
    assert [(head.sequence, head.hash[0]) for head in (first, second)] == [(7, "b"), (1, "a")]
    first.refresh_from_db()
    assert (first.sequence, first.hash) == (7, "b" * 64)


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        set_each([], ["sequence"])


def test_days_codes_and_relations_come_back_as_they_were_given(office: Office) -> None:
    case = a_petition(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.forwarded(office, case)
    duties = list(Duty.objects.select_related("rule").order_by("pk"))
    assert len(duties) > 1
    was = {one.pk: (one.due_on, one.rule_id, one.state) for one in duties}
    first, last = duties[0], duties[-1]
    first.next_mark_on, first.watched_from = None, first.due_on
    last.next_mark_on, last.calendar_version = last.due_on, "một bản khác"
    set_each([first, last], ["rule", "next_mark_on", "watched_from", "calendar_version"])
    first.refresh_from_db()
    last.refresh_from_db()
    assert (first.next_mark_on, first.watched_from) == (None, was[first.pk][0])
    assert (last.next_mark_on, last.calendar_version) == (was[last.pk][0], "một bản khác")
    assert {one.pk: (one.due_on, one.rule_id, one.state) for one in Duty.objects.all()} == was
    assert Duty.objects.filter(next_mark_on=was[last.pk][0]).exists(), "a day is found by its day"
    assert DutyState.RUNNING in {one.state for one in duties}


# New rows, few and many: an INSERT, or lines handed to PostgreSQL

SAID = [field.attname for field in Event._meta.concrete_fields if not field.primary_key]
NASTY = 'Nguyễn "Bảo" \\N \\ \t tab\nnew line\r , \x7f \U0001f9fe e\u0323'


def events(number: int) -> list[Event]:
    return [
        Event(
            operation=UUID(int=at),
            kind="a.thing",
            subject_type="a.thing",
            subject_id=at,
            sequence=1,
            actor_kind="system",
            actor_key=NASTY if at % 2 else "",
            actor_unit=at if at % 3 else None,
            happened_on=date(2026, 11, 23),
            recorded_at=datetime(2026, 11, 23, 8, 0, 1, at, UTC),
            facts={"said": NASTY, "number": at, "list": [True, None, {"a": "b"}]},
            body=f'{{"said":"{NASTY}"}}',
            previous_hash="",
            hash=f"{at:064d}",
        )
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [0, 1, COPIED_FROM - 1, COPIED_FROM, 3 * COPIED_FROM])
def test_new_rows_are_kept_as_they_were_given_and_know_their_numbers(number: int) -> None:
    there = set(Event.objects.values_list("pk", flat=True))
    given = events(number)
    add_all(given)
    kept = Event.objects.exclude(pk__in=there).order_by("subject_id")
    columns = [field.attname for field in Event._meta.concrete_fields]
    assert [[getattr(one, name) for name in columns] for one in kept] == [
        [getattr(one, name) for name in columns] for one in given
    ]
    assert all(not one._state.adding for one in given)


def test_the_next_row_gets_a_number_of_its_own() -> None:
    given = events(COPIED_FROM)
    add_all(given)
    head = Event.objects.create(**{name: getattr(given[0], name) for name in SAID} | {"sequence": 2})
    assert head.pk not in {one.pk for one in given}


def test_of_rows_that_may_not_all_be_none_is_kept() -> None:
    before = Event.objects.count()
    given = events(COPIED_FROM)
    given[-1].subject_id = given[0].subject_id
    with pytest.raises(IntegrityError), transaction.atomic():
        add_all(given)
    assert Event.objects.count() == before
    assert connection.is_usable()
