"""What a page costs on the line: on the first visit, and on the next (desk.md: 150 KiB without fonts, then 20)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.vocabulary import Status
from config.static import collect
from organizations.vocabulary import Role
from tests.stories import a_case

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COLD, WARM, REQUESTS = 150 * 1024, 20 * 1024, 10
ASKED_FOR = re.compile(r'(?:href|src)="(/static/[^"#]+)')


@pytest.fixture
def packed(settings, tmp_path):
    """The files as `prepare` lays them for an office, handed out by the same middleware."""
    collect(tmp_path)
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    return Client(headers={"accept-encoding": "gzip"})


def fetched(client: Client, address: str) -> int:
    """Return how many bytes travel; a file is named after its content and asked for once in a browser's life."""
    answer = client.get(address)
    body = answer.getvalue()
    assert answer.status_code == 200, address
    if address.startswith("/static/"):
        assert "immutable" in answer.headers["Cache-Control"], address
    assert answer.headers.get("Content-Encoding") == "gzip" or address.endswith(".woff2"), address
    return len(body)


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (None, "account_login"),
        (Role.RECEPTIONIST, "desk:inbox"),
        (Role.RECEPTIONIST, "desk:intake"),
        (Role.LEADER, "desk:register"),
        (Role.LEADER, "desk:case"),
        (Role.SUPERVISOR, "desk:supervision"),
        (Role.AGENCY_OFFICER, "desk:agency"),
        (None, "portal:follow"),
    ],
)
def test_a_page_is_light_on_the_first_visit_and_lighter_on_the_next(packed, office, today, role, name):
    case = a_case(office, at=Status.SUPERVISED)
    for _ in range(4):
        a_case(office, at=Status.FORWARDED)
    if role is not None:
        packed.force_login(office.person(role))
    address = reverse(name, args=[case.pk] if name == "desk:case" else [])
    page = packed.get(address, headers={"accept-encoding": "identity"}).content.decode()
    beside = set(ASKED_FOR.findall(page))
    warm = fetched(packed, address)
    cold = warm + sum(fetched(packed, one) for one in beside)
    assert beside
    assert 1 + len(beside) <= REQUESTS, sorted(beside)
    assert warm <= WARM, warm
    assert cold <= COLD, cold
