"""A supervisor plans to go and see, and reports from the spot on a telephone: seen in a browser, also 360 wide."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from cases.models import Inspection
from cases.vocabulary import Status
from tests import stories
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_an_inspection_is_planned_at_the_desk_and_reported_from_a_telephone(office, visitor):
    case = a_case(office, at=Status.SUPERVISED, promises=2)
    desk = visitor(office.person("supervisor"))
    desk.goes(f"/vu-viec/{case.pk}/")
    picture(desk, "case-before")
    desk.goes(f"/vu-viec/{case.pk}/plan_inspection/").sees("cơ quan được báo ngày kiểm tra")
    today = timezone.localdate()
    desk.page.get_by_label("Ngày kiểm tra").fill(today.isoformat())
    desk.page.get_by_label("Địa điểm").fill("Đường liên thôn, đoạn qua thôn Đông")
    desk.page.get_by_label(office.person("handler").full_name).check()
    picture(desk, "plan")
    desk.presses("Lên lịch kiểm tra thực tế").sees("Kiểm tra thực tế và báo cáo kết quả").sees("(chủ trì)")
    picture(desk, "planned")
    desk.goes("/viec/").sees("Kiểm tra thực tế và báo cáo")
    there = visitor(office.person("supervisor"), width=360)
    there.goes(f"/vu-viec/{case.pk}/").presses("Báo cáo kết quả kiểm tra thực tế")
    page = there.page
    assert page.locator("input[type=file]").get_attribute("accept") == "image/*,.pdf"
    for part in page.get_by_label("Đã thực hiện").all():
        part.check()
    page.get_by_label("Kết quả chung").fill("Đã đi hết đoạn đường.")
    there.presses("Báo cáo kết quả kiểm tra thực tế")
    picture(there, "refused-360")
    for words in page.get_by_label("Đã thấy gì").all():
        words.fill("Mặt đường đã trải nhựa.")
    page.set_input_files(
        "input[type=file]",
        [
            {"name": f"Anh {n}.pdf", "mimeType": "application/pdf", "buffer": stories.PDF + f"% {n}\n".encode()}
            for n in (1, 2)
        ],
    )
    there.presses("Báo cáo kết quả kiểm tra thực tế").sees("Đã báo cáo kết quả").sees("Anh 2.pdf")
    picture(there, "reported-360")
    desk.goes(f"/vu-viec/{case.pk}/").sees("Mặt đường đã trải nhựa.")
    picture(desk, "reported")
    reported = Inspection.objects.get(case=case)
    assert (reported.state, reported.documents.count()) == ("reported", 2)
    assert not case.has_unsettled_commitments
