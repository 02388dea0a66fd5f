"""Sắp xếp đơn vị on screen: entered, looked at, chosen, ordered, followed; for who administers both units only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.models import Case, Changeover
from cases.succession_words import ChangeoverState
from cases.vocabulary import Status
from organizations.access import administered, may_administer
from organizations.models import Succession, Unit
from organizations.vocabulary import Role
from tests.desk.test_pages import MOST_QUERIES
from tests.stories import a_case
from tests.successions import an_heir, kept_by_the_province

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def here(office):
    return kept_by_the_province(office)


def entered(client, before, heirs, **changes):
    today = timezone.localdate().isoformat()
    said = {
        "how": "merged",
        "number": "12/NQ-HĐND",
        "dated_on": today,
        "effective_on": today,
        "before": [unit.pk for unit in before],
        "heirs": [unit.pk for unit in heirs],
        "by_area": "on",
    }
    return client.post(reverse("desk:changeovers"), said | changes)


def test_a_merger_is_looked_at_ordered_and_followed_to_its_end(client, here):
    cases = [a_case(here, at=Status.FORWARDED) for _ in range(3)]
    heir = an_heir(here)
    client.force_login(here.person(Role.ADMINISTRATOR))
    answer = entered(client, [here.agency], [heir])
    assert answer.status_code == 302
    found = Changeover.objects.get()
    address = reverse("desk:changeover", args=[found.pk])
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= MOST_QUERIES
    assert "Việc nào về đâu" in page
    for case in cases:
        assert case.number in page
        assert case.summary not in page, "who keeps the directory reads no case"
    client.post(reverse("desk:changeover-order", args=[found.pk]))
    assert "Đã bàn giao 0 trong 3 việc." in client.get(address).content.decode()
    op.carry_changeovers_on(by=system("changeover"), on=timezone.localdate())
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Đã bàn giao xong 3 việc." in client.get(address).content.decode()
    assert {case.lead.agency for case in Case.objects.all()} == {heir}
    # Ordered twice by two clicks: the second sees how far it is.
    assert client.post(reverse("desk:changeover-order", args=[found.pk])).status_code == 302


def test_what_no_rule_decides_is_chosen_row_by_row_or_goes_with_the_rest(client, here):
    case = a_case(here, at=Status.FORWARDED)
    heirs = [an_heir(here, "Phòng Nông nghiệp"), an_heir(here, "Phòng Hạ tầng")]
    client.force_login(here.person(Role.ADMINISTRATOR))
    assert entered(client, [here.agency], heirs).status_code == 422, "a merger has one successor"
    assert entered(client, [here.agency], heirs, how="split").status_code == 302
    found = Changeover.objects.get()
    address = reverse("desk:changeover", args=[found.pk])
    page = client.get(address).content.decode()
    assert "Chưa biết về đâu" in page
    row = found.rows.get(case=case)
    assert f'name="row-{row.pk}"' in page
    choose = reverse("desk:changeover-choose", args=[found.pk])
    assert client.post(choose, {f"row-{row.pk}": "99999"}).status_code == 422
    client.post(choose, {f"row-{row.pk}": heirs[1].pk, "rest": heirs[0].pk})
    row.refresh_from_db()
    assert (row.to, row.by_hand) == (heirs[1], True)
    client.post(reverse("desk:changeover-order", args=[found.pk]))
    found.refresh_from_db()
    assert found.state == ChangeoverState.ORDERED


def test_a_decision_entered_wrongly_keeps_what_was_typed_and_is_dropped(client, here):
    heir = an_heir(here)
    client.force_login(here.person(Role.ADMINISTRATOR))
    answer = entered(client, [here.agency], [heir], number="")
    assert answer.status_code == 422
    assert "Cần ghi số quyết định." in answer.content.decode()
    entered(client, [here.agency], [heir])
    found = Changeover.objects.get()
    client.post(reverse("desk:changeover-drop", args=[found.pk]))
    found.refresh_from_db()
    assert found.state == ChangeoverState.DROPPED
    assert client.post(reverse("desk:changeover-drop", args=[found.pk])).status_code == 409


def test_nobody_else_enters_sees_or_orders_it(client, here):
    heir = an_heir(here)
    client.force_login(here.person(Role.ADMINISTRATOR))
    entered(client, [here.agency], [heir])
    found = Changeover.objects.get()
    address = reverse("desk:changeover", args=[found.pk])
    for role in set(Role) - {Role.ADMINISTRATOR, Role.AGENCY_OFFICER, Role.AGENCY_LEADER}:
        client.force_login(here.person(role))
        assert client.get(address).status_code == 403
    # The commune keeps other units: to its administrator there is no such decision.
    here.commune.area = None
    here.commune.save()
    client.force_login(here.person(Role.ADMINISTRATOR, here.commune))
    assert client.get(address).status_code == 404
    for name in ("changeover-choose", "changeover-order", "changeover-drop"):
        assert client.post(reverse(f"desk:{name}", args=[found.pk])).status_code == 404


def test_a_unit_is_renamed_and_its_old_name_is_kept(client, here):
    client.force_login(here.person(Role.ADMINISTRATOR))
    today = timezone.localdate().isoformat()
    said = {"unit": here.agency.pk, "name": "Ủy ban nhân dân phường Hòa Bình", "number": "7/NQ", "dated_on": today}
    assert client.post(reverse("desk:rename-unit"), said | {"name": ""}).status_code == 422
    assert client.post(reverse("desk:rename-unit"), said).status_code == 302
    here.agency.refresh_from_db()
    assert here.agency.name == "Ủy ban nhân dân phường Hòa Bình"
    assert Succession.objects.get().name_before == "Ủy ban nhân dân xã Hòa Bình"


def test_the_list_and_the_right_to_administer_agree(here):
    an_heir(here)
    people = [here.actor(Role.ADMINISTRATOR), here.actor(Role.ADMINISTRATOR, here.commune), here.actor(Role.LEADER)]
    for actor in [*people, system("x", channel="command"), system("x")]:
        listed = set(Unit.objects.filter(administered(actor)))
        assert listed == {unit for unit in Unit.objects.all() if may_administer(actor, unit)}
