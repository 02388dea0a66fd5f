"""What follows from an event happens exactly once inside the database, whatever the transport does."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from audit import outbox, tasks
from audit.models import Dispatch, DispatchState, Event
from cases.errors import Unusable
from config import reactions
from notifications.models import Message
from tests.stories import a_petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def trouble():
    """A reaction that fails until told otherwise, wired beside the real ones and taken away again."""
    calls = []

    def stumbles(event):
        calls.append(event.kind)
        if stumbles.failing:
            raise DatabaseError("no luck")

    stumbles.failing = True
    stumbles.calls = calls
    globals()["stumbles"] = stumbles
    stumbles.__module__ = __name__
    outbox.wire(
        in_transaction=reactions.IN_TRANSACTION,
        together=reactions.TOGETHER,
        after_commit={"case.registered": [stumbles]},
        send=tasks.send,
    )
    yield stumbles
    outbox.wire(
        in_transaction=reactions.IN_TRANSACTION,
        together=reactions.TOGETHER,
        after_commit=reactions.AFTER_COMMIT,
        send=tasks.send,
    )
    del globals()["stumbles"]


def test_a_reaction_delivered_twice_happens_once(office):
    a_petition(office)
    dispatch = Dispatch.objects.get()
    assert outbox.deliver(dispatch.pk)
    told = Message.objects.count()
    assert told
    assert outbox.deliver(dispatch.pk)
    assert Message.objects.count() == told


def test_a_failing_reaction_waits_longer_each_time_and_gives_up_in_the_end(office, trouble):
    a_petition(office)
    dispatch = Dispatch.objects.get()
    waits = []
    for _ in range(outbox.MOST_ATTEMPTS):
        assert not outbox.deliver(dispatch.pk)
        dispatch.refresh_from_db()
        waits.append(dispatch.not_before - timezone.now())
    assert waits[0] < waits[3] < waits[-1] <= outbox.LONGEST_WAIT
    assert dispatch.state == DispatchState.FAILED
    assert dispatch.last_error == "DatabaseError"


def test_a_reaction_that_failed_is_done_when_the_trouble_is_over(office, trouble):
    a_petition(office)
    dispatch = Dispatch.objects.get()
    assert not outbox.deliver(dispatch.pk)
    trouble.failing = False
    assert outbox.deliver(dispatch.pk)
    assert trouble.calls == ["case.registered"] * 2
    assert not outbox.deliver(0)


def test_the_relay_finds_what_a_lost_broker_left_behind(office):
    a_petition(office)
    assert outbox.overdue() == []
    Dispatch.objects.update(not_before=timezone.now() - outbox.RELAY_AFTER - timedelta(seconds=1))
    assert outbox.overdue() == [Dispatch.objects.get().pk]
    tasks.relay()
    assert outbox.overdue() == []
    assert Dispatch.objects.get().state == DispatchState.DONE


def test_a_rolled_back_operation_leaves_no_event_and_owes_nothing(office):
    with pytest.raises(Unusable):
        a_petition(office, summary="")
    assert not Event.objects.filter(kind="case.registered").exists()
    assert not Dispatch.objects.exists()


def test_every_reaction_in_the_table_can_be_found_again_by_its_name():
    for table in (reactions.IN_TRANSACTION, reactions.AFTER_COMMIT):
        for functions in table.values():
            for function in functions:
                assert outbox.resolve(outbox.name_of(function)) is function
