"""A denunciation at the desk: entered on the sealed form, opened for a reason, read by others in black."""

import os

import pytest

from cases.models import Case
from tests import stories
from tests.stories import WHO_DENOUNCES, a_petition, op

pytestmark = pytest.mark.browser
NAME = str(WHO_DENOUNCES["name"])


def shot(someone, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        someone.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_denunciation_is_entered_opened_for_a_reason_and_read_by_others_in_black(office, visitor, width):
    a_petition(office, parties=[op.NewParty(**WHO_DENOUNCES)])
    receptionist = visitor(office.person("receptionist"), width=width)
    page = receptionist.goes("/tiep-nhan/").page
    page.get_by_role("radio", name="Tố cáo", exact=True).check()
    page.fill("#id_name", NAME)
    page.fill("#id_identity_number", str(WHO_DENOUNCES["identity_number"]))
    page.fill("#id_address", str(WHO_DENOUNCES["address"]))
    page.keyboard.press("Tab")
    page.get_by_text("không tra đơn trước").first.wait_for()
    page.fill("#id_summary", "Tố cáo kê khống phiếu chi")
    page.fill("#id_text", f"Tôi là {NAME}. Ông chủ nhiệm kê khống phiếu chi.")
    page.locator("#id_field_typed").fill("giao")
    page.keyboard.press("Enter")
    shot(receptionist, f"intake-{width}")
    receptionist.looks()  # the tests' database in memory lets no second writer wait
    page.locator("main form button[type=submit].btn-primary").first.click()
    receptionist.looks()
    assert NAME not in page.content()
    assert NAME not in page.url
    case = Case.objects.get(sealed=True)
    stories.instructed(office, case)

    handler = visitor(office.person("handler"), width=width)
    handler.goes(f"/vu-viec/{case.pk}/").sees("Niêm phong")
    assert NAME not in handler.page.content()
    shot(handler, f"closed-{width}")
    handler.goes(f"/vu-viec/{case.pk}/reveal/")
    handler.page.fill("#id_because", "Đọc để xử lý theo bút phê của lãnh đạo")
    handler.presses("Mở niêm phong").sees("kê khống phiếu chi")
    shot(handler, f"opened-{width}")
    handler.goes(f"/vu-viec/{case.pk}/redact/")
    assert f"[[{NAME}]]" in handler.page.input_value("#id_text")
    shot(handler, f"redact-{width}")
    handler.presses("Làm bản che thông tin").sees("Bản sao đã che thông tin")

    supervisor = visitor(office.person("supervisor"), width=width)
    supervisor.goes(f"/vu-viec/{case.pk}/").sees("Bản sao đã che thông tin")
    assert NAME not in supervisor.page.content()
