"""Sổ sách and văn bản đến on the desk: for whom, what is said back, and that taking a book out is recorded."""

import pytest
from django.urls import reverse

from audit.models import Event
from cases.models import IncomingLetter
from cases.vocabulary import Status
from organizations.vocabulary import Role
from tests.reports.test_registers import an_incoming
from tests.stories import a_case, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MARCH = {"book": "petitions", "first": "2026-03-01", "last": "2026-03-31"}
READERS = {Role.RECORDS_OFFICER, Role.LEADER}


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_book_leaves_the_house_for_two_roles_and_the_history_says_who_took_it(as_role, office, kind, begins):
    a_case(office, at=Status.FORWARDED)
    address = reverse("desk:print-book", args=[kind])
    for role in Role:
        answer = as_role(role).post(address, MARCH)
        assert answer.status_code == (200 if role in READERS else 403), role
        if role in READERS:
            assert answer.content.startswith(begins)
            assert "petitions-20260301-20260331" in answer["Content-Disposition"]
            printed = Event.objects.filter(kind="book.printed").latest("pk")
            assert printed.facts == {"book": "petitions", "first": "2026-03-01", "last": "2026-03-31", "rows": 1}
            assert printed.actor_role == role
    assert Event.objects.filter(kind="book.printed").count() == 2
    assert as_role(Role.LEADER).get(address).status_code == 405
    assert as_role(Role.LEADER).post(reverse("desk:print-book", args=["doc"]), MARCH).status_code == 404


def test_a_period_that_ends_before_it_begins_is_said_at_its_field(as_role, office):
    backwards = MARCH | {"last": "2026-02-01"}
    answer = as_role(Role.LEADER).post(reverse("desk:print-book", args=["pdf"]), backwards)
    assert answer.status_code == 422
    assert "Ngày cuối của kỳ phải từ ngày đầu trở đi." in answer.content.decode()
    assert not Event.objects.filter(kind="book.printed").exists()


def test_the_page_shows_the_book_within_the_budget(as_role, office, django_assert_max_num_queries):
    for _ in range(3):
        case = a_case(office, at=Status.FORWARDED)
    client = as_role(Role.RECORDS_OFFICER)
    with django_assert_max_num_queries(30):
        page = client.get(reverse("desk:books"), MARCH).content.decode()
    assert case.number in page
    assert office.agency.name in page


def test_a_letter_is_entered_linked_and_acknowledged_by_the_page(as_role, office):
    case = a_petition(office)
    client = as_role(Role.RECORDS_OFFICER)
    typed = {"arrived_on": "2026-03-02", "sender": "Sở Xây dựng", "subject": "Trả lời", "number": "12/SXD"}
    assert client.post(reverse("desk:incoming"), typed, follow=True).redirect_chain
    letter = IncomingLetter.objects.get()
    wrong = client.post(reverse("desk:link-incoming", args=[letter.pk]), {"case_number": "1"}, follow=True)
    assert "Không có vụ việc nào mang số này" in wrong.content.decode()
    client.post(reverse("desk:link-incoming", args=[letter.pk]), {"case_number": case.number})
    client.post(reverse("desk:acknowledge-incoming", args=[letter.pk]))
    letter = IncomingLetter.objects.get()
    assert letter.case_id == case.pk
    assert letter.acknowledged_on is not None
    assert "12/SXD" in client.get(reverse("desk:case", args=[case.pk])).content.decode()


def test_what_was_typed_stays_when_it_cannot_be_entered(as_role, office):
    typed = {"arrived_on": "2026-03-02", "dated_on": "2026-03-05", "sender": "Sở Xây dựng", "subject": "Trả lời"}
    answer = as_role(Role.RECORDS_OFFICER).post(reverse("desk:incoming"), typed)
    assert answer.status_code == 422
    assert "Ngày văn bản không thể sau ngày đến." in answer.content.decode()
    assert "Sở Xây dựng" in answer.content.decode()


def test_the_book_of_incoming_letters_is_kept_by_the_records_officer_of_its_unit(as_role, office):
    letter = an_incoming(office)
    for route in ("desk:link-incoming", "desk:acknowledge-incoming"):
        for role in Role:
            if role != Role.RECORDS_OFFICER:
                answer = as_role(role).post(reverse(route, args=[letter.pk]), {"case_number": "1"})
                assert answer.status_code == 403, (route, role)
        elsewhere = as_role(Role.RECORDS_OFFICER, office.commune)
        assert elsewhere.post(reverse(route, args=[letter.pk]), {"case_number": "1"}).status_code == 404
    assert as_role(Role.RECORDS_OFFICER).get(reverse("desk:incoming"), {"before": "x"}).status_code == 404


def test_a_link_may_name_the_book_alone(as_role):
    answer = as_role(Role.RECORDS_OFFICER).get(reverse("desk:books"), {"book": "reception"})
    assert answer.status_code == 200
    assert "Sổ tiếp công dân" in str(answer.context["book"].title)
    assert answer.context["chosen"]["last"] >= answer.context["chosen"]["first"]
