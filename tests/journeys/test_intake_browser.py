"""A simple letter by keyboard alone, measured; and a connection that drops while it is being sent."""

import time

import pytest

from cases.models import Case
from organizations.models import FormerCommune
from tests.factories import a_province
from tests.stories import a_petition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "038190012345||HỒ THỊ GIÁNG|05031968|Nữ|Thôn 4, Ea Rông, Krông Bình, Đắk Lắk|22112021"
SUMMARY = "Cầu qua suối ở thôn Đông hỏng nặng"
TEXT = "Cầu qua suối ở thôn Đông hỏng nặng từ tháng trước, học sinh phải lội qua khi nước lớn."
A_KEY = 0.25
"""Seconds for one key, of somebody who types with marks and does not hurry."""


class Hands:
    """A clerk at the keyboard: what is content, what is only for the form, how many pages are loaded."""

    def __init__(self, page) -> None:
        self.page, self.content, self.beyond, self.loads = page, 0, 0, 0
        page.on("load", lambda _page: setattr(self, "loads", self.loads + 1))

    def says(self, words: str) -> None:
        self.content += len(words)
        self.page.keyboard.type(words)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.beyond += 1
            self.page.keyboard.press(key)


@pytest.fixture
def communes(office):
    a_province()
    old = FormerCommune(number="24001", name="Xã Ea Rông", district="Huyện Krông Bình", province="Tỉnh Đắk Lắk")
    old.now_id, old.in_part = "98001", False
    old.fold()
    old.save()


def test_a_simple_letter_is_registered_by_keyboard_alone(office, communes, visitor, record_property):
    office.field.folded = "giao thong"
    office.field.save()
    before = a_petition(office, text=TEXT, summary=SUMMARY)
    desk = visitor(office.person("receptionist")).goes("/tiep-nhan/")
    page, hands, began = desk.page, Hands(desk.page), time.perf_counter()
    at = lambda: page.evaluate("document.activeElement.id")  # noqa: E731
    hands.presses("3")
    assert at() == "id_name"
    hands.presses("F2")
    page.keyboard.type(LINE)  # the scanner, not the clerk
    page.keyboard.press("Enter")
    page.get_by_text("Đã điền từ thẻ của Hồ Thị Giáng").wait_for()
    assert at() == "id_phone"
    assert page.input_value("#id_home_typed") == "Xã Hòa Bình, Tỉnh Nam Thành"
    hands.says("0912 777 666")
    hands.presses(*["Tab"] * 7)
    assert at() == "id_summary"
    hands.says(SUMMARY)
    hands.presses("Tab")
    hands.says(TEXT)
    hands.presses("Tab")
    hands.says("Sửa cầu.")
    hands.presses("Tab")
    assert at() == "id_field_typed"
    hands.says("giao")
    page.locator("#id_field-list").get_by_role("option", name="Giao thông").wait_for()
    hands.presses("Enter")
    assert page.locator("#id_field").evaluate("field => field.value") == office.field.pk
    hands.presses("Tab")
    hands.says("ea rong")
    page.get_by_text("Trước 01/7/2025: Xã Ea Rông").wait_for()
    desk.looks()
    hands.presses("Enter")
    page.get_by_text(before.number).wait_for()
    hands.presses("F7")
    page.get_by_text(f"có liên kết với {before.number}").wait_for()
    desk.looks()
    hands.presses("F6")
    page.get_by_text(f"Khi lưu: nhập vào vụ việc {before.number}").wait_for()
    page.wait_for_load_state("networkidle")  # the tests' database in memory lets no second writer wait
    hands.presses("Control+Enter")
    page.get_by_text("Mã tra cứu").first.wait_for()
    machine = time.perf_counter() - began
    assert "In giấy biên nhận" in page.evaluate("document.activeElement.textContent")
    case = Case.objects.latest("pk")
    party = case.opening_petition.parties.get()
    assert (party.name, party.birth_year, party.address) == (
        "Hồ Thị Giáng",
        1968,
        "Thôn 4, Xã Hòa Bình, Tỉnh Nam Thành",
    )
    assert (case.area_id, case.field, case.joinings.get().into) == ("98001", office.field, before)
    seconds = machine + A_KEY * (hands.content + hands.beyond)
    figures = f"{hands.beyond} keys beyond {hands.content} of content, {hands.loads} page loads, {seconds:.0f} s"
    record_property("a simple letter", figures)
    assert hands.beyond <= 22, figures
    assert hands.loads == 1
    assert seconds <= 90, figures
    desk.looks()


def test_a_form_sent_while_the_connection_drops_is_neither_lost_nor_doubled(office, visitor):
    desk = visitor(office.person("receptionist"), width=360).goes("/tiep-nhan/")
    page = desk.page
    page.get_by_label("Kiến nghị").check()
    page.fill("#id_name", "Lò Thị Mai")
    page.fill("#id_summary", SUMMARY)
    page.fill("#id_text", TEXT)
    page.fill("#id_field_typed", "giao")
    page.keyboard.press("Enter")
    desk.looks()
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    page.get_by_text("Mất kết nối khi đang lưu").wait_for()
    assert page.evaluate("document.activeElement.id") == "mat-mang"
    assert page.input_value("#id_text") == TEXT
    assert not Case.objects.exists()
    page.context.set_offline(False)

    # It arrives, and the answer is lost on its way back.
    def cut(route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/tiep-nhan/", cut)
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(200)
    page.get_by_text("Mất kết nối khi đang lưu").wait_for()
    assert Case.objects.count() == 1
    page.unroute("**/tiep-nhan/")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Mã tra cứu").first.wait_for()
    assert Case.objects.count() == 1
    desk.complaints.clear()  # the browser's own words about the connection
    desk.looks()
