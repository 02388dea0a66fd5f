"""A citizen follows a petition by its code: where it is, and nobody's name."""

import re

import pytest
from django.urls import reverse

from cases.vocabulary import Status
from organizations.models import User
from portal import views
from tests import stories
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db


def code_of(case) -> str:
    return case.matters.get().petition.tracking_code


def ask(client, code: str):
    return client.post(reverse("portal:follow"), {"code": code})


def words(answer) -> str:
    """The page as it is read: what only differs from visit to visit left out."""
    page = answer.content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: f" {code.replace('-', ' ').lower()} ",
        lambda code: code.replace("-", "–"),
    ],
    ids=["as printed", "small letters", "without dashes", "with spaces", "with long dashes"],
)
def test_a_code_is_understood_as_people_type_it(client, office, typed):
    case = a_petition(office)
    answer = ask(client, typed(code_of(case)))
    assert answer.status_code == 200
    assert case.number in words(answer)
    assert office.province.name in words(answer)


def test_every_miss_gets_the_same_answer(client, office):
    code = code_of(a_petition(office))
    near = code[:-1] + ("2" if code[-1] != "2" else "3")
    misses = [near, "AAAA-AAAA-AAAA", "QZ9", code[:9], code + "2345"]
    pages = {words(ask(client, miss)).replace(miss, "") for miss in misses}
    assert len(pages) == 1
    assert "Không tìm thấy đơn với mã này" in pages.pop()


def test_an_empty_code_is_asked_for_and_not_counted_as_a_guess(client, office):
    for _ in range(views.MOST_TRIES + 1):
        answer = ask(client, "")
    assert answer.status_code == 200
    assert "in trên giấy biên nhận" in words(answer)
    assert ask(client, code_of(a_petition(office))).status_code == 200


def test_guessing_is_stopped_for_a_while_even_for_a_right_code(client, office):
    right = code_of(a_petition(office))
    for _ in range(views.MOST_TRIES):
        assert ask(client, "AAAA-AAAA-AAAA").status_code == 200
    stopped = ask(client, right)
    assert stopped.status_code == 429
    assert "mười phút" in words(stopped)
    elsewhere = client.post(reverse("portal:follow"), {"code": right}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_the_code_never_travels_in_an_address(client, office):
    case = a_petition(office)
    answer = client.get(reverse("portal:follow"), {"code": code_of(case)})
    assert case.number not in words(answer)
    assert 'method="post"' in words(answer)
    found = ask(client, code_of(case))
    assert "Location" not in found
    # Only in what the next form sends in its body.
    hidden = f'<input type="hidden" name="code" value="{code_of(case)}">'
    assert code_of(case) not in words(found).replace(hidden, "")
    assert "no-store" in found["Cache-Control"]


STATIONS = [(status, ()) for status in Status] + [
    (Status.IN_HAND, (stories.signed,)),
    (Status.FORWARDED, (stories.delivered,)),
]


@pytest.mark.parametrize(("status", "more"), STATIONS)
def test_nobody_is_named_at_any_stage(client, office, status, more):
    case = a_case(office, at=status)
    for step in more:
        step(office, case)
    page = words(ask(client, code_of(case)))
    assert case.number in page
    petitioners = [party.name for party in case.matters.get().petition.parties.all()]
    for name in (*petitioners, *User.objects.values_list("full_name", flat=True)):
        assert name not in page
    for word in ("anh@nguoidan.example", "Thôn Đông", "@matran.example"):
        assert word not in page


@pytest.mark.parametrize(
    ("status", "headline", "holder"),
    [
        (Status.REGISTERED, "đang phân công người xử lý", "province"),
        (Status.IN_HAND, "đang chuẩn bị chuyển đơn", "province"),
        (Status.FORWARDED, "Cơ quan có thẩm quyền đang xem xét đơn", "agency"),
        (Status.ANSWERED, "Mặt trận đang xem câu trả lời", "province"),
        (Status.SUPERVISED, "theo dõi để cơ quan làm đúng điều đã hứa", "province"),
        (Status.CLOSED, "đã kết thúc", "province"),
    ],
)
def test_the_page_says_in_plain_words_where_the_petition_is(client, office, status, headline, holder):
    page = words(ask(client, code_of(a_case(office, at=status))))
    assert headline in page
    assert getattr(office, holder).name in page
    assert page.count('aria-current="step"') == 1
    assert ("15/04/2026" in page) == (status == Status.FORWARDED)
    answered = status in {Status.SUPERVISED, Status.CLOSED}
    assert ("sẽ sửa chữa đoạn đường hư hỏng" in page) == answered, "an answer is shown once it was accepted"


def test_a_draft_does_not_tell_the_agency_before_the_letter_has_left(client, office):
    case = a_case(office, at=Status.IN_HAND)
    stories.signed(office, case)
    assert office.agency.name not in words(ask(client, code_of(case)))
