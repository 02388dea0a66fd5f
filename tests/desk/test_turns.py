"""The pages of the odd turns: each says what will happen, asks what it must, and no page looks too often."""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import access
from cases.models import Case
from cases.vocabulary import Move, Status
from desk.consequences import WILL_HAPPEN
from tests import stories
from tests.desk.test_pages import MOST_QUERIES
from tests.moves import TRIES
from tests.stories import a_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TURNS = (
    Move.ASK_SUPPLEMENT,
    Move.RECEIVE_SUPPLEMENT,
    Move.REPORT_NO_SUPPLEMENT,
    Move.GO_ON_WITHOUT,
    Move.FILE_UNSUPPLEMENTED,
    Move.ASK_REOPENING,
    Move.REOPEN,
    Move.DECLINE_REOPENING,
    Move.WITHDRAW,
    Move.WITHDRAW_PART,
    Move.DOUBT_WITHDRAWAL,
    Move.REFUSE_WITHDRAWAL,
    Move.CLEAR_WITHDRAWAL,
    Move.RECORD_DEATH,
    Move.RECORD_SUCCESSOR,
    Move.CLOSE_UNSUCCEEDED,
    Move.LINK_FIRST,
    Move.CONFIRM_LATE_ENTRY,
    Move.STRIKE_LATE_ENTRY,
    Move.CORRECT_DAY,
    Move.CORRECT_PARTY,
    Move.CORRECT_PAPER,
    Move.CORRECT_ACT,
)


@pytest.mark.parametrize("move", TURNS)
def test_the_page_of_a_turn_says_what_will_happen_and_asks_again_for_what_is_missing(client, office, move):
    case = TRIES[move][0](office)
    roles = {role for unit, role in office.people if unit == office.province.pk}
    role = next(role for role in sorted(roles) if access.may(office.actor(role), move, case))
    client.force_login(office.person(role))
    for address in (reverse("desk:case", args=[case.pk]), reverse("desk:move", args=[case.pk, move])):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, (address, len(queries))
    page = answer.content.decode()
    assert str(move.label) in page
    assert str(WILL_HAPPEN[move]) in page
    before = Case.objects.get(pk=case.pk).status
    asks = "required" in page or move in {Move.CORRECT_PAPER}
    if asks:
        assert client.post(reverse("desk:move", args=[case.pk, move]), {}).status_code in {409, 422}
        assert Case.objects.get(pk=case.pk).status == before


def test_a_case_with_every_turn_at_once_is_shown_in_few_looks(client, office):
    case = stories.entered_late(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.supplement_asked(office, case)
    stories.withdrawal_doubted(office, case)
    stories.petitioner_died(office, case)
    client.force_login(office.person("handler"))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Chờ bổ sung" in page
    assert len(queries) <= MOST_QUERIES, len(queries)


def test_a_turn_is_recorded_through_its_page(client, office):
    case = a_case(office, at=Status.IN_HAND)
    client.force_login(office.person("handler"))
    said = {"wants": "papers", "what": "Sổ đỏ.", "way": "telephone", "until": "2099-03-02"}
    client.post(reverse("desk:move", args=[case.pk, Move.ASK_SUPPLEMENT]), said | {"until": "2020-01-01"})
    assert Case.objects.get(pk=case.pk).supplement_state is None
    said["until"] = "2026-12-31"
    client.post(reverse("desk:move", args=[case.pk, Move.ASK_SUPPLEMENT]), said)
    assert Case.objects.get(pk=case.pk).supplement_state == "open"


@time_machine.travel("2026-03-02 09:00:00+07:00", tick=False)
def test_the_desk_asks_why_a_letter_is_entered_so_late_and_keeps_what_was_typed(client, office):
    client.force_login(office.person("receptionist"))
    said = {"form_token": str(uuid4()), "kind": "proposal", "intake": "post", "received_on": "2026-02-09"}
    said |= {"name": "Vàng A Páo", "signers": "1", "summary": "Đường hư", "text": "Đường hư hỏng."}
    said["field"] = office.field.pk
    page = client.post(reverse("desk:intake"), said).content.decode()
    assert "Vì sao ghi muộn" in page
    assert "Đường hư hỏng." in page
    assert not Case.objects.exists()
    client.post(reverse("desk:intake"), said | {"late_because": "Thư nằm ở hòm thư cũ."})
    assert Case.objects.get().late_entry_waits
