"""The supervisor's tabs: what nobody did, each kind of lateness by itself."""

import pytest
import time_machine
from django.urls import reverse

from cases.vocabulary import Status
from organizations.vocabulary import Role
from reports import queries
from tests import stories
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db


def test_each_kind_of_lateness_is_counted_by_itself_and_its_tab_lists_it(client, office):
    a_petition(office)
    silent = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, silent)
    a_case(office, at=Status.ANSWERED)
    stories.inspection_planned(office, a_case(office, at=Status.SUPERVISED, promises=2))
    a_case(office, at=Status.CLOSED)
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        counts = queries.late_counts(
            seen_by=office.actor("supervisor"), on=stories.PROMISED_BY.replace(month=6, day=15)
        )
        assert counts == {"silent": 1, "promised": 2, "unread": 1, "uninspected": 1, "own": 3, "law": 2}
        client.force_login(office.person(Role.SUPERVISOR))
        for name, number in counts.items():
            answer = client.get(reverse("desk:supervision"), {"tab": name})
            assert len(answer.context["rows"]) == number, name
        with_law = client.get(reverse("desk:supervision"), {"tab": "law"})
    assert "tcd.result_notice_to_citizen" in {row.rule.key for row in with_law.context["rows"]}


def test_a_commune_s_supervisor_sees_nothing_of_the_province(client, office):
    a_petition(office)
    client.force_login(office.person(Role.SUPERVISOR, office.commune))
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        answer = client.get(reverse("desk:supervision"), {"tab": "own"})
    assert not answer.context["rows"]
