"""At the counter with a telephone in the hand: the QR code on the screen, the picture taken, the form it comes into."""

import pytest

from cases.models import Case
from desk.personal import phones
from organizations.vocabulary import Role
from tests.files.samples import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lent(monkeypatch):
    """The secrets that were lent: on the screen they are a picture."""
    known, really = [], phones.lend

    def note(*args, **said):
        found = really(*args, **said)
        known.append(found.secret)
        return found

    monkeypatch.setattr(phones, "lend", note)
    return known


def test_papers_come_from_a_small_telephone_into_the_form_without_losing_a_word(
    browser, live_server, visitor, office, lent, tmp_path
):
    scan = tmp_path / "trang-1.jpg"
    scan.write_bytes(picture("JPEG", (300, 200)))
    clerk = visitor(office.person(Role.RECEPTIONIST)).goes("/tiep-nhan/")
    desk = clerk.page
    desk.fill("[name=name]", "Hồ Thị Giáng")
    desk.fill("[name=phone]", "0912345678")
    desk.click("#dien-thoai button[value=lend]")
    desk.wait_for_selector("#dien-thoai img.qr")
    clerk.looks()
    visitor(width=360).goes(f"/chup/{lent[0]}/").sees("Gửi ảnh vào đơn")
    telephone = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="vi-VN"
    ).new_page()
    telephone.goto(f"{live_server.url}/chup/{lent[0]}/")
    field = telephone.locator("input[type=file]")
    assert (field.get_attribute("accept"), field.get_attribute("capture")) == ("image/*", "environment")
    box = telephone.locator("main button[type=submit]").bounding_box()
    assert box["height"] >= 44, "large enough for a thumb"
    assert box["x"] + box["width"] <= 360
    field.set_input_files(str(scan))
    telephone.click("main button[type=submit]")
    telephone.wait_for_selector("[role=status]")
    desk.click("#dien-thoai button[value=look]")
    desk.wait_for_selector("#dien-thoai li")
    clerk.looks()
    assert "trang-1.jpg" in desk.inner_text("#dien-thoai")
    assert (desk.input_value("[name=name]"), desk.input_value("[name=phone]")) == ("Hồ Thị Giáng", "0912345678")
    assert not Case.objects.exists()
