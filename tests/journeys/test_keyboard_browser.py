"""The main act of each other desk with the hands on the keyboard, from signing in to the sentence that it is done."""

import pytest
from django.utils import timezone

from cases.models import AgendaItem, Case
from cases.vocabulary import Move, Status
from organizations.models import User
from organizations.vocabulary import Role
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_holding_browser import a_late_case
from tests.moves import TRIES
from tests.stories import a_petition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHERE = """() => { const one = document.activeElement;
    return one.ariaLabel || [...(one.labels || [])].map(label => label.textContent).join(" ") || one.textContent; }"""
FURTHEST = 90
"""Presses of Tab after which a reader has given up."""


class Hands:
    """Somebody without a mouse: knows where the focus is, and that it can be seen."""

    def __init__(self, visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def sign_in(self, person: User) -> "Hands":
        self.visitor.goes("/dang-nhap/")
        self.to("Tên đăng nhập").types(person.username).presses("Tab")
        self.types(PASSWORD).presses("Enter")
        self.page.wait_for_url(lambda address: "/dang-nhap/" not in address)
        return self

    def jumps(self, words: str) -> "Hands":
        """Ctrl+K, the name of the page, Enter."""
        before = self.page.url
        self.presses("Control+k")
        self.page.locator("#di-den [role=option]").first.wait_for()
        self.types(words)
        self.page.locator("#di-den [aria-selected=true]", has_text=words).wait_for()
        self.presses("Enter")
        self.page.wait_for_url(lambda address: address != before)
        self.visitor.looks()
        return self

    def to(self, words: str) -> "Hands":
        """Press Tab until what has the focus says these words."""
        for _ in range(FURTHEST):
            if self.at.startswith(words):
                ring = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert ring != "none", f"nobody sees that {words!r} has the focus"
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{words!r} is not reached by Tab on {self.page.url}")

    @property
    def at(self) -> str:
        return " ".join(self.page.evaluate(WHERE).split())

    def types(self, words: str) -> "Hands":
        self.page.keyboard.type(words)
        return self

    def chooses(self, words: str) -> "Hands":
        """Walk a list with the arrow until these words stand in it."""
        for _ in range(FURTHEST):
            if words in self.page.evaluate("document.activeElement.selectedOptions[0].textContent"):
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{words!r} is not in the list")

    def presses(self, key: str) -> "Hands":
        self.page.keyboard.press(key)
        return self

    def sends(self, words: str) -> "Hands":
        """Come to a button or link and press it; the page that follows is looked at."""
        self.to(words).presses("Enter")
        self.page.wait_for_load_state()
        self.visitor.looks()
        return self


def test_a_leader_instructs_without_a_mouse(office, visitor):
    case = a_petition(office)
    hands = Hands(visitor()).sign_in(office.person(Role.LEADER)).jumps("Bàn lãnh đạo")
    hands.sends(f"Bút phê, {case.number}")
    hands.to("Giao cho").chooses(office.person(Role.HANDLER).full_name)
    hands.sends("Bút phê")
    assert Case.objects.get().handler == office.person(Role.HANDLER)
    hands.visitor.sees("Đã có bút phê")


def test_the_records_officer_numbers_a_signed_letter_without_a_mouse(office, visitor):
    arrange, _do = TRIES[Move.ISSUE_LETTER]
    case = arrange(office)
    hands = Hands(visitor()).sign_in(office.person(Role.RECORDS_OFFICER)).jumps("Bàn văn thư")
    hands.sends(f"{Move.ISSUE_LETTER.label}, {case.number}").sends(str(Move.ISSUE_LETTER.label))
    assert Case.objects.get().letter.number == "01/MTTQ-BTT"


def test_a_supervisor_puts_a_late_case_on_the_briefing_without_a_mouse(office, visitor):
    case = a_late_case(office, timezone.localdate())
    hands = Hands(visitor()).sign_in(office.person(Role.SUPERVISOR)).jumps("Ai đang chậm")
    hands.to(f"Việc khác với vụ {case.number}").presses("Enter").sends("Giao ban kỳ tới")
    assert AgendaItem.objects.get().case == case
    hands.visitor.sees(f"Vụ việc {case.number}: Giao ban kỳ tới.")


def test_an_administrator_opens_an_account_without_a_mouse(office, visitor):
    hands = Hands(visitor()).sign_in(office.person(Role.ADMINISTRATOR))
    hands.sends("Người dùng và vai trò").sends("Mở tài khoản")
    hands.to("Họ và tên").types("Đỗ Thị Mây").to("Tên đăng nhập").types("may.dt")
    hands.to("Vai trò").chooses("Cán bộ xử lý đơn").sends("Mở tài khoản")
    hands.visitor.sees("Chưa đặt mật khẩu")
    assert User.objects.get(username="may.dt").full_name == "Đỗ Thị Mây"


def test_a_letter_over_a_slow_line_comes_in_once_and_whole(office, visitor):
    desk = visitor(office.person(Role.RECEPTIONIST), width=360)
    page = desk.page
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.goto(desk.address + "/tiep-nhan/", wait_until="domcontentloaded")
    page.get_by_label("Kiến nghị").check()
    page.get_by_label("Họ và tên người nộp đơn").fill("Lò Thị Mai")
    page.get_by_label("Trích yếu").fill("Cầu treo đứt cáp")
    page.locator("#id_text").fill("Cầu treo đứt một bên cáp, học sinh phải đi vòng.")
    page.locator("#id_field_typed").fill("giao")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    # Half an hour later, on another computer: what was typed is there.
    page.goto(desk.address + "/tiep-nhan/")
    page.get_by_text("1 bản nháp của bạn").click()
    page.get_by_role("link", name="Cầu treo đứt cáp").click()
    page.wait_for_load_state()
    assert page.locator("#id_text").input_value().startswith("Cầu treo đứt một bên cáp")
    # Nothing seems to happen, and she presses again, and again.
    for _ in range(3):
        page.keyboard.press("Control+Enter")
    page.get_by_text("Mã tra cứu").first.wait_for()
    assert Case.objects.get(status=Status.REGISTERED).summary == "Cầu treo đứt cáp"
    desk.looks()
