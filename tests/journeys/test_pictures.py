"""The pictures in docs/screens: the main pages of the demo office on one fixed day, at a desk and on a phone.

`./run test screens` takes them. Every other run walks the same way through a smaller office, so that the way is there
when it is wanted; that every picture a text shows is in the folder is asked in `tests/architecture`.
"""

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as configured
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from audit import checkpoints, heartbeat
from cases.models import Case
from cases.vocabulary import Status
from config.demo.people import PASSWORD
from organizations.models import Membership
from organizations.vocabulary import Role
from workflows.models import Assignment
from workflows.steps import Step

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
TAKING = bool(os.environ.get("TAKE_SCREENS"))
MORNING = "2026-11-20 09:00:00+07:00"
CASES = 300 if TAKING else 40
SCREENS = Path(configured.BASE_DIR) / "docs" / "screens"
AGENCY = "an agency that owes an answer"
# Flat surfaces and one typeface: a palette holds every colour that matters, at a third of the weight.
COLOURS = 256
# Debian's Chromium speaks English only: in an office a day stands in its field as the Vietnamese write it.
DAYS_AS_HERE = """for (const day of document.querySelectorAll("input[type=date]")) {
    const written = day.value.split("-").reverse().join("/"); day.type = "text"; day.value = written; }"""


@dataclass(frozen=True)
class Picture:
    who: str
    address: str
    height: int = 800
    width: int = 1280
    theme: str = "light"
    press: str = ""
    """A link on that page, behind which the picture is."""


PICTURES = {
    "inbox": Picture("xuly", "/viec/"),
    "inbox-dark": Picture("xuly", "/viec/", theme="dark"),
    "inbox-360": Picture("xuly", "/viec/", width=360),
    "intake": Picture("tiepdan", "/tiep-nhan/", height=1120),
    "intake-360": Picture("tiepdan", "/tiep-nhan/", width=360),
    "receipt": Picture("tiepdan", "receipt"),
    "reception": Picture("tiepdan", "/tiep-cong-dan/", height=640),
    "register": Picture("lanhdao", "/so-don/?tab=late", height=900),
    "case": Picture("xuly", "case", height=1400),
    "case-360": Picture("xuly", "case", width=360),
    "leader": Picture("lanhdao", "/lanh-dao/"),
    "records": Picture("vanthu", "/van-thu/"),
    "books": Picture("vanthu", "/so-sach/", height=900),
    "agency": Picture(AGENCY, "/co-quan/", height=640),
    "agency-360": Picture(AGENCY, "/co-quan/", width=360),
    "agency-answer": Picture(AGENCY, "/co-quan/?nhom=answer", height=1120, press="Trả lời"),
    "supervision": Picture("giamsat", "/giam-sat/"),
    "supervision-360": Picture("giamsat", "/giam-sat/", width=360),
    "agencies": Picture("giamsat", "/giam-sat/co-quan/"),
    "dashboard": Picture("giamsat", "/bao-cao/", height=1200),
    "health": Picture("quantri", "/quan-tri/tinh-trang/"),
    "administration": Picture("quantri", "/quan-tri/", height=900),
    "follow-360": Picture("", "/theo-doi/", width=360),
}


@pytest.fixture
def demo(transactional_db, settings, tmp_path, monkeypatch) -> Iterator[None]:
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    # Cookies live as long as the window: the browser's clock is not the office's.
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE, settings.CSRF_COOKIE_AGE = True, None
    # The page about the system names the machine it runs on.
    monkeypatch.setattr(platform, "node", lambda: "may-chu")
    with time_machine.travel(MORNING):
        call_command("load_areas", verbosity=0)
        call_command("demo", "--cases", str(CASES), "--today", MORNING[:10], stdout=StringIO())
        # An office on an ordinary morning: what runs behind the pages was there a moment ago.
        now = timezone.now()
        for part in (heartbeat.TIMETABLE, heartbeat.WORKER, heartbeat.BACKUP):
            heartbeat.beat(part, at=now, sent_at=now)
        checkpoints.make(at=now)
        yield


def test_each_picture_shows_its_page(demo, browser, live_server):
    windows: dict[str, object] = {}
    for name, picture in PICTURES.items():
        if picture.who not in windows:
            username = who_owes_most() if picture.who == AGENCY else picture.who
            windows[picture.who] = a_window(browser, live_server.url, username)
        page = windows[picture.who]
        page.context.add_cookies([{"name": "theme", "value": picture.theme, "url": live_server.url}])
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        answer = page.goto(live_server.url + address_of(picture))
        assert answer is not None and answer.status == 200, name
        if picture.press:
            page.locator("main").get_by_role("link", name=re.compile(rf"^{picture.press}, \d")).first.click()
            page.wait_for_url("**/vu-viec/**")
        assert page.locator("main h1").is_visible(), name
        if TAKING:
            page.wait_for_load_state("networkidle")
            page.evaluate(DAYS_AS_HERE)
            keep(page.screenshot(), name)


def a_window(browser, address: str, who: str):
    """Somebody has signed in, and knows their way."""
    page = browser.new_context(locale="vi-VN").new_page()
    if who:
        page.goto(address + "/dang-nhap/")
        page.fill("#id_login", who)
        page.fill("#id_password", PASSWORD)
        page.click("main button[type=submit]")
        page.get_by_role("button", name="Tôi đã biết").click()
        page.wait_for_load_state()
    return page


def address_of(picture: Picture) -> str:
    if picture.address in {"case", "receipt"}:
        return reverse(f"desk:{picture.address}", args=[a_case_worth_showing().pk])
    return picture.address


def a_case_worth_showing() -> Case:
    """One that was answered, with promises to follow."""
    supervised = Case.objects.filter(status=Status.SUPERVISED, sealed=False, unit__level="province")
    case = supervised.order_by("-handler__username", "pk").last()
    assert case is not None
    return case


def who_owes_most() -> str:
    """Return the officer of the agency with the most to answer: chance decides which agency that is."""
    owed = Assignment.objects.filter(step=Step.ANSWER, ended_at=None).values("unit")
    unit = owed.annotate(times=Count("pk")).order_by("-times", "unit").first()["unit"]
    return Membership.objects.get(role=Role.AGENCY_OFFICER, unit=unit).user.username


def keep(taken: bytes, name: str) -> None:
    with Image.open(BytesIO(taken)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(SCREENS / f"{name}.png", optimize=True)
