"""The shell around every page: our own refusals and sign-in, the banner of who stands in, a date explained in place."""

import logging
from datetime import date

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.actor import Channel
from cases.models import Case
from cases.vocabulary import Status
from desk import middleware, waiting
from desk.navigation import PERSONAL, SECTIONS
from organizations.capacities import capacities_of
from organizations.models import Deputisation, Membership, Unit
from organizations.vocabulary import Role
from reports import counting
from tests.desk.test_pages import PAGES
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    ["403.html", "403_csrf.html", "404.html", "409.html", "413.html", "429.html", "500.html", "account/login.html"],
)
def test_refusals_and_sign_in_wear_our_own_clothes(name):
    """viewflow and allauth bring pages of the same names: ours must be found first."""
    assert "/desk/templates/" in get_template(name).template.origin.name


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.HANDLER, "inbox"),
        (Role.AGENCY_OFFICER, "inbox"),
        (Role.AUDITOR, "audit"),
        (Role.ADMINISTRATOR, "administration"),
    ],
)
def test_a_day_begins_at_what_is_ones_own(client, office, role, page):
    client.force_login(office.person(role))
    answer = client.get(reverse("desk:home"), follow=True)
    assert answer.redirect_chain == [(reverse(f"desk:{page}"), 302)]
    assert answer.status_code == 200
    assert "Lần đầu dùng Cầu Nối?" in answer.content.decode(), "the first steps are offered where the day begins"


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


def test_every_page_one_can_be_led_to_has_an_address():
    pages = {page for section in SECTIONS for page in section.pages} | set(PERSONAL)
    assert len({page.address for page in pages}) == len({page.name for page in pages}) > 30


# Reached from a page of the column, or by the menu at the right.
BESIDE = {
    "desk:reception-schedule", "desk:reception-schedule-pdf", "desk:reception-history", "desk:reception-refusals",
    "desk:reception-plan", "desk:rename-unit", "desk:proposals", "desk:rule-new", "desk:calendar-empty-table",
    "desk:calendar-import", "desk:opening-form", "desk:series", "desk:hand-out", "desk:audit-unusual",
    "desk:administration", "desk:search", "desk:messages", "desk:preferences", "desk:account", "desk:capacity",
    "desk:guide", "desk:first-steps", "desk:background", "desk:staff-new", "desk:staff-appoint", "desk:unit-new",
    # Everybody sees for whom they stand in, from their own account.
    "desk:deputies",
}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_nobody_sees_more_than_seven_doors_and_each_leads_to_what_is_theirs(as_role, role):
    client = as_role(role)
    page = client.get(reverse("desk:guide"))
    doors = [door for door, _count, _fresh in page.context["doors"]]
    assert 1 <= len(doors) <= 7
    led_to = set()
    for door in doors:
        opened = client.get(door.address)
        assert opened.status_code == 200, door.address
        here = [one for one, _count, _fresh in opened.context["doors"] if one.is_here]
        assert [one.section.name for one in here] == [door.section.name]
        assert opened.content.decode().count(' aria-current="page"') >= 1
        led_to |= {f"desk:{page.name}" for page in door.section.pages if role in page.roles}
    mine = {name for name, roles in PAGES.items() if role in roles} - BESIDE
    # A register shows to everybody who is asked for; an administrator has no case to read in it.
    assert mine - led_to <= {"desk:register"} - ({"desk:register"} if role != Role.ADMINISTRATOR else set())


BESIDE_TASKS = ("intake", "register", "agency", "supervision", "administration")


def test_each_number_is_of_what_waits_there_and_stops_at_a_thousand(as_role, office, monkeypatch):
    def counts():
        shown = as_role(Role.LEADER).get(reverse("desk:guide")).context["doors"]
        return {door.section.name: count for door, count, _fresh in shown}

    assert counts() == {
        "inbox": "0",
        "intake": "",
        "register": "",
        "agency": "",
        "supervision": "",
        "dashboard": "",
        "administration": "",
    }
    a_petition(office)
    a_case(office, at=Status.FORWARDED)
    a_case(office, at=Status.CLOSED)
    found = counts()
    assert (found["inbox"], found["register"], found["agency"]) == ("1", "2", "1")
    monkeypatch.setattr(counting, "EXACT_UP_TO", 1)
    waiting._asked.cache_clear()
    assert counts()["register"] == "hơn 1"
    assert Case.objects.count() == 3


def test_what_is_asked_is_put_into_words_once_a_day_and_answered_every_time(as_role, office):
    client = as_role(Role.LEADER)

    def register():
        shown = client.get(reverse("desk:guide")).context["doors"]
        return next(count for door, count, _fresh in shown if door.section.name == "register")

    assert register() == ""
    a_petition(office)
    assert register() == "1"
    assert waiting._asked.cache_info().misses == 1


@pytest.mark.parametrize("role", list(Role))
def test_the_words_rest_on_the_actor_the_place_and_the_day(office, role):
    """Whatever else they asked the database for would be remembered with them."""
    membership = Membership.objects.filter(role=role).select_related("user", "unit").first()
    (capacity,) = capacities_of(membership.user, on=date(2026, 11, 23))
    with CaptureQueriesContext(connection) as queries:
        waiting._asked(capacity.actor(), capacity.unit.path, date(2026, 11, 23))
    assert [one["sql"] for one in queries if "path" not in one["sql"]] == []


def test_a_unit_that_stands_elsewhere_is_counted_for_anew(as_role, office):
    """Who reads what lies below reads it no longer when it no longer lies there."""
    a_petition(office, unit=office.commune, by=office.actor("receptionist", office.commune))
    client = as_role(Role.SUPERVISOR)

    def register():
        shown = client.get(reverse("desk:guide")).context["doors"]
        return next(count for door, count, _fresh in shown if door.section.name == "register")

    assert register() == "1"
    Unit.objects.filter(pk=office.province.pk).update(path="/elsewhere/")
    assert register() == ""


def test_the_shell_asks_few_questions_however_much_waits(as_role, office):
    for role in (Role.LEADER, Role.ADMINISTRATOR, Role.AGENCY_OFFICER):
        client = as_role(role)
        client.get(reverse("desk:guide"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk:guide"))
        # The session, the account, the memberships and the deputies are asked for before the shell is.
        ours = [one["sql"] for one in queries if "counted" in one["sql"] or "missing" in one["sql"]]
        assert len(ours) == 1, ours
        assert len(queries) <= 10, [one["sql"][:80] for one in queries]


def test_an_error_says_what_is_safe_and_a_name_for_it_without_asking_the_database(office, client, monkeypatch, caplog):
    client.raise_request_exception = False
    client.force_login(office.person(Role.HANDLER))
    monkeypatch.setattr("desk.views.guide.written.chapters", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR, logger="desk.refusals"), CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("desk:guide"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "chưa được ghi" in page
    incident = answer["X-Request-ID"][:12] if "X-Request-ID" in answer else ""
    named = next(record.getMessage() for record in caplog.records if record.name == "desk.refusals")
    assert named.split()[1] in page
    assert incident in {"", named.split()[1]}
    assert office.person(Role.HANDLER).full_name not in page
    assert not [one for one in queries if "counted" in one["sql"]]
