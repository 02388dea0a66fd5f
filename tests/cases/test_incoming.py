"""Letters that come to the office: who may enter them, what is refused, and that no number is missing."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections, transaction

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import IncomingLetter
from organizations.vocabulary import Role
from tests.factories import an_office
from tests.reports.test_registers import an_incoming
from tests.stories import DAY, Office, a_petition


@pytest.mark.django_db
def test_only_the_records_officer_of_the_unit_keeps_its_book(office: Office) -> None:
    letter = an_incoming(office)
    case = a_petition(office)
    for role in Role.values:
        if role == Role.RECORDS_OFFICER:
            continue
        by = office.actor(role)
        for attempt in (
            lambda by=by: an_incoming(office, by=by),
            lambda by=by: op.link_incoming(letter, case_number=case.number, by=by, on=DAY),
            lambda by=by: op.acknowledge_incoming(letter, by=by, on=DAY),
        ):
            with pytest.raises((PermissionDenied, NotYoursToSee)):
                attempt()
    elsewhere = office.actor("records_officer", office.commune)
    with pytest.raises(NotYoursToSee):
        op.acknowledge_incoming(letter, by=elsewhere, on=DAY)
    assert IncomingLetter.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sender": " "}, "sender"),
        ({"subject": ""}, "subject"),
        ({"arrived_on": DAY + timedelta(days=1)}, "arrived_on"),
        ({"dated_on": DAY + timedelta(days=1)}, "dated_on"),
        ({"case_number": "2026-99999"}, "case_number"),
    ],
)
def test_what_cannot_be_is_refused_and_takes_no_number(office: Office, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Unusable) as refused:
        an_incoming(office, **changes)
    assert refused.value.field == field
    assert an_incoming(office).serial == 1  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_letter_is_linked_only_to_a_case_one_may_see_and_acknowledged_once(office: Office) -> None:
    letter = an_incoming(office)
    officer = office.actor("records_officer")
    elsewhere = a_petition(office, unit=office.commune, by=office.actor("receptionist", office.commune))
    with pytest.raises(Unusable):
        op.link_incoming(letter, case_number=elsewhere.number, by=officer, on=DAY)
    case = a_petition(office)
    op.link_incoming(letter, case_number=case.number, by=officer, on=DAY)
    op.acknowledge_incoming(letter, by=officer, on=DAY)
    with pytest.raises(NotAllowedNow):
        op.acknowledge_incoming(letter, by=officer, on=DAY)
    letter = IncomingLetter.objects.get()
    assert (letter.case_id, letter.acknowledged_on) == (case.pk, DAY)
    kinds = Event.objects.filter(subject_type="cases.incomingletter").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["incoming.registered", "incoming.linked", "incoming.acknowledged"]


@pytest.mark.django_db
def test_the_database_refuses_an_arrival_number_twice(office: Office) -> None:
    an_incoming(office)
    second = an_incoming(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomingLetter.objects.filter(pk=second.pk).update(serial=1)  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.row_locks
def test_sixteen_letters_at_once_are_entered_without_gap_or_double() -> None:
    office = an_office()
    gate = threading.Barrier(16)

    def enter() -> None:
        gate.wait()
        try:
            an_incoming(office)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=enter) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(IncomingLetter.objects.values_list("serial", flat=True)) == list(range(1, 17))
