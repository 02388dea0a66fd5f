"""The shell at a browser: jumping by keys, the bell's panel, the ? of a page, and all of it without a script."""

import re

import pytest

from cases.vocabulary import Move, Status
from tests.journeys.conftest import PASSWORD
from tests.notifications.hearing import deliver_all
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_ctrl_k_jumps_to_a_case_then_to_what_can_be_done_there(office, visitor):
    case = a_case(office, at=Status.INSTRUCTED)
    deliver_all()
    handler = visitor(office.person("handler"))
    page = handler.page
    page.keyboard.press("Control+k")
    page.locator("#di-den [role=option]").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "di"
    handler.looks()
    page.keyboard.type(str(int(case.number.split("-")[1])))
    page.locator("#di-den").get_by_role("option", name=re.compile(case.number)).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/vu-viec/{case.pk}/")
    # From a field as well, with the arrows, and without a mouse.
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    page.locator("#di-den [role=option]").first.wait_for()
    page.keyboard.type("nhận")
    wanted = page.locator("#di-den").get_by_role("option", name=str(Move.TAKE_UP.label))
    wanted.wait_for()
    for _ in range(20):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    assert page.locator("#di").get_attribute("aria-activedescendant") == wanted.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/vu-viec/{case.pk}/take_up/")

    page.click("#chuong")
    page.get_by_role("heading", name="Thông báo mới nhất").wait_for()
    handler.looks()
    page.get_by_role("button", name="Đánh dấu đã đọc hết").click()
    page.locator("#chuong:not(:has(.num))").wait_for()
    page.keyboard.press("Escape")
    page.locator("summary[aria-label='Trợ giúp về trang này']").click()
    handler.sees("Một việc sắp làm với vụ việc")
    handler.looks()
    page.get_by_role("button", name="Xem các phím").click()
    handler.sees("Đi nhanh: số đơn")


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_the_shell_hold_at_every_width_and_in_the_dark(office, visitor, width):
    case = a_case(office, at=Status.FORWARDED)
    paths = {
        "administrator": ["/quan-tri/", "/quan-tri/tinh-trang/", "/huong-dan/buoc-dau/"],
        "leader": ["/tim/?q=duong", "/tim/?q=khong-co-gi", "/huong-dan/", "/huong-dan/bat-dau/", "/lanh-dao/"],
    }
    for role, addresses in paths.items():
        someone = visitor(office.person(role), width=width)
        for address in addresses:
            someone.goes(address)
        someone.page.context.add_cookies([{"name": "theme", "value": "dark", "url": someone.address}])
        someone.goes(addresses[0]).goes(addresses[1])
    someone.goes(f"/tim/?q={case.number}")
    assert someone.page.url.endswith(f"/vu-viec/{case.pk}/")


def test_without_a_script_search_help_and_messages_are_pages(office, browser, live_server):
    case = a_case(office, at=Status.INSTRUCTED)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/dang-nhap/")
    page.fill("#id_login", office.person("handler").username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("#tim", case.summary)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=case.number).click()
    page.wait_for_url(f"**/vu-viec/{case.pk}/")
    page.locator("summary[aria-label='Trợ giúp về trang này']").click()
    page.get_by_role("link", name="Đọc hướng dẫn phần này").click()
    page.wait_for_url("**/huong-dan/bat-dau/#trang-mot-vu-viec")
    page.click("#chuong")
    page.wait_for_url("**/thong-bao/")
