"""Administrators enter where mail to an agency goes and who is its head; nobody else does; nothing typed is lost."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from organizations.heads import head_of
from organizations.models import Unit
from organizations.vocabulary import Role
from tests.stories import AT, DAY, Office

pytestmark = pytest.mark.django_db
HEAD = {"salutation": "ms", "full_name": "Lò Thị Kim", "title": "Chủ tịch", "from_on": "2026-03-02"}
EMAIL = {"email": "vanthu@coquan.example", "basis": "Công văn số 12/UBND-VP"}


@pytest.fixture
def keeper(client, office: Office):
    """The administrator of the province, which keeps the agencies of its area in its directory."""
    Unit.objects.filter(pk=office.agency.pk).update(area=office.province.area)
    client.force_login(office.person(Role.ADMINISTRATOR))
    with time_machine.travel(AT, tick=False):
        yield client


def test_a_new_address_is_registered_with_the_paper_that_says_so(keeper, office: Office):
    address = reverse("desk:addressee", args=[office.agency.pk])
    assert keeper.post(address, EMAIL).status_code == 302
    office.agency.refresh_from_db()
    assert office.agency.email == EMAIL["email"]
    assert office.agency.history.filter(history_change_reason=EMAIL["basis"]).get().email == EMAIL["email"]
    event = Event.objects.get(kind="unit.email_changed")
    assert EMAIL["email"] not in event.body
    assert "xa@coquan.example" not in event.body


def test_who_is_the_head_is_entered_from_a_day_on(keeper, office: Office):
    before = head_of(office.agency.pk, on=DAY)
    answer = keeper.post(reverse("desk:addressee", args=[office.agency.pk]), HEAD, follow=True)
    assert "Bà Lò Thị Kim" in answer.content.decode()
    assert head_of(office.agency.pk, on=DAY).user.full_name == "Lò Thị Kim"
    assert head_of(office.agency.pk, on=date(2026, 3, 1)) == before
    assert not head_of(office.agency.pk, on=DAY).user.has_usable_password()


@pytest.mark.parametrize("wrong", [EMAIL | {"basis": " "}, EMAIL | {"email": "không phải"}, HEAD | {"title": ""}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(keeper, office: Office, wrong):
    answer = keeper.post(reverse("desk:addressee", args=[office.agency.pk]), wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    for said in wrong.values():
        assert said.strip() in page


def test_an_agency_of_another_area_and_a_unit_of_the_mttq_are_not_entered_here(keeper, office: Office):
    assert keeper.get(reverse("desk:addressee", args=[office.other_agency.pk])).status_code == 403
    assert keeper.get(reverse("desk:addressee", args=[office.commune.pk])).status_code == 404


def test_the_list_shows_what_is_missing_and_finds_without_marks(keeper, office: Office):
    page = keeper.get(reverse("desk:addressees"), {"q": "so xay dung"}).content.decode()
    assert "Sở Xây dựng" in page
    assert office.agency.name not in page
    assert "chưa ghi" in page


def test_nobody_but_an_administrator_comes_in(client, office: Office):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client.force_login(office.person(role))
        assert client.get(reverse("desk:addressee", args=[office.agency.pk])).status_code == 403, role
