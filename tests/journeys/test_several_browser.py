"""At the counter with a letter of two matters that lies on the scanner: everything on the one page, wide and narrow."""

import os
import time

import pytest

from cases.models import Case
from organizations.vocabulary import Role
from tests.files.samples import PDF

WIDTHS = [1280, 360]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", WIDTHS)
def test_two_matters_and_a_scan_are_written_down_on_one_page(office, visitor, width, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("files.scans.QUIET", 0)
    settings.SCANS_DIR = tmp_path
    folder = tmp_path / str(office.province.pk)
    folder.mkdir()
    clerk = visitor(office.person(Role.RECEPTIONIST), width=width).goes("/tiep-nhan/")
    page = clerk.page
    page.check("[name=kind][value=proposal]")
    page.fill("#id_name", "Hồ Thị Giáng")
    page.fill("#id_summary", "Đường liên thôn hỏng nặng")
    page.fill("#id_text", "Đường liên thôn hỏng nặng; bãi rác đầu thôn không ai dọn.")
    page.locator("#id_field").evaluate(f"field => {{ field.value = '{office.field.pk}' }}")
    page.get_by_text("Đơn có nhiều nội dung").click()
    assert not page.locator("#id_matter_summary_2").is_visible()
    page.fill("#id_matter_summary_1", "Bãi rác đầu thôn")
    assert page.locator("#id_matter_summary_2").is_visible(), "the next row shows itself"
    page.select_option("#id_matter_kind_1", "feedback")
    assert "hỏi và đồng ý" in page.input_value("#id_split_because")
    page.get_by_text("Nhận qua đường khác").click()
    page.select_option("#id_intake", "post")
    assert "Đơn viết có nhiều nội dung" in page.input_value("#id_split_because")
    scan = folder / "Đơn bà Giáng.pdf"
    scan.write_bytes(PDF)
    os.utime(scan, (time.time() - 60,) * 2)
    page.click("#id_scans button")
    page.get_by_label("Đơn bà Giáng.pdf").check()
    clerk.looks()
    # Half a matter is said at its row, which is open, and the tick is still there.
    page.keyboard.press("Control+Enter")
    page.locator("#problems").wait_for()
    clerk.looks()
    assert page.locator("#id_matter_field_1").get_attribute("aria-invalid") == "true"
    assert page.get_by_label("Đơn bà Giáng.pdf").is_checked()
    page.select_option("#id_matter_field_1", office.field.pk)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/bien-nhan/")
    clerk.looks()
    first, waste = Case.objects.order_by("pk")
    clerk.sees(waste.number)
    assert [one.title for one in first.documents.all()] == ["Đơn bà Giáng.pdf"]
    assert not scan.exists()
