"""The code from the telephone: switched on, asked for, replaced by a recovery code, switched off."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import code_of, confirm, kinds_of, sign_in, switch_on_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def protected(client, handler):
    """A person with the second step on, whose telephone shows another code by now."""
    sign_in(client, handler)
    secret, codes = switch_on_second_step(client)
    client.post(reverse("account_logout"))
    with time_machine.travel(time.time() + 120, tick=False):
        yield handler, secret, codes


# The library tells of it after the commit.
@pytest.mark.django_db(transaction=True)
def test_the_second_step_is_switched_on_with_a_code_and_gives_ten_recovery_codes(client, handler):
    sign_in(client, handler)
    _secret, codes = switch_on_second_step(client)
    assert len(codes) == 10
    assert "Đang bật xác thực bằng ứng dụng" in client.get(reverse("mfa_index")).content.decode()
    kinds = kinds_of(handler)
    assert kinds.count("person.second_step_on") == 1
    assert kinds.count("person.recovery_codes_made") == 1
    assert "Đã bật ứng dụng xác thực" in mail.outbox[0].body


def test_a_wrong_code_switches_nothing_on(client, handler):
    sign_in(client, handler)
    confirm(client)
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Mã không đúng" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_readable_in_the_database(client, handler):
    sign_in(client, handler)
    secret, codes = switch_on_second_step(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_a_password_alone_does_not_open_the_desk_any_more(client, protected):
    person, secret, _codes = protected
    assert sign_in(client, person).url == reverse("mfa_authenticate")
    assert client.get(reverse("desk:inbox")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == reverse("desk:home")
    assert client.get(reverse("desk:inbox")).status_code == 200


def test_a_wrong_code_is_refused_and_recorded(client, protected):
    person, _secret, _codes = protected
    sign_in(client, person)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã không đúng" in page.content.decode()
    assert kinds_of(person)[-1] == "person.sign_in_failed"
    assert client.get(reverse("desk:inbox")).status_code == 302


def test_the_same_code_is_not_taken_twice(client, protected):
    person, secret, _codes = protected
    code = code_of(secret)
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    sign_in(other, person)
    assert "Mã không đúng" in other.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_a_recovery_code_opens_once(client, protected):
    person, _secret, codes = protected
    sign_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == reverse("desk:home")
    other = Client()
    sign_in(other, person)
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200
    assert other.post(reverse("mfa_authenticate"), {"code": codes[1]}).status_code == 302


def test_switching_on_or_off_asks_once_more_who_it_is(client, protected):
    person, secret, _codes = protected
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    asked = client.post(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(user=person).exists()
    assert "Xác nhận quyền truy cập" in client.get(asked.url).content.decode()
    confirm(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=person, type="totp").exists()
    assert kinds_of(person)[-1] == "person.second_step_off"


def test_every_page_of_the_second_step_shows(client, handler):
    sign_in(client, handler)
    switch_on_second_step(client)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert 'lang="vi"' in page.content.decode()
    codes = client.get(reverse("mfa_download_recovery_codes"))
    assert codes.headers["Content-Type"].startswith("text/plain")
