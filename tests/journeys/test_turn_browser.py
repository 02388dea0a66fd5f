"""The petitioner is asked for a paper, and brings it: seen in a browser by who asks, who waits and who receives."""

import os
from pathlib import Path

import pytest

from cases.models import Case
from cases.vocabulary import Status
from tests import stories
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        for width in (1280, 360):
            someone.page.set_viewport_size({"width": width, "height": 900})
            someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def test_a_supplement_is_asked_for_waited_for_and_received(office, visitor):
    case = a_case(office, at=Status.IN_HAND)
    handler = visitor(office.person("handler"))
    handler.goes(f"/vu-viec/{case.pk}/").page.get_by_text("Việc khác").first.click()
    handler.presses("Đề nghị bổ sung")
    picture(handler, "ask")
    handler.presses("Đề nghị bổ sung").sees("Cần bổ sung điều gì")
    page = handler.page
    page.get_by_label("Giấy tờ, tài liệu").check()
    page.get_by_label("Gọi điện thoại").check()
    page.get_by_label("Cần bổ sung điều gì").fill("Bản chụp giấy chứng nhận quyền sử dụng đất.")
    handler.presses("Đề nghị bổ sung").sees("Chờ bổ sung").sees("Bản chụp giấy chứng nhận quyền sử dụng đất.")
    picture(handler, "waits")
    handler.goes("/viec/").sees("Chờ người nộp đơn bổ sung")
    picture(handler, "inbox")
    reception = visitor(office.person("receptionist"))
    reception.goes(f"/vu-viec/{case.pk}/receive_supplement/")
    reception.sees("Đã đề nghị người nộp đơn bổ sung đến hết ngày")
    page = reception.page
    page.get_by_label("Người nộp đơn đã bổ sung điều gì").fill("Nộp một bản chụp.")
    page.get_by_label("Còn thiếu", exact=True).check()
    reception.presses("Nhận bổ sung").sees("Cần ghi còn thiếu điều gì.")
    picture(reception, "refused")
    page.get_by_label("Đã đủ", exact=True).check()
    page.set_input_files(
        "input[type=file]", {"name": "So do.pdf", "mimeType": "application/pdf", "buffer": stories.PDF + b"% so do\n"}
    )
    reception.presses("Nhận bổ sung").sees("Người nộp đơn bổ sung").sees("So do.pdf")
    picture(reception, "received")
    assert Case.objects.get(pk=case.pk).supplement_state is None
