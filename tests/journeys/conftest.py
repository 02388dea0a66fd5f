"""A real browser against a real server: what a person sees, and nothing that calls outside."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlparse

import pytest

from tests.factories import an_office
from tests.stories import Office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PASSWORD = "mật-khẩu-thử-9"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's loop runs in the test's own thread; Django's guard would take every query for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed: apt-get install chromium, or leave out with -m 'not browser'")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def office(request) -> Office:
    """A story is told in one transaction; a browser's server has connections of its own, and people sign in to it."""
    if request.node.get_closest_marker("browser") is None:
        request.getfixturevalue("db")
        return an_office()
    request.getfixturevalue("transactional_db")
    office = an_office()
    for person in office.people.values():
        person.set_password(PASSWORD)
        person.save()
    return office


class Visitor:
    """Somebody at a browser; every page they come to is checked."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address = page, address
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_complaint)

    def signs_in(self, person) -> "Visitor":
        self.goes("/dang-nhap/")
        self.page.fill("#id_login", person.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda address: "/dang-nhap/" not in address)
        return self

    def goes(self, path: str) -> "Visitor":
        self.page.goto(self.address + path)
        self.looks()
        return self

    def presses(self, name: str) -> "Visitor":
        """Press the button or link with this name on the page's main part."""
        main = self.page.locator("main")
        target = main.get_by_role("button", name=name, exact=True).or_(main.get_by_role("link", name=name, exact=True))
        target.first.click()
        self.page.wait_for_load_state()
        self.looks()
        return self

    def sees(self, words: str) -> "Visitor":
        assert self.page.get_by_text(words).filter(visible=True).count(), f"{words!r} is not on {self.page.url}"
        return self

    def looks(self) -> None:
        """No violation that axe can find, no sideways scrolling, no request to another host, no complaint."""
        # The intake page sends itself: until the answer is there, this is still the page before.
        self.page.locator("form#don[data-sent]").wait_for(state="detached")
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(AXE)
        # From its top: what is scrolled half under the bar that stays is no target that is too small.
        self.page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
        found = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        )
        broken = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]
        assert not broken, f"{self.page.url}: {broken}"
        width = self.page.viewport_size["width"]
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{self.page.url} scrolls sideways"
        assert not self.outside, self.outside
        assert not self.complaints, self.complaints

    def _note_request(self, request) -> None:
        if urlparse(request.url).netloc not in {urlparse(self.address).netloc, ""}:
            self.outside.append(request.url)

    def _note_complaint(self, message) -> None:
        if "Content Security Policy" in message.text or (message.type == "error" and "status of 4" not in message.text):
            self.complaints.append(message.text)


@pytest.fixture
def visitor(live_server, context):
    """Open a fresh browser window for each person."""

    def open_window(person=None, *, width: int = 1280) -> Visitor:
        page = context.browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN").new_page()
        someone = Visitor(page, live_server.url)
        return someone.signs_in(person) if person is not None else someone

    return open_window
