"""Screening in a browser: guided to the end, transferred at once with a second person, and many instructed at once."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.models import Case, Screening
from cases.vocabulary import LetterForm, Outcome, SentBy, Status
from tests.factories import the_police
from tests.stories import a_case, a_petition
from workflows import operations as work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def answers(handler, *labels: str) -> None:
    """Answer one question after another."""
    for label in labels:
        handler.page.locator("fieldset[data-keys]:visible").first.get_by_label(label, exact=True).check()
        handler.presses("Tiếp")


def the_guidance_leaves(office, case) -> None:
    """The way of its letter is walked in tests/journeys/test_records_office.py."""
    on, records = timezone.localdate(), office.actor("records_officer")
    letter = op.draft_other(
        case, letter_form=LetterForm.GUIDANCE, subject="Hướng dẫn gửi đơn", to_unit=office.agency,
        basis="Điều 26 Luật Tiếp công dân", by=office.actor("handler"), on=on,
    )  # fmt: skip
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=on)
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=on)
    op.issue_other(case, letter=letter, by=records, on=on)
    op.dispatch_other(case, letter=letter, sent_by=SentBy.POST, by=records, on=on)


def opens(someone, there: str) -> None:
    """Open what is sealed, with a reason."""
    someone.goes(f"{there}reveal/")
    someone.page.get_by_label("Vì sao cần đọc").fill("Phân loại đơn.")
    someone.page.locator("main form button[type=submit]").last.click()
    someone.looks()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_petition_is_screened_guided_and_ended(office, visitor, width):
    case = a_case(office, at=Status.IN_HAND)
    there = f"/vu-viec/{case.pk}/"
    handler = visitor(office.person("handler"), width=width).goes("/viec/").sees("Phân loại đơn").goes(there)
    handler.presses("Phân loại đơn").sees("Có việc phải báo cáo ngay lãnh đạo không?")
    picture(handler, "question", width)
    answers(handler, "Không", "Có", "Có", "Không")
    handler.sees("Kiến nghị, phản ánh thuộc thẩm quyền cơ quan khác").sees("Chưa chắc")
    picture(handler, "proposal", width)
    handler.page.locator("summary", has_text="Quyết định khác").click()
    handler.page.locator("#id_decided").select_option("guide")
    handler.presses("Ghi phân loại").sees("Quyết định khác với đề xuất thì cần ghi lý do.")
    assert handler.page.locator("#id_decided").input_value() == "guide", "what was chosen is kept"
    handler.page.locator("#id_because").fill("Người gửi muốn tự gửi đến xã.")
    handler.presses("Ghi phân loại").sees("Khác với đề xuất")
    picture(handler, "result", width)
    the_guidance_leaves(office, case)
    handler.goes(there).presses("Kết thúc: đã hướng dẫn").presses("Kết thúc: đã hướng dẫn").sees("Đã kết thúc")
    assert Case.objects.get().outcome == Outcome.GUIDED


def test_signs_of_a_crime_are_confirmed_and_transferred_at_once(office, visitor):
    case = a_case(office, at=Status.IN_HAND)
    police, there = the_police(), f"/vu-viec/{case.pk}/"
    handler = visitor(office.person("handler")).goes(f"{there}screen/")
    handler.page.locator("details", has_text="Theo nội dung").locator("summary").first.click()
    handler.page.get_by_label("Tố cáo", exact=True).check()
    handler.presses("Đổi câu trả lời").sees("Loại theo nội dung khác loại")
    picture(handler, "another-kind", 1280)
    handler.presses("Phân loại lại")
    handler.page.get_by_label("Tố cáo", exact=True).check()
    handler.page.get_by_label("Vì sao").fill("Đơn nêu hành vi nhận tiền.")
    handler.presses("Phân loại lại")
    opens(handler, there)
    handler.goes(f"{there}screen/").sees("Nội dung có dấu hiệu tội phạm không?")
    answers(handler, "Có")
    handler.sees("Cần người thứ hai xác nhận").presses("Ghi phân loại").sees("Chờ người thứ hai xác nhận")

    leader = visitor(office.person("leader")).goes("/lanh-dao/").sees(case.number).goes(there)
    opens(leader, there)
    leader.goes(there).presses("Xác nhận phân loại").sees("Chuyển ngay cơ quan điều tra")
    picture(leader, "confirm", 1280)
    leader.presses("Xác nhận phân loại").sees("Có hiệu lực")
    assert Screening.objects.get().judged_by == office.person("leader")

    handler.goes(there).presses("Chuyển ngay")
    handler.page.get_by_label("Cơ quan có thẩm quyền").select_option(str(police.pk))
    handler.page.get_by_label("Đề nghị cơ quan").fill("Xem xét theo thẩm quyền.")
    handler.presses("Chuyển ngay")
    assert Case.objects.get().letter.status == "submitted"
    leader.goes("/lanh-dao/").sees(case.number)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_leader_instructs_all_new_petitions_at_once(office, visitor, width):
    for _ in range(3):
        a_petition(office)
    leader = visitor(office.person("leader"), width=width).goes("/lanh-dao/")
    picture(leader, "new", width)
    leader.page.get_by_label("Cả 3 đơn trong danh sách").check()
    leader.presses("Bút phê…")
    leader.page.get_by_label("Giao cho").select_option(str(office.person("handler").pk))
    picture(leader, "ask", width)
    leader.presses("Xem lại").sees("Cả 3 đơn khớp")
    picture(leader, "look", width)
    leader.presses("Bút phê: 3 đơn")
    assert work.carry_batches_on(by=system("batches"), on=timezone.localdate()) == 3
    leader.page.get_by_text("Đã ghi 3 đơn.").filter(visible=True).wait_for()
    leader.looks()
    picture(leader, "results", width)
    assert Case.objects.filter(status=Status.INSTRUCTED).count() == 3
