"""Khối lượng việc and what somebody leaves, on screen: figures from tasks, successors named, results line by line."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from organizations.models import Membership
from organizations.operations import deputise
from organizations.vocabulary import Role
from tests import stories
from tests.desk.test_pages import MOST_QUERIES
from tests.factories import a_person
from tests.stories import DAY, a_case, a_petition
from workflows import operations as work
from workflows.models import Assignment, Leaving
from workflows.workload import loads_of, waiting_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_figures_come_from_open_tasks_and_each_task_is_counted_once(office):
    today = timezone.localdate()
    a_case(office, at=Status.IN_HAND)
    a_case(office, at=Status.INSTRUCTED)
    signed = a_case(office, at=Status.IN_HAND)
    stories.signed(office, signed)
    overtaken = a_petition(office)
    work.take(overtaken.assignments.get().pk, by=office.actor("leader"), on=DAY)
    op.withdraw(overtaken, by=office.actor("receptionist"), on=DAY)
    # A deputy takes a task: it is counted with the deputy, and with nobody else.
    deputise(
        Membership.objects.get(user=office.person("records_officer"), role="records_officer"),
        deputy=office.person("receptionist"),
        from_on=today,
        to_on=today + timedelta(days=3),
        basis="Giấy ủy quyền số 4",
        by=office.actor("administrator"),
    )
    task = Assignment.objects.get(case=signed, ended_at=None)
    work.give(task.pk, to=office.person("records_officer"), by=office.actor("leader"), on=DAY)
    loads = {load.person: load for load in loads_of(office.province, on=today, since=DAY)}
    handler = loads[office.person("handler")]
    assert (handler.held, handler.overdue, handler.cases) == (2, 2, 3)
    assert loads[office.person("leader")].held == 0, "what was overtaken is nobody's work"
    assert loads[office.person("leader")].done == 4, "instructed three, signed one"
    assert loads[office.person("records_officer")].held == 1
    assert loads[office.person("receptionist")].held == 0
    assert sum(load.held for load in loads.values()) + sum(
        one.waiting for one in waiting_in(office.province, on=today)
    ) == (Assignment.objects.filter(unit=office.province, ended_at=None).count())


def test_a_leader_hands_everything_over_and_reads_what_became_of_it(client, office):
    cases = [a_case(office, at=Status.IN_HAND) for _ in range(3)]
    successor = a_person(office.province, Role.HANDLER)
    client.force_login(office.person("leader"))
    assert office.person("handler").full_name in client.get(reverse("desk:workload")).content.decode()
    address = reverse("desk:left-by", args=[office.person("handler").pk])
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= MOST_QUERIES
    for case in cases:
        assert case.number in page
    refused = client.post(address, {"handler": successor.pk, "because": ""})
    assert refused.status_code == 422
    assert f'<option value="{successor.pk}" selected>' in refused.content.decode(), "what was chosen is still there"
    assert client.post(address, {"because": "Nghỉ hưu."}).status_code == 422
    answer = client.post(address, {"handler": successor.pk, "because": "Nghỉ hưu từ 01/12."})
    leaving = Leaving.objects.get()
    assert answer["Location"] == reverse("desk:leaving", args=[leaving.pk])
    assert "Đã bàn giao 0 trong 3 việc." in client.get(answer["Location"]).content.decode()
    work.carry_leavings_on(by=system("leaving"), on=timezone.localdate())
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(answer["Location"]).content.decode()
    assert page.count("Đã bàn giao ·") == 3
    assert {case.handler for case in Case.objects.all()} == {successor}
    assert "Không còn việc nào đang mở." in client.get(address).content.decode()


def test_an_administrator_sees_how_much_is_left_and_lets_the_role_end(client, office):
    case = a_case(office, at=Status.IN_HAND)
    client.force_login(office.person("administrator"))
    who = office.person("handler")
    address, end = reverse("desk:left-by", args=[who.pk]), reverse("desk:end-role", args=[who.pk])
    page = client.get(address).content.decode()
    assert case.number not in page
    assert "Lãnh đạo của đơn vị chọn người nhận." in page
    membership = Membership.objects.get(user=who)
    assert client.post(end, {"membership": membership.pk, "last_on": "2019-01-01"}).status_code == 422
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.post(end, {"membership": membership.pk, "last_on": yesterday.isoformat()}).status_code == 302
    op.take_from_who_left(by=system("leaving"), on=timezone.localdate())
    client.force_login(office.person("leader"))
    assert "Chờ cử người xử lý" in client.get(reverse("desk:leader")).content.decode()
    assert client.post(end, {"membership": membership.pk}).status_code == 403


def test_nobody_else_sees_what_a_person_has_open(client, office):
    a_case(office, at=Status.IN_HAND)
    address = reverse("desk:left-by", args=[office.person("handler").pk])
    for role in (Role.HANDLER, Role.RECEPTIONIST, Role.RECORDS_OFFICER, Role.SUPERVISOR):
        client.force_login(office.person(role))
        assert client.get(address).status_code == 403
    # Of another unit: there is no such person here.
    client.force_login(office.person(Role.LEADER, office.commune))
    assert client.get(address).status_code == 404
    assert client.get(reverse("desk:leaving", args=[1])).status_code == 404


def test_a_task_is_given_on_its_page(client, office):
    case = a_case(office, at=Status.IN_HAND)
    stories.signed(office, case)
    task = Assignment.objects.get(case=case, ended_at=None)
    address = reverse("desk:give", args=[task.pk])
    client.force_login(office.person("leader"))
    assert client.post(address, {"to": office.person("handler").pk}).status_code == 422
    assert client.post(address, {"to": office.person("records_officer").pk}).status_code == 302
    other = a_person(office.province, Role.RECORDS_OFFICER)
    client.force_login(other)
    assert client.get(address).status_code == 404, "it is in a colleague's hands"
    client.force_login(office.person("records_officer"))
    assert address in client.get(reverse("desk:inbox")).content.decode()
    assert client.post(address, {"to": other.pk}).status_code == 302
    task.refresh_from_db()
    assert task.owner == other


def test_a_task_of_whoever_is_away_is_marked_in_the_deputy_s_inbox(client, office):
    today = timezone.localdate()
    a_case(office, at=Status.INSTRUCTED)
    away = office.person("handler")
    deputise(
        Membership.objects.get(user=away, role="handler"),
        deputy=office.person("supervisor"),
        from_on=today,
        to_on=today,
        basis="Giấy ủy quyền số 4",
        by=office.actor("administrator"),
    )
    client.force_login(office.person("supervisor"))
    client.post(reverse("desk:capacity"), {"capacity": f"{office.province.pk}.{away.pk}"})
    page = client.get(reverse("desk:inbox")).content.decode()
    assert f"thay {away.full_name}" in page
    assert "Đang thay mặt" in page
    client.force_login(away)
    assert f"thay {away.full_name}" not in client.get(reverse("desk:inbox")).content.decode()
