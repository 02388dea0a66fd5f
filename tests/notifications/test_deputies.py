"""Who is away is told, and so is who stands in for them; nobody is told twice of the same thing."""

from datetime import date

import pytest

from notifications.models import Message
from notifications.vocabulary import Channel
from organizations.models import Membership
from organizations.operations import deputise, end_deputisation
from organizations.vocabulary import Role
from tests import stories
from tests.notifications.hearing import deliver_all
from tests.stories import DAY, a_petition

pytestmark = pytest.mark.django_db


def stands_in(office, role, deputy, *, from_on=DAY, to_on=date(2026, 3, 31)):
    membership = Membership.objects.get(user=office.person(role), unit=office.province, role=role)
    return deputise(
        membership, deputy=deputy, from_on=from_on, to_on=to_on, basis="12/UQ-MTTQ", by=office.actor("administrator")
    )


def heard(template):
    return {
        m.user: m.on_behalf_of for m in Message.objects.filter(template=template, channel=Channel.IN_APP, user__gt=0)
    }


def test_the_deputy_of_an_absent_leader_hears_of_a_new_petition_in_the_leader_s_name(office):
    leader, deputy = office.person("leader"), office.person("supervisor")
    stands_in(office, Role.LEADER, deputy)
    a_petition(office)
    deliver_all()
    assert heard("new_petition") == {leader: None, deputy: leader}
    told = Message.objects.get(template="new_petition", channel=Channel.IN_APP, user=deputy)
    assert f"thay mặt {leader.full_name}" in told.body
    mine = Message.objects.get(template="new_petition", channel=Channel.IN_APP, user=leader)
    assert "thay mặt" not in mine.body


def test_a_deputy_before_and_after_the_time_hears_nothing(office):
    stands_in(office, Role.LEADER, office.person("supervisor"), from_on=date(2026, 3, 3))
    over = stands_in(office, Role.LEADER, office.person("handler"))
    end_deputisation(over, by=office.actor("administrator"), on=DAY)
    a_petition(office)
    deliver_all()
    assert heard("new_petition") == {office.person("leader"): None}


def test_a_deputy_in_one_role_hears_nothing_of_the_others(office):
    stands_in(office, Role.RECORDS_OFFICER, office.person("supervisor"))
    a_petition(office)
    deliver_all()
    assert heard("new_petition") == {office.person("leader"): None}


def test_the_handler_s_deputy_hears_what_the_agency_did(office):
    handler, deputy = office.person("handler"), office.person("leader")
    stands_in(office, Role.HANDLER, deputy)
    stories.a_case(office, at="answered")
    deliver_all()
    assert heard("agency_answered") == {handler: None, deputy: handler}


def test_who_is_told_in_their_own_right_is_not_told_again_for_another(office):
    other = Membership.objects.create(
        user=office.person("supervisor"), unit=office.province, role=Role.LEADER, from_on=date(2020, 1, 1)
    ).user
    stands_in(office, Role.LEADER, other)
    a_petition(office)
    deliver_all()
    assert heard("new_petition") == {office.person("leader"): None, other: None}
