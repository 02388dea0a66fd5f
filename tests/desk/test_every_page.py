"""Every page and state of the desk: it is there, it is clean HTML, it is light, and it asks the database little."""

import gzip
from collections import Counter

import pytest
from django.urls import reverse

from organizations.vocabulary import Role
from tests.desk.test_pages import MOST_QUERIES
from tests.pages.crawl import Page, walk
from tests.pages.html import faults
from tests.pages.office import pages_of_moves

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WARM = 20 * 1024
# Opening and closing a transaction asks for nothing.
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def wrong_with(page: Page, *, closely: bool) -> list[str]:
    if page.answer.status_code not in {200, 204}:
        return [f"answers {page.answer.status_code} to a link on {page.linked_from}"]
    said = []
    asked = [one for one in page.statements if not one.startswith(TRANSACTION)]
    if len(asked) > MOST_QUERIES:
        said.append(f"asks the database {len(asked)} times")
    if page.is_whole and closely:
        said += faults(page.answer.content.decode())
        packed = len(gzip.compress(page.answer.content, 6))
        if packed > WARM:
            said.append(f"weighs {packed} bytes as it travels")
    return said


@pytest.mark.once
def test_every_page_that_a_link_leads_to_is_there_clean_and_light(client, office, today):
    waiting = pages_of_moves(office)
    wrong: dict[str, list[str]] = {}
    seen: dict[str, set[str]] = {}
    # The same page of a third person is the same page; whether it is there at all is asked for everybody.
    read: Counter[str] = Counter()
    for role in Role:
        if (office.province.pk, role.value) in office.people or (office.agency.pk, role.value) in office.people:
            unit = office.province if (office.province.pk, role.value) in office.people else office.agency
            waiting.setdefault(office.person(role, unit), [])
    for person, addresses in waiting.items():
        client.force_login(person)
        known: set[str] = seen.setdefault(person.username, set())
        for page in walk(client, [reverse("desk:inbox"), *addresses], seen=known):
            read[page.kind] += 1
            if said := wrong_with(page, closely=read[page.kind] <= 2):
                wrong[f"{person.username} {page.kind} {page.address}"] = said
    assert not wrong, "\n".join(f"{place}: {'; '.join(said[:4])}" for place, said in wrong.items())
