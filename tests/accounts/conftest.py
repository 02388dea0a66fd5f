"""People who can sign in, a browser without memory of earlier tests, and a telephone that shows codes."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from audit.models import Event
from organizations.models import User
from tests.stories import Office

PASSWORD = "cau-treo-qua-song-7"


@pytest.fixture
def handler(office: Office) -> User:
    return with_password(office.person("handler"))


def with_password(person: User) -> User:
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sign_in(client: Client, person: User | str, password: str = PASSWORD, **more: str):
    name = person if isinstance(person, str) else person.username
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


def confirm(client: Client) -> None:
    """Prove once more who one is, as every change of the second step asks."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_of(secret: str) -> str:
    """Return what a telephone shows now for the secret it was given."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def switch_on_second_step(client: Client) -> tuple[str, list[str]]:
    """Do what a person does: read the secret off the page, enter the code, keep the recovery codes."""
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page.content.decode()).group(1)
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    page = client.get(reverse("mfa_view_recovery_codes"))
    return secret, re.findall(r"\b\d{8}\b", page.content.decode())


def kinds_of(person: User) -> list[str]:
    events = Event.objects.filter(subject_type="organizations.user", subject_id=person.pk, kind__startswith="person.")
    return list(events.order_by("sequence").values_list("kind", flat=True))
