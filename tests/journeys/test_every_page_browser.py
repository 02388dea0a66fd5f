"""Every page of the desk in Chromium: nothing that axe objects to, nothing cut off, covered or wider than the window.

The everyday run sees each page once, whoever comes to it first. The long run sees every page of every role in light and
each page in the dark, with axe on the telephone as well.
"""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from organizations.models import User
from organizations.vocabulary import Role
from tests.pages.crawl import NEVER, kind_of
from tests.pages.office import pages_of_moves
from tests.pages.seen import DESK, PHONE, Eyes

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
LEADS_TO = re.compile(r'href="([^"#]+)')
# What hands over a file is no page.
FILES = NEVER | {"desk:document", "desk:export-fetch"}


@pytest.fixture
def people(office) -> dict[User, list[str]]:
    """Each role's person, with the pages of the moves that wait for them."""
    found = pages_of_moves(office)
    for role in Role:
        for unit in (office.province, office.agency):
            if (unit.pk, role.value) in office.people:
                found.setdefault(office.person(role, unit), [])
    return found


@pytest.fixture
def eyes_of(browser, live_server):
    """Open a window in which somebody is signed in already."""

    def open_window(person: User, *, theme: str = "light") -> Eyes:
        client = Client()
        client.force_login(person)
        context = browser.new_context(locale="vi-VN")
        known = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value, "theme": theme}
        context.add_cookies([{"name": name, "value": said, "url": live_server.url} for name, said in known.items()])
        return Eyes(context.new_page(), live_server.url)

    return open_window


def test_every_page_is_seen_once_and_nothing_is_wrong_with_it(people, eyes_of):
    wrong: dict[str, list[str]] = {}
    seen: set[str] = set()
    for person, starts in people.items():
        eyes = eyes_of(person)
        for kind in walked(eyes, [reverse("desk:home"), *starts], seen=seen):
            if said := list(eyes.faults()):
                wrong[f"{person.username} {kind} {eyes.page.url}"] = said
        eyes.page.context.close()
    assert len(seen) > 150, "the walk has lost its way"
    assert not wrong, told(wrong)


@pytest.mark.deep
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_every_role_and_every_page_in_the_dark(people, eyes_of, theme):
    wrong: dict[str, list[str]] = {}
    seen: set[str] = set()
    for person, starts in people.items():
        eyes = eyes_of(person, theme=theme)
        # What a role sees differs in what stands on a page; the colours are the same for everybody.
        known = seen if theme == "dark" else set()
        for kind in walked(eyes, [reverse("desk:home"), *starts], seen=known):
            if said := list(eyes.faults(axe_at=(DESK, PHONE))):
                wrong[f"{person.username} {kind} {eyes.page.url}"] = said
        eyes.page.context.close()
    assert not wrong, told(wrong)


def walked(eyes: Eyes, starts: list[str], *, seen: set[str]) -> Iterator[str]:
    """Open one page of each kind that links lead to; yield its kind while it is open."""
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or kind in seen or kind.split(" ")[0] in FILES or is_file(address):
            continue
        seen.add(kind)
        answer = eyes.opens(address)
        assert answer.status == 200, (kind, address, answer.status)
        waiting.extend(urljoin(eyes.page.url, unescape(link)) for link in LEADS_TO.findall(eyes.page.content()))
        waiting = deque(within(eyes.address, waiting))
        yield kind


def within(house: str, addresses: Iterator[str]) -> Iterator[str]:
    """What leads out of the house is left out; the rest is written without its host."""
    for address in addresses:
        if address.startswith(house):
            yield address.removeprefix(house)
        elif not urlsplit(address).scheme:
            yield address


def is_file(address: str) -> bool:
    return "." in urlsplit(address).path.rsplit("/", 1)[-1]


def told(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{place}\n   " + "\n   ".join(said[:5]) for place, said in wrong.items())
