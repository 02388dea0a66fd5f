"""A petitioner answers a request from an old phone: 360 px wide, every page as axe wants it, and without JavaScript."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cases.models import Case, Document
from cases.papers import petition_of
from cases.vocabulary import Status
from tests import stories
from tests.stories import a_case, fresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = {"name": "So do.pdf", "mimeType": "application/pdf", "buffer": stories.PDF + b"% so do\n"}


@pytest.fixture
def case(office) -> Case:
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case, until=timezone.localdate() + timedelta(days=10))
    return fresh(case)


def picture(page, name: str) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_supplement_is_sent_from_a_phone(case, visitor):
    someone = visitor(width=360)
    page = someone.goes("/theo-doi/").page
    page.get_by_label("Mã tra cứu").fill(petition_of(case).tracking_code)
    someone.presses("Xem đơn").sees("Gửi bổ sung")
    picture(page, "asked")
    someone.presses("Gửi bổ sung").sees("viết điều cần bổ sung hoặc chọn tệp")
    picture(page, "refused")
    page.get_by_label("Ông, bà bổ sung điều gì").fill("Tôi gửi bản chụp sổ đỏ.")
    page.set_input_files("input[type=file]", PAPER)
    someone.presses("Gửi bổ sung").sees("Mặt trận đã nhận phần bổ sung của ông, bà")
    picture(page, "sent")
    assert "So do.pdf" in [paper.title for paper in Document.objects.filter(case=case)]


def test_and_without_javascript(case, browser, live_server):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    page.goto(live_server.url + "/theo-doi/")
    page.get_by_label("Mã tra cứu").fill(petition_of(case).tracking_code)
    page.get_by_role("button", name="Xem đơn").click()
    page.get_by_label("Ông, bà bổ sung điều gì").fill("Tôi gửi bản chụp sổ đỏ.")
    page.set_input_files("input[type=file]", PAPER)
    page.get_by_role("button", name="Gửi bổ sung").click()
    assert page.get_by_text("Mặt trận đã nhận phần bổ sung của ông, bà").is_visible()
    assert fresh(case).supplement.times == 1
