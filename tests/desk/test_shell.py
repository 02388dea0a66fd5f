"""The shell around every page: our own refusals and sign-in, the banner of who stands in, a date explained in place."""

from datetime import date

import pytest
from django.template.loader import get_template
from django.urls import reverse

from audit.actor import Channel
from desk import middleware
from organizations.capacities import capacities_of
from organizations.models import Deputisation, Membership
from organizations.vocabulary import Role
from tests.stories import a_petition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["403.html", "404.html", "409.html", "413.html", "429.html", "500.html", "account/login.html"]
)
def test_refusals_and_sign_in_wear_our_own_clothes(name):
    """viewflow and allauth bring pages of the same names: ours must be found first."""
    assert "/desk/templates/" in get_template(name).template.origin.name


def test_who_stands_in_for_another_reads_it_above_every_page(client, office):
    leader = Membership.objects.get(user=office.person(Role.LEADER))
    deputy = office.person(Role.SUPERVISOR)
    Deputisation.objects.create(
        membership=leader, deputy=deputy, from_on=date(2020, 1, 1), to_on=date(2099, 1, 1), basis="12/UQ-MTTQ"
    )
    standing_in = next(
        one for one in capacities_of(deputy, on=date(2026, 3, 2)) if one.actor(channel=Channel.DESK).on_behalf_of
    )
    client.force_login(deputy)
    session = client.session
    assert "Đang thay mặt" not in client.get(reverse("desk:inbox")).content.decode()
    session[middleware.CHOSEN] = standing_in.key
    session.save()
    page = client.get(reverse("desk:inbox")).content.decode()
    assert '<section class="acting" aria-label="Đang thay mặt">' in page
    assert f"<strong>{office.person(Role.LEADER).full_name}</strong>" in page


def test_why_this_date_opens_in_place_and_as_a_page_of_its_own(client, office):
    case = a_petition(office)
    duty = case.duties.get(rule__key="tcd.result_notice_to_citizen")
    client.force_login(office.person(Role.HANDLER))
    address = reverse("desk:certificate", args=[case.pk, duty.pk])
    shown = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert f'hx-get="{address}" hx-target="#vi-sao-{duty.pk}"' in shown
    assert f'id="vi-sao-{duty.pk}"' in shown
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in client.get(address).content.decode()


def test_no_kind_is_chosen_before_the_receptionist_chooses(client, office):
    client.force_login(office.person(Role.RECEPTIONIST))
    page = client.get(reverse("desk:intake")).content.decode()
    assert page.count('type="radio" name="kind"') == 5
    assert " checked" not in page
