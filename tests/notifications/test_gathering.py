"""A sweep tells each person once, and many things in one digest; a week's outage does not flood anybody."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.actor import system
from audit.models import Dispatch
from cases import operations as op
from notifications.models import Message, PendingMessage
from notifications.operations import gather, gathering
from notifications.vocabulary import Channel
from tests.notifications.hearing import deliver_all, gather_all
from tests.stories import a_petition

pytestmark = pytest.mark.django_db
LATE = date(2026, 4, 20)


def swept(office, petitions):
    cases = [a_petition(office) for _ in range(petitions)]
    deliver_all()
    op.sweep(by=system("sweep"), on=LATE)
    deliver_all()
    return cases


def deadlines_of(office, role="leader", channel=Channel.IN_APP):
    mine = Message.objects.filter(user=office.person(role), channel=channel).exclude(template="new_petition")
    return list(mine.order_by("pk"))


def test_nothing_is_said_while_the_sweep_still_speaks(office):
    swept(office, 1)
    assert gather(at=timezone.now()) == 0
    assert PendingMessage.objects.filter(message=None).exists()
    assert gather_all() > 0
    assert not PendingMessage.objects.filter(message=None).exists()
    assert gather_all() == 0


def test_a_few_are_said_one_by_one_with_the_case_each_speaks_of(office):
    (case,) = swept(office, 1)
    gather_all()
    told = deadlines_of(office)
    assert 1 <= len(told) <= gathering.ONE_BY_ONE
    assert {message.case for message in told} == {case}
    assert {message.template for message in told} == {"duty_overdue"}


def test_many_become_one_digest_that_names_each_and_keeps_the_natures_apart(office):
    cases = swept(office, 6)
    gather_all()
    for channel in (Channel.IN_APP, Channel.EMAIL):
        (digest,) = deadlines_of(office, channel=channel)
        assert digest.template == "digest"
        assert all(case.number in digest.body for case in cases)
        assert "quá hạn nội bộ: 6" in digest.subject
        assert "quá hạn theo luật: 6" in digest.subject
        assert "12" not in digest.subject
    (mine,) = deadlines_of(office)
    assert set(mine.gathered.values_list("case__number", flat=True)) == {case.number for case in cases}


def test_telling_again_what_was_told_says_nothing_new(office):
    swept(office, 6)
    gather_all()
    before = Message.objects.count(), PendingMessage.objects.count()
    Dispatch.objects.filter(reaction__endswith="of_threshold").update(state="owed")
    deliver_all()
    gather_all()
    assert (Message.objects.count(), PendingMessage.objects.count()) == before


class Killed(BaseException):
    """Nobody catches it, as nobody catches a kill."""


def test_killed_at_any_statement_nothing_is_lost_and_nothing_said_twice(office):
    swept(office, 6)
    waiting = PendingMessage.objects.filter(message=None).count()
    kills = 0
    while PendingMessage.objects.filter(message=None).exists():
        left = kills + 1

        def dies(execute, *statement):
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            return execute(*statement)

        try:
            with transaction.atomic(), connection.execute_wrapper(dies):
                gather_all()
        except Killed:
            kills += 1
            assert PendingMessage.objects.filter(message=None).count() == waiting
            assert not deadlines_of(office)
    assert kills > 10, "the gathering took fewer statements than it can"
    assert len(deadlines_of(office)) == len(deadlines_of(office, channel=Channel.EMAIL)) == 1


def test_whoever_speaks_on_and_on_is_not_waited_for_for_ever(office):
    swept(office, 1)
    now = timezone.now()
    PendingMessage.objects.update(created_at=now - gathering.LONGEST)
    PendingMessage.objects.filter(pk=PendingMessage.objects.last().pk).update(created_at=now)
    assert gather(at=now + timedelta(seconds=1)) > 0


def test_gathering_takes_the_same_few_queries_however_much_waits(office):
    swept(office, 3)
    with CaptureQueriesContext(connection) as few:
        gather_all()
    swept(office, 9)
    with CaptureQueriesContext(connection) as many:
        gather_all()
    assert len(many) <= len(few) + 2
