"""Fifty people at once, on one case and on many: every chain stays whole, whatever order they come in."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from audit import verifying
from audit.acting import acting
from audit.actor import system
from audit.checkpoints import make
from audit.models import ChainHead, Event
from audit.record import NewEvent, record, record_many
from cases import operations as op
from cases.operations.identities import newest_key
from cases.vocabulary import Status
from tests.cases.test_race import all_at_once
from tests.factories import an_office
from tests.stories import DAY, a_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.row_locks]

WRITERS, NOTES = 50, 3


def test_fifty_writers_at_once_leave_unbroken_chains_and_lose_nothing():
    office = an_office()
    busy, *others = [a_case(office, at=Status.IN_HAND) for _ in range(6)]
    handler = office.actor("handler")
    before = Event.objects.count()

    def writes(who):
        # Every second one works on the same case.
        case = busy if who % 2 else others[who % len(others)]
        return lambda: [op.add_note(case, text=f"Ghi chú {one}", by=handler, on=DAY) for one in range(NOTES)]

    results = all_at_once(*[writes(who) for who in range(WRITERS)], lambda: make(at=timezone.now()))
    assert results.count("done") == WRITERS + 1
    assert Event.objects.count() == before + WRITERS * NOTES
    head = ChainHead.objects.get(chain=f"cases.case:{busy.pk}")
    of_the_busy = Event.objects.filter(subject_type="cases.case", subject_id=busy.pk).order_by("sequence")
    assert list(of_the_busy.values_list("sequence", flat=True)) == list(range(1, head.sequence + 1))
    assert of_the_busy.filter(kind="case.noted").count() == WRITERS // 2 * NOTES
    assert verifying.everything().findings == []


def test_of_many_who_begin_one_chain_each_stands_behind_the_other():
    """Whoever comes second to a chain that nobody had begun when they looked follows whoever was first."""
    house, subject = system("test"), newest_key()

    def begins():
        with acting(house), transaction.atomic():
            record("identities.rebuilt", subject, by=house, on=DAY, identities=0)

    assert all_at_once(*[begins for _ in range(WRITERS)]).count("done") == WRITERS
    told = Event.objects.filter(kind="identities.rebuilt").order_by("sequence")
    assert list(told.values_list("sequence", flat=True)) == list(range(1, WRITERS + 1))
    assert verifying.everything().findings == []


def test_of_many_who_begin_one_chain_beside_one_of_their_own_each_stands_in_both():
    house, subject, own = system("test"), newest_key(), list(ContentType.objects.order_by("pk")[:WRITERS])

    def begins(thing):
        def begin():
            told = [NewEvent("identities.rebuilt", one, {"identities": 0}) for one in (subject, thing)]
            with acting(house), transaction.atomic():
                record_many(told, by=house, on=DAY)

        return begin

    assert all_at_once(*map(begins, own)).count("done") == len(own) == WRITERS
    told = Event.objects.filter(subject_type=subject._meta.label_lower).order_by("sequence")
    assert list(told.values_list("sequence", flat=True)) == list(range(1, WRITERS + 1))
    assert Event.objects.filter(subject_type="contenttypes.contenttype", sequence=1).count() == WRITERS
    assert verifying.everything().findings == []
