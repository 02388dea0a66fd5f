"""The report: every figure is the number of cases in the list it opens, on an office that was told."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.vocabulary import Status
from organizations.models import Area, Field
from organizations.vocabulary import Role
from reports import counting
from reports.dashboard import Asked, board
from tests import stories
from tests.stories import DAY, Office, a_case, a_denunciation, a_petition

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
LATER = date(2026, 6, 15)
FIGURE = re.compile(r'href="(/bao-cao/vu-viec/\?[^"]*)"[^>]*>(?:<svg.*?</svg>)?\s*(\d+)', re.DOTALL)


@pytest.fixture
def told(office: Office) -> Office:
    """In time, late with an answer, still silent, reopened by nobody, closed, withdrawn as wrongly registered."""
    water = Field.objects.create(key="water", name="Cấp nước", folded="cap nuoc")
    hot = {"area": Area.objects.first(), "field": water}
    stories.delivered(office, a_case(office, at=Status.FORWARDED))
    a_case(office, at=Status.CLOSED)
    late = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, late)
    answered_on = stories.ANSWER_BY + timedelta(days=9)
    op.acknowledge_referral(late, by=office.actor("agency_officer"), on=answered_on)
    op.answer(late, result="agreed", text="Sẽ sửa.", by=office.actor("agency_officer"), on=answered_on)
    a_case(office, at=Status.SUPERVISED, promises=2)
    for day in range(4):
        a_petition(office, **hot, received_on=LATER - timedelta(days=day), on=LATER - timedelta(days=day))
    a_petition(office, **hot, received_on=date(2026, 5, 4), on=date(2026, 5, 4))
    a_denunciation(office)
    op.void_registration(a_petition(office), because="Vào sổ hai lần.", by=office.actor("leader"), on=DAY)
    return office


def a_board(office: Office, **changes: object) -> object:
    asked = {"seen_by": office.actor("supervisor"), "first": date(2026, 1, 1), "last": LATER, "on": LATER}
    return board(Asked(**(asked | changes)))


def test_every_figure_is_the_count_of_the_list_it_opens(client, told):
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        client.force_login(told.person(Role.SUPERVISOR))
        page = client.get(reverse("desk:dashboard")).content.decode()
        figures = [(unescape(address), int(number)) for address, number in FIGURE.findall(page)]
        assert len(figures) > 30
        for address, number in figures:
            opened = client.get(address)
            assert len(opened.context["rows"]) == opened.context["total"].number == number, address


def test_a_list_longer_than_is_counted_says_so(client, told, monkeypatch):
    monkeypatch.setattr(counting, "EXACT_UP_TO", 2)
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        client.force_login(told.person(Role.SUPERVISOR))
        cases = client.get(reverse("desk:dashboard-cases"), {"figure": "received"})
        sendings = client.get(
            reverse("desk:scorecard-sendings", args=["sent"]), {"first": "2026-01-01", "last": "2026-06-15"}
        )
    assert "hơn 2 vụ việc" in cases.content.decode()
    assert "hơn 2 lần chuyển" in sendings.content.decode()


def test_the_figures_are_those_of_the_office_and_natures_stand_apart(told):
    found = a_board(told)
    figures = found.total.figures
    assert (figures["received"], figures["closed"], figures["open"]) == (10, 1, 9)
    assert figures["letter"] == 3, "one silent, one answered late, one that did not keep its promises"
    assert figures["on_time"] == figures["received"] - found.total.missed
    assert figures["law"] + figures["letter"] > found.total.missed, "a case may be late by both, and is one case"
    (agency,) = found.agencies
    assert (agency.figures["received"], agency.figures["letter"]) == (4, 3)
    for lines in (found.fields, found.areas, found.months):
        assert sum(line.figures["received"] for line in lines) == 10
    assert sum(age.number for age in found.ages) == found.open_now == 9
    assert [(spot.now, spot.before) for spot in found.hot] == [(4, 1)] * 3, "the field, the area, and both together"


def test_a_commune_counts_its_own_and_a_province_can_ask_for_it(told):
    a_petition(told, unit=told.commune, by=told.actor("receptionist", told.commune))
    assert a_board(told, seen_by=told.actor("supervisor", told.commune)).total.figures["received"] == 1
    assert a_board(told, unit=told.commune.pk).total.figures["received"] == 1
    assert a_board(told).total.figures["received"] == 11


def test_the_board_asks_no_more_however_many_cases(told, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        a_board(told)


def test_a_page_of_it_is_printed_for_the_leadership_and_that_is_recorded(client, told):
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        client.force_login(told.person(Role.LEADER))
        paper = client.post(reverse("desk:dashboard-brief"), {"first": "2026-01-01", "last": "2026-06-15"})
    assert paper.content.startswith(b"%PDF")
    assert Event.objects.get(kind="brief.printed").facts == {"first": "2026-01-01", "last": "2026-06-15"}


def test_what_no_figure_means_has_no_list_and_a_wrong_period_is_said(client, office):
    client.force_login(office.person(Role.LEADER))
    assert client.get(reverse("desk:dashboard-cases"), {"figure": "nonsense"}).status_code == 404
    wrong = client.get(reverse("desk:dashboard"), {"first": "2026-04-01", "last": "2026-03-01"})
    assert wrong.status_code == 422
    client.force_login(office.person(Role.AUDITOR))
    assert client.post(reverse("desk:dashboard-brief")).status_code == 403


def test_the_scorecard_counts_what_its_lists_show_and_the_last_line_adds_up(client, told):
    stories.refused(told, (refused := a_case(told, at=Status.FORWARDED)))
    figure = re.compile(r'href="(/giam-sat/tra-loi/[a-z_]+/\?[^"]*)"[^>]*>(?:<svg.*?</svg>)?\s*(\d+)', re.DOTALL)
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        client.force_login(told.person(Role.SUPERVISOR))
        page = client.get(reverse("desk:scorecard"), {"first": "2026-01-01", "last": "2026-06-15"})
        found = [(unescape(address), int(number)) for address, number in figure.findall(page.content.decode())]
        for address, number in found:
            opened = client.get(address)
            assert len(opened.context["rows"]) == opened.context["total"].number == number, address
        assert refused.pk in {one.case_id for one in client.get(found[0][0]).context["rows"]}
        assert client.get(reverse("desk:scorecard-sendings", args=["nonsense"])).status_code == 404
    (row,), total = page.context["rows"], page.context["total"]
    assert row["score"].figures == total["score"].figures
    assert {name: number for name, _label, number in row["figures"]} == {
        "sent": 5,
        "on_time": 2,
        "law": 0,
        "letter": 2,
        "refused": 1,
        "reopened": 0,
    }
    assert row["score"].median == 0, "two answered the day they were sent, one after seven weeks"
