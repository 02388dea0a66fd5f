"""The pages on which cases are joined, split, put back and voided, and the hints beside them."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import operations as op
from cases.models import Case
from cases.vocabulary import Intake, Move, Outcome, Status
from tests import stories
from tests.desk.test_pages import MOST_QUERIES
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db
TEXT = "Rác thải ở chợ xã không ai thu gom đã ba tháng, đề nghị có biện pháp."


@pytest.fixture
def leader(client, office):
    client.force_login(office.person("leader"))
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False):
        yield client


def page(client, case, move=None):
    address = reverse("desk:move", args=[case.pk, move]) if move else reverse("desk:case", args=[case.pk])
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert len(queries) <= MOST_QUERIES, len(queries)
    return answer.content.decode()


def post(client, case, move, **said):
    return client.post(reverse("desk:move", args=[case.pk, move]), said)


def test_what_looks_the_same_is_offered_and_chosen_by_its_number(leader, office):
    lead, other = a_petition(office, text=TEXT), a_petition(office)
    again = a_petition(office, text=TEXT.upper())
    shown = page(leader, again, Move.JOIN)
    assert lead.number in shown and "Cùng nội dung" in shown
    assert other.number not in shown
    chosen = leader.get(reverse("desk:move", args=[again.pk, Move.JOIN]), {"into": lead.number}).content.decode()
    assert f'value="{lead.number}"' in chosen
    answer = post(leader, again, Move.JOIN, into=f" {lead.number} ", because="Cùng bãi rác.")
    assert answer.status_code == 302
    assert Case.objects.get(pk=again.pk).outcome == Outcome.JOINED
    assert lead.number in page(leader, again) and "Cùng bãi rác." in page(leader, again)
    assert again.number in page(leader, lead) and "Đơn nhập vào" in page(leader, lead)


def test_a_number_that_cannot_lead_is_refused_at_its_field_and_nothing_typed_is_lost(leader, office):
    case = a_petition(office)
    for number in ("2026-99999", case.number):
        answer = post(leader, case, Move.JOIN, into=number, because="Cùng bãi rác.")
        assert answer.status_code == 422
        assert "Cùng bãi rác." in answer.content.decode()
    of_the_commune = a_petition(
        office, unit=office.commune, by=office.actor("receptionist", office.commune), summary="Việc của xã"
    )
    answer = post(leader, case, Move.JOIN, into=of_the_commune.number, because="Cùng việc.")
    assert answer.status_code == 422 and "đơn vị khác" in answer.content.decode()


def test_a_joined_case_offers_the_way_back_and_takes_it(leader, office):
    case = a_petition(office)
    stories.joined(office, case)
    assert reverse("desk:move", args=[case.pk, Move.UNJOIN]) in page(leader, case)
    assert post(leader, case, Move.UNJOIN, because="Hai bãi rác.").status_code == 302
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED


@pytest.mark.parametrize(
    ("intake", "said"), [(Intake.IN_PERSON, "đề nghị họ tách"), (Intake.POST, "hướng dẫn người nộp viết riêng")]
)
def test_before_the_office_splits_a_petition_it_is_reminded_whose_splitting_it_is(leader, office, intake, said):
    assert said in page(leader, a_petition(office, intake=intake), Move.SPLIT)


def test_two_matters_are_split_off_by_the_page_and_one_is_put_back(leader, office):
    case = a_petition(office)
    said = {"summary_1": "Bãi rác", "kind_1": "feedback", "field_1": "traffic", "because": "Ba việc khác nhau."}
    half = post(leader, case, Move.SPLIT, **said, summary_2="Trạm y tế")
    assert half.status_code == 422 and "Trạm y tế" in half.content.decode()
    rest = {"summary_2": "Trạm y tế", "kind_2": "proposal", "field_2": "traffic"}
    assert post(leader, case, Move.SPLIT, **said, **rest).status_code == 302
    first, second = Case.objects.exclude(pk=case.pk).order_by("pk")
    assert (first.summary, second.summary) == ("Bãi rác", "Trạm y tế")
    shown = page(leader, case)
    assert first.number in shown and second.number in shown and "Ba việc khác nhau." in shown
    assert case.number in page(leader, first)
    assert post(leader, second, Move.UNSPLIT, because="Nhầm.").status_code == 302
    assert "Đã tách ra rồi gộp lại" in page(leader, case)
    assert "Đã gộp lại vào" in page(leader, second)


def test_a_voided_number_is_struck_in_the_register_with_its_reason(leader, office):
    case = a_petition(office)
    assert post(leader, case, Move.VOID_REGISTRATION, because="Vào sổ hai lần.").status_code == 302
    register = leader.get(reverse("desk:register"), {"tab": "all"}).content.decode()
    for shown in (register, page(leader, case)):
        assert f"<del>{case.number}</del>" in shown
        assert "Vào sổ hai lần." in shown


def test_the_pages_with_everything_beside_them_take_few_queries(leader, office):
    lead = a_case(office, at=Status.SUPERVISED, promises=3)
    for _ in range(3):
        stories.joined(office, a_petition(office), into=lead)
        stories.split_off(office, lead)
    for role in ("leader", "handler", "supervisor", "receptionist", "records_officer"):
        leader.force_login(office.person(role))
        assert lead.number in page(leader, lead)


def test_an_agency_reads_nothing_of_what_was_joined_or_split(client, office):
    lead = a_case(office, at=Status.FORWARDED)
    again = a_petition(office, summary="Một bãi rác khác")
    op.join(again, into=lead, because="Cùng bãi rác.", by=office.actor("leader"), on=DAY)
    part = stories.split_off(office, lead, summary="Chuyện hàng xóm")
    client.force_login(office.person("agency_officer"))
    shown = client.get(reverse("desk:case", args=[lead.pk])).content.decode()
    for hidden in (again.number, part.number, "Cùng bãi rác.", "Chuyện hàng xóm"):
        assert hidden not in shown
