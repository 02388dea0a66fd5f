"""A day at the desk of the văn thư: a notice goes out, a letter comes in, the books are printed, in a browser."""

import os
from pathlib import Path

import pytest

from cases.models import IncomingLetter, Letter
from cases.vocabulary import Status
from tests import stories
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_notice_goes_out_a_letter_comes_in_and_the_books_are_printed(office, visitor, width):
    case = a_case(office, at=Status.FORWARDED)
    there = f"/vu-viec/{case.pk}/"
    handler = visitor(office.person("handler"), width=width).goes(f"{there}draft_other/")
    picture(handler, "draft", width)
    handler.page.get_by_label("Thông báo chuyển đơn cho công dân").check()
    handler.page.get_by_label("Về việc").fill("Chuyển đơn về đường liên thôn")
    handler.presses("Soạn văn bản khác").sees("Thông báo chuyển đơn cho công dân")
    handler.goes(f"{there}submit_other/").presses("Trình ký văn bản khác")

    leader = visitor(office.person("leader"), width=width).goes("/lanh-dao/").sees(case.number).goes(there)
    leader.presses("Ký văn bản khác").presses("Ký văn bản khác")

    records = visitor(office.person("records_officer"), width=width).goes("/van-thu/").sees(case.number)
    records.goes(there).presses("Cấp số văn bản khác").presses("Cấp số văn bản khác").sees("02/MTTQ-BTT")
    records.presses("Gửi văn bản khác")
    records.page.get_by_label("Gửi bằng đường nào").select_option("by_hand")
    records.presses("Gửi văn bản khác").sees("Giao trực tiếp, ký sổ giao nhận")
    picture(records, "case", width)
    assert Letter.objects.get(referral=None).status == "dispatched"

    records.goes("/van-ban-den/")
    records.page.get_by_label("Nơi gửi").fill("Ủy ban nhân dân xã Hòa Bình")
    records.page.get_by_label("Trích yếu").fill("Trả lời đơn về đường liên thôn")
    records.presses("Vào sổ văn bản đến").sees("Đã vào sổ văn bản đến, số 1.")
    records.page.locator("input[id^=so-]").fill(case.number)
    records.presses("Gắn vụ việc").sees("Đã gắn văn bản đến với vụ việc")
    records.presses("Đã báo nhận").sees("Đã ghi việc báo nhận văn bản.")
    picture(records, "incoming", width)
    assert IncomingLetter.objects.get().case_id == case.pk

    year = stories.DAY.year
    records.goes(f"/so-sach/?book=outgoing&first={year}-01-01&last={year + 1}-12-31").sees("02/MTTQ-BTT")
    picture(records, "books", width)
    for button, ending in (("In PDF", "pdf"), ("Bảng Excel", "xlsx")):
        with records.page.expect_download() as taken:
            records.page.get_by_role("button", name=button).click()
        assert taken.value.suggested_filename.endswith(f".{ending}")
