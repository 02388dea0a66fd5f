"""Many rows written at once: every kind of column, more than one statement, nothing else touched."""

import pytest

from audit import rows as many
from audit.models import ChainHead
from audit.rows import set_each
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
