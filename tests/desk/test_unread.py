"""What is new in the inbox: marked until its case is opened, again when it comes anew, and nobody else's affair."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.actor import Channel, system
from audit.models import Event
from cases import operations as op
from cases.vocabulary import Status
from desk import middleware
from desk.models import ReadTask
from desk.personal import operations as own
from desk.tasks import forget_read
from desk.waiting import waiting_for
from organizations.capacities import capacities_of
from organizations.models import Membership
from organizations.operations import deputise, end_membership
from organizations.vocabulary import Role
from reports.counting import Count
from tests import stories
from tests.desk.test_pages import MOST_QUERIES
from tests.factories import a_person
from tests.moves import acknowledged
from tests.stories import DAY, a_case, a_petition
from workflows import operations as work
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

MARK = "Chưa đọc:"


def inbox(client, tab="mine"):
    return client.get(reverse("desk:inbox"), {"tab": tab}).content.decode()


def opened(client, case):
    return client.get(reverse("desk:case", args=[case.pk]))


def task_of(case) -> Assignment:
    return case.assignments.get(ended_at=None)


def test_a_task_is_new_until_its_case_is_opened(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    client = as_role(Role.HANDLER)
    before = Event.objects.count()
    page = inbox(client)
    assert page.count(MARK) == 1
    assert "1 mới" in page
    opened(client, case)
    page = inbox(client)
    assert MARK not in page
    assert "mới</span>" not in page
    assert Event.objects.count() == before, "a convenience leaves no event"


def test_asking_only_whether_the_page_is_there_reads_nothing(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    client = as_role(Role.HANDLER)
    client.head(reverse("desk:case", args=[case.pk]))
    assert MARK in inbox(client)


def test_the_mark_is_put_back_by_a_button_that_needs_no_script(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    client = as_role(Role.HANDLER)
    again = reverse("desk:unread-task", args=[task_of(case).pk])
    assert again not in inbox(client), "what is unread has no such button"
    opened(client, case)
    page = inbox(client)
    assert f'<form method="post" action="{again}">' in page
    answer = client.post(again, {"tab": "mine"}, follow=True)
    assert MARK in answer.content.decode()
    assert client.get(again).status_code == 405


def test_what_one_has_read_says_nothing_to_a_colleague(client, office):
    case = a_petition(office)
    colleague = a_person(office.province, Role.LEADER)
    client.force_login(office.person("leader"))
    assert MARK in inbox(client, "pool")
    opened(client, case)
    assert MARK not in inbox(client, "pool")
    client.force_login(colleague)
    assert MARK in inbox(client, "pool")
    work.take(task_of(case).pk, by=office.actor("leader"), on=DAY)
    page = inbox(client, "others")
    assert case.number in page
    assert MARK not in page, "what lies with others is not marked at all"
    assert "Đánh dấu chưa đọc" not in page


def test_only_who_could_do_the_task_marks_it(client, office):
    again = reverse("desk:unread-task", args=[task_of(a_case(office, at=Status.IN_HAND)).pk])
    for person in (
        office.person("leader"),
        office.person("handler", office.commune),
        office.person("agency_officer"),
        a_person(office.province, Role.HANDLER),
    ):
        client.force_login(person)
        assert client.post(again).status_code == 404
    client.logout()
    assert client.post(again)["Location"].startswith(reverse("account_login"))


def test_who_only_looks_in_leaves_no_trace_of_reading(client, office):
    case = a_case(office, at=Status.IN_HAND)
    for role in ("supervisor", "auditor", "receptionist", "records_officer"):
        client.force_login(office.person(role))
        opened(client, case)
    assert not ReadTask.objects.exists()


def test_given_to_another_it_is_new_to_them_and_put_back_to_everybody_but_who_put_it_back(client, office):
    case = a_petition(office)
    first, second = office.person("leader"), a_person(office.province, Role.LEADER)
    for person in (first, second):
        client.force_login(person)
        opened(client, case)
        assert MARK not in inbox(client, "pool")
    task = task_of(case)
    work.take(task.pk, by=office.actor("leader"), on=DAY)
    work.give(task.pk, to=second, by=office.actor("leader"), on=DAY)
    assert MARK in inbox(client), "they had read it in the pool; now it is theirs"
    opened(client, case)
    client.post(reverse("desk:put-back", args=[task.pk]))
    assert MARK not in inbox(client, "pool")
    client.force_login(first)
    assert MARK in inbox(client, "pool")


def test_a_new_date_makes_it_new_again(client, office):
    case = a_case(office, at=Status.FORWARDED)
    acknowledged(office, case)
    client.force_login(office.person("agency_officer"))
    assert MARK in inbox(client, "pool")
    opened(client, case)
    assert MARK not in inbox(client, "pool")
    duty = case.duties.get(rule__key="mttq.answer_asked")
    more = {"more": 10, "because": "Cơ quan đề nghị.", "by": office.actor("leader")}
    op.extend_duty(case, duty=duty, **more, on=date(2026, 4, 10))
    assert MARK in inbox(client, "pool")


def test_a_new_handler_finds_it_new(client, office):
    case = a_case(office, at=Status.IN_HAND)
    successor = a_person(office.province, Role.HANDLER)
    op.reassign(case, handler=successor, text="Người trước nghỉ ốm.", by=office.actor("leader"), on=DAY)
    client.force_login(successor)
    assert MARK in inbox(client)


def test_a_deputy_reads_for_themselves(client, office):
    today = timezone.localdate()
    case = a_case(office, at=Status.IN_HAND)
    handler, deputy = office.person("handler"), office.person("receptionist")
    deputise(
        Membership.objects.get(user=handler),
        deputy=deputy,
        from_on=today,
        to_on=today + timedelta(days=3),
        basis="Giấy ủy quyền số 7",
        by=office.actor("administrator"),
    )
    standing_in = next(one for one in capacities_of(deputy, on=today) if one.actor(channel=Channel.DESK).on_behalf_of)
    client.force_login(deputy)
    session = client.session
    session[middleware.CHOSEN] = standing_in.key
    session.save()
    assert MARK in inbox(client)
    opened(client, case)
    assert MARK not in inbox(client)
    client.force_login(handler)
    assert MARK in inbox(client), "whoever is back finds what came meanwhile"


def test_of_a_sealed_case_the_mark_is_the_reader_s_own_too(client, office):
    case = stories.a_denunciation(office)
    stories.instructed(office, case)
    client.force_login(office.person("handler"))
    assert MARK in inbox(client)
    opened(client, case)
    assert MARK not in inbox(client)
    assert set(ReadTask.objects.values_list("user", flat=True)) == {office.person("handler").pk}


def test_who_leaves_takes_no_mark_along_and_nothing_breaks(client, office):
    case = a_petition(office)
    leader = office.person("leader")
    client.force_login(leader)
    opened(client, case)
    work.take(task_of(case).pk, by=office.actor("leader"), on=DAY)
    other = a_person(office.province, Role.LEADER)
    client.force_login(other)
    opened(client, case)
    yesterday = timezone.localdate() - timedelta(days=1)
    membership = Membership.objects.get(user=leader)
    end_membership(membership, last_on=yesterday, by=office.actor("administrator"))
    work.release_from_who_left(by=system("leaving"), on=timezone.localdate())
    assert MARK in inbox(client, "pool"), "it came back to the unit"
    assert ReadTask.objects.filter(user=leader).count() == 1


def test_what_came_anew_while_the_page_was_shown_stays_unread(office):
    case = a_petition(office)
    leader, other = office.actor("leader"), a_person(office.province, Role.LEADER)
    task = task_of(case)
    own.read_tasks_of(case, by=leader)
    work.give(task.pk, to=other, by=leader, on=DAY)
    work.give(task.pk, to=office.person("leader"), by=leader, on=DAY)
    waiting = waiting_for(leader, path=office.province.path, on=DAY, at=timezone.now())
    assert (waiting.doors["inbox"], waiting.fresh) == (Count(1), Count(1))


def test_marks_of_ended_tasks_are_thrown_away(office):
    done, waits = a_petition(office), a_petition(office)
    for case in (done, waits):
        own.read_tasks_of(case, by=office.actor("leader"))
    stories.instructed(office, done)
    forget_read()
    assert ReadTask.objects.get().task == task_of(waits)


def test_the_inbox_asks_as_often_for_many_rows_as_for_few(as_role, office):
    client = as_role(Role.HANDLER)
    asked = []
    for _round in range(2):
        for _ in range(6):
            a_case(office, at=Status.IN_HAND)
        with CaptureQueriesContext(connection) as queries:
            page = inbox(client)
        asked.append(len(queries))
    assert page.count(MARK) == 12
    assert asked[0] == asked[1] <= MOST_QUERIES


def test_an_opened_case_is_written_down_once(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    client = as_role(Role.HANDLER)
    written = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            opened(client, case)
        written.append(sum(query["sql"].startswith("INSERT") for query in queries))
    assert written == [1, 0]
