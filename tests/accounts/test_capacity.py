"""For which unit one works: asked where there is a choice, changed at any time, recorded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from organizations.models import Membership
from organizations.operations import appoint, deputise
from tests.accounts.conftest import kinds_of, sign_in, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(office):
    """A handler of the province who handles for the commune as well."""
    person = with_password(office.person("handler"))
    appoint(person, unit=office.commune, role="handler", from_on=timezone.localdate(), by=office.actor("administrator"))
    return person


def test_who_works_for_one_unit_is_not_asked(client, handler):
    assert sign_in(client, handler).url == reverse("desk:home")


def test_who_works_for_two_chooses_after_signing_in_and_goes_on_to_what_was_asked_for(client, office, both):
    answer = sign_in(client, both, next=reverse("desk:register"))
    assert answer.url.startswith(reverse("desk:capacity"))
    page = client.get(answer.url).content.decode()
    assert office.province.name in page
    assert office.commune.name in page
    chosen = client.post(answer.url, {"capacity": str(office.commune.pk), "next": reverse("desk:register")})
    assert chosen.url == reverse("desk:register")
    assert client.get(chosen.url).wsgi_request.actor.unit == office.commune.pk
    assert kinds_of(both)[-1] == "person.capacity_chosen"
    assert Event.objects.latest("pk").actor_unit == office.commune.pk


def test_a_unit_one_does_not_work_for_cannot_be_chosen(client, office, both):
    sign_in(client, both)
    assert client.post(reverse("desk:capacity"), {"capacity": str(office.agency.pk)}).status_code == 404


def test_who_stands_in_sees_for_whom(client, office, handler):
    leader = office.person("leader")
    today = timezone.localdate()
    deputise(
        Membership.objects.get(user=leader, role="leader"), deputy=handler, from_on=today,
        to_on=today + timedelta(days=3), basis="Giấy ủy quyền số 5", by=office.actor("administrator"),
    )  # fmt: skip
    page = client.get(sign_in(client, handler).url).content.decode()
    assert leader.full_name in page
    client.post(reverse("desk:capacity"), {"capacity": f"{office.province.pk}.{leader.pk}"})
    assert leader.full_name in client.get(reverse("desk:inbox")).content.decode()
    assert Event.objects.latest("pk").on_behalf_of == str(leader.pk)


def test_who_has_no_role_today_is_told_whom_to_ask(client, office, handler):
    Membership.objects.filter(user=handler).update(to_on=timezone.localdate() - timedelta(days=1))
    page = client.get(sign_in(client, handler).url, follow=True).content.decode()
    assert "chưa được giao vai trò" in page
    assert "người quản trị" in page
