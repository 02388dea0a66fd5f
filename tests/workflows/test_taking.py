"""Work of the unit: taken by one, seen by colleagues, put back; what is given to a person by name stays."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from audit.actor import Actor, ActorKind
from audit.models import Event
from cases.errors import NotAllowedNow, NotYoursToSee
from cases.queries import moves_open_to
from cases.vocabulary import Status
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person
from tests.stories import DAY, a_case, a_petition
from workflows import inbox, operations

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(office):
    return a_petition(office).assignments.get()


def another_leader(office) -> Actor:
    person = a_person(office.province, Role.LEADER)
    return Actor(ActorKind.PERSON, str(person.pk), unit=office.province.pk, roles=frozenset({Role.LEADER}))


def test_a_task_moves_from_the_pool_into_one_s_hands_and_back(office, task):
    leader, colleague = office.actor("leader"), another_leader(office)
    assert list(inbox.pool(leader)) == list(inbox.pool(colleague)) == [task]
    operations.take(task.pk, by=leader, on=DAY)
    assert list(inbox.mine(leader)) == list(inbox.held_by_others(colleague)) == [task]
    assert not inbox.pool(colleague).exists()
    operations.put_back(task.pk, by=leader, on=DAY)
    assert list(inbox.pool(colleague)) == [task]
    assert list(Event.objects.filter(kind__startswith="task.").order_by("pk").values_list("kind", flat=True)) == [
        "task.taken",
        "task.put_back",
    ]


def test_who_comes_second_is_told_who_was_first(office, task):
    operations.take(task.pk, by=office.actor("leader"), on=DAY)
    with pytest.raises(NotAllowedNow, match=office.person("leader").full_name):
        operations.take(task.pk, by=another_leader(office), on=DAY)
    with pytest.raises(PermissionDenied):
        operations.put_back(task.pk, by=another_leader(office), on=DAY)


def test_work_of_another_role_or_unit_is_not_seen(office, task):
    for stranger in (office.actor("handler"), office.actor("leader", office.commune), office.actor("agency_leader")):
        with pytest.raises(NotYoursToSee):
            operations.take(task.pk, by=stranger, on=DAY)
    nowhere = Actor(ActorKind.PERSON, "1", roles=frozenset({Role.LEADER}))
    assert not inbox.pool(nowhere).exists()


def test_what_was_given_by_name_is_not_put_back(office):
    task = a_case(office, at=Status.INSTRUCTED).assignments.get(ended_at=None)
    with pytest.raises(NotAllowedNow, match="đích danh"):
        operations.put_back(task.pk, by=office.actor("handler"), on=DAY)


def test_a_leader_of_an_agency_also_sees_the_work_of_its_officers(office):
    case = a_case(office, at=Status.FORWARDED)
    (waiting,) = inbox.pool(office.actor("agency_leader"))
    assert (waiting.case, waiting.step) == (case, "acknowledge")
    stories.delivered(office, case)
    operations.take(waiting.pk, by=office.actor("agency_leader"), on=DAY)
    assert inbox.mine(office.actor("agency_leader")).get() == waiting


def test_a_task_that_was_done_meanwhile_cannot_be_taken(office, task):
    stories.instructed(office, task.case)
    with pytest.raises((NotYoursToSee, NotAllowedNow)):
        operations.take(task.pk, by=office.actor("leader"), on=DAY)


def test_what_a_deputy_takes_is_in_the_hands_of_whoever_is_away(office, task):
    deputy = a_person(office.province, Role.HANDLER)
    away = office.person("leader")
    standing_in = Actor(
        ActorKind.PERSON,
        str(deputy.pk),
        unit=office.province.pk,
        roles=frozenset({Role.LEADER}),
        on_behalf_of=str(away.pk),
    )
    assert list(inbox.pool(standing_in)) == [task]
    operations.take(task.pk, by=standing_in, on=DAY)
    task.refresh_from_db()
    assert task.owner == away
    assert list(inbox.mine(standing_in)) == list(inbox.mine(office.actor("leader"))) == [task]
    event = Event.objects.get(kind="task.taken")
    assert (event.actor_key, event.on_behalf_of) == (str(deputy.pk), str(away.pk)), "history says who it was"
    operations.put_back(task.pk, by=standing_in, on=DAY)
    assert list(inbox.pool(office.actor("leader"))) == [task]


def test_a_deputy_is_offered_exactly_the_moves_of_whoever_is_away(office):
    deputy = a_person(office.province, Role.RECEPTIONIST)
    for status in (Status.INSTRUCTED, Status.IN_HAND, Status.ANSWERED):
        case = a_case(office, at=status)
        if status == Status.IN_HAND:
            stories.drafted(office, case)
        for role in (Role.HANDLER, Role.LEADER):
            own = office.actor(role)
            standing_in = replace(own, key=str(deputy.pk), on_behalf_of=own.key)
            assert moves_open_to(standing_in, case) == moves_open_to(own, case) != []
            assert set(inbox.waiting_for(standing_in)) == set(inbox.waiting_for(own))
