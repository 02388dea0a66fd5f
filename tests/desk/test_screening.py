"""The guided form of screening: what is known is filled in, what is needed is asked, nothing typed is lost."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import operations as op
from cases.models import Case, Screening
from cases.vocabulary import Intake, LetterForm, ScreenedTo, Status
from organizations.vocabulary import Role
from tests import stories
from tests.factories import the_police
from tests.stories import ANSWERS, DAY, a_case, a_petition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False):
        yield date(2026, 3, 2)


@pytest.fixture
def case(office):
    return a_case(office, at=Status.IN_HAND)


@pytest.fixture
def handler(client, office):
    client.force_login(office.person("handler"))
    return client


def asks(page):
    return page.context["asks"].key if page.context["asks"] else None


def test_what_the_book_knows_is_filled_in_and_says_from_where(handler, office, case):
    address = f"/vu-viec/{case.pk}/screen/"
    page = handler.get(address)
    assert page.status_code == 200
    known = {one.question.key: (one.option.value, one.source) for one in page.context["answered"]}
    assert known["kind"] == ("proposal", "Loại ghi khi vào sổ; xét lại theo nội dung.")
    assert asks(page) == "urgent"
    page = handler.post(address, {"kind": "proposal", "urgent": "no", "next": "1"})
    known = {one.question.key: (one.option.value, one.source) for one in page.context["answered"]}
    assert known["same_open"] == ("no", "Sổ đơn không có vụ việc đang mở nào cùng nội dung.")
    assert known["named"][0] == "yes"
    assert known["signed"] == ("yes", "Ghi khi vào sổ: đơn đã ký.")
    assert known["urgent"] == ("no", "")
    assert asks(page) == "dated"


def test_a_letter_by_telephone_a_nameless_one_and_one_already_guided_are_known_for_what_they_are(handler, office):
    by_telephone = a_petition(office, intake=Intake.TELEPHONE, signed=False)
    same = {"text": "Mương thoát nước thôn Hạ bị lấp từ tháng một, nước tràn vào sân nhà."}
    first = a_petition(office, **same)
    for case in (by_telephone, first):
        stories.instructed(office, case)
        stories.in_hand(office, case)
    stories.guidance_sent(office, first)
    second = a_petition(office, **same, again=True)
    stories.instructed(office, second)
    stories.in_hand(office, second)

    page = handler.post(f"/vu-viec/{by_telephone.pk}/screen/", {"urgent": "no", "next": "1"})
    assert ("signed", "spoken") in {(one.question.key, one.option.value) for one in page.context["answered"]}
    assert asks(page) == "vietnamese"

    page = handler.post(f"/vu-viec/{second.pk}/screen/", {"urgent": "no", "next": "1"})
    assert page.context["proposal"]["outcome"] == ScreenedTo.JOIN, "the first one is still open"
    assert first.number in page.content.decode()
    op.guide(first, by=office.actor("handler"), on=DAY)
    answers = {"urgent": "no", "dated": "yes", "vietnamese": "yes", "sent_also": "no", "next": "1"}
    page = handler.post(f"/vu-viec/{second.pk}/screen/", answers)
    assert page.context["proposal"]["outcome"] == ScreenedTo.FILE_AWAY
    assert f"Đã gửi phiếu hướng dẫn ngày 02/03/2026, vụ việc {first.number}." in page.content.decode()


def test_the_proposal_says_document_basis_doubt_and_whether_somebody_else_must_agree(handler, case):
    page = handler.post(f"/vu-viec/{case.pk}/screen/", ANSWERS[ScreenedTo.FORWARD] | {"next": "1"}).content.decode()
    for words in ("Chuyển cơ quan có thẩm quyền và theo dõi", "Luật 42/2013 Điều 26", "Chưa chắc"):
        assert words in page
    assert "Cần người thứ hai xác nhận" not in page
    page = handler.post(f"/vu-viec/{case.pk}/screen/", ANSWERS[ScreenedTo.FILE_AWAY] | {"next": "1"}).content.decode()
    for words in ("Lưu đơn, không xử lý tiếp", "TT 05/2021 Điều 6, 28", "Cần người thứ hai xác nhận", "một năm"):
        assert words in page
    assert not Screening.objects.exists(), "nothing is recorded by looking"


def test_the_decision_is_recorded_and_another_one_only_with_a_reason_that_is_kept(handler, office, case):
    address, answers = f"/vu-viec/{case.pk}/screen/", ANSWERS[ScreenedTo.FORWARD]
    refused = handler.post(address, answers | {"decided": "guide", "decide": "1"})
    assert refused.status_code == 422
    assert "Quyết định khác với đề xuất thì cần ghi lý do." in refused.content.decode()
    half = handler.post(address, {"kind": "proposal", "because": "Đã gọi điện", "decide": "1"})
    assert half.status_code == 422
    assert asks(half) == "urgent", "an unfinished form asks on"
    said = answers | {"decided": "guide", "because": "Người gửi muốn tự gửi.", "decide": "1"}
    assert handler.post(address, said).status_code == 302
    screening = Screening.objects.get()
    assert (screening.proposed, screening.decided, screening.because) == ("forward", "guide", "Người gửi muốn tự gửi.")
    page = handler.get(f"/vu-viec/{case.pk}/").content.decode()
    assert "Khác với đề xuất" in page
    assert "Người gửi muốn tự gửi." in page


def test_the_second_person_sees_what_is_to_be_confirmed_and_the_handler_cannot_confirm(client, office, case):
    stories.screened_to_file(office, case)
    confirm, reject = (f"/vu-viec/{case.pk}/{name}/" for name in ("confirm_screening", "reject_screening"))
    client.force_login(office.person("handler"))
    assert client.get(confirm).status_code == 403
    assert client.get(f"/vu-viec/{case.pk}/screen/").status_code == 409
    client.force_login(office.person("leader"))
    page = client.get(confirm).content.decode()
    for words in ("Lưu đơn, không xử lý tiếp", "TT 05/2021 Điều 6, 28", office.person("handler").full_name):
        assert words in page
    assert client.post(reject, {"because": " "}).status_code == 422
    assert client.post(confirm).status_code == 302
    assert Case.objects.get(pk=case.pk).screening.judged_by == office.person("leader")


def test_the_transfer_at_once_offers_only_bodies_that_investigate(client, office, case):
    stories.screened(office, case, ScreenedTo.TRANSFER_INVESTIGATION)
    police = the_police()
    client.force_login(office.person("handler"))
    page = client.get(f"/vu-viec/{case.pk}/transfer_at_once/")
    assert list(page.context["form"].fields["agency"].queryset) == [police]


def test_only_the_handler_screens_and_agencies_see_nothing_of_it(client, office, case):
    for role in set(Role) - {Role.HANDLER}:
        client.force_login(office.person(role))
        seen = client.get(f"/vu-viec/{case.pk}/screen/").status_code
        assert seen == (
            404 if role in {Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD, Role.ADMINISTRATOR} else 403
        ), role
    stories.screened(office, case, ScreenedTo.FORWARD)
    case = Case.objects.get(pk=case.pk)
    stories.forwarded(office, case)
    client.force_login(office.person("agency_officer"))
    page = client.get(f"/vu-viec/{case.pk}/").content.decode()
    assert "Phân loại" not in page
    client.force_login(office.person("supervisor"))
    assert "Phân loại" in client.get(f"/vu-viec/{case.pk}/").content.decode()


def test_the_pages_of_screening_take_few_queries(client, office, case):
    client.force_login(office.person("handler"))
    with CaptureQueriesContext(connection) as asked:
        client.post(f"/vu-viec/{case.pk}/screen/", ANSWERS[ScreenedTo.FORWARD] | {"next": "1"})
    assert len(asked) <= 30, len(asked)
    stories.guidance_sent(office, case)
    assert LetterForm.GUIDANCE in Case.objects.get(pk=case.pk).forms_sent_since_screening
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/vu-viec/{case.pk}/")
    assert len(asked) <= 30, len(asked)
