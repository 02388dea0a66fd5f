"""An auditor in a browser: searches, opens a case, unfolds an act, exports, and finds their own reading."""

import os
from pathlib import Path

import pytest

from cases.vocabulary import Status
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def in_the_table(someone, sentence: str) -> None:
    """Not in the filter's list of kinds, which says the same sentences."""
    assert someone.page.locator("main tbody").get_by_text(sentence).first.is_visible(), sentence


@pytest.mark.parametrize("width", [1280, 360])
def test_an_auditor_searches_looks_exports_and_finds_it_written_down(office, visitor, width):
    case = a_case(office, at=Status.FORWARDED)
    auditor = visitor(office.person("auditor"), width=width)
    auditor.goes(f"/kiem-tra/?number={case.number}&first=2026-01-01")
    in_the_table(auditor, "Lãnh đạo bút phê")
    picture(auditor, "audit-search", width)
    auditor.goes(f"/vu-viec/{case.pk}/")
    unfold = auditor.page.get_by_role("link", name="Đã đổi gì: Lãnh đạo bút phê")
    unfold.click()
    auditor.page.get_by_role("region", name="Vụ việc").first.wait_for()
    auditor.sees(office.person("handler").full_name)
    picture(auditor, "audit-changes", width)
    auditor.goes(f"/kiem-tra/?number={case.number}&first=2026-01-01")
    with auditor.page.expect_download() as table:
        auditor.page.get_by_role("button", name="Lấy ra bảng tính").click()
    assert table.value.suggested_filename.endswith(".xlsx")
    auditor.goes("/kiem-tra/").presses("Việc đọc của tôi")
    for sentence in ("Đọc trang vụ việc", "Tìm trong sổ sự kiện", "Lấy kết quả tìm trong sổ sự kiện ra thành bảng"):
        in_the_table(auditor, sentence)
    picture(auditor, "audit-own", width)
    auditor.goes("/kiem-tra/bat-thuong/").sees("không phải quy định của luật")
    auditor.goes(f"/kiem-tra/vu-viec/{case.pk}/")
    in_the_table(auditor, "Đọc trang vụ việc")
