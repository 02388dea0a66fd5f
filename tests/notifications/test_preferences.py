"""Each chooses how to be told; what the law or the work needs cannot be switched off inside the house."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases.errors import Unusable
from notifications.models import Choice, Message, PendingMessage
from notifications.operations import choose, gather
from notifications.plans import plan_of
from notifications.vocabulary import NEEDED, Channel, Group, Timing
from tests.notifications.hearing import deliver_all
from tests.stories import DAY, a_petition

pytestmark = pytest.mark.django_db


def chooses(office, role="leader", by=None, **changes):
    said = {
        "language": "vi",
        "quiet_from": time(0),
        "quiet_to": time(0),
        "working_days_only": False,
        "timings": {},
    }
    choose(**(said | changes), by=by or office.actor(role), on=DAY)


def to_leader(office, template="new_petition"):
    mine = Message.objects.filter(template=template, user=office.person("leader"))
    return {message.channel: message for message in mine}


def test_a_message_is_said_in_the_language_of_whoever_hears_it(office):
    chooses(office, language="en")
    a_petition(office)
    deliver_all()
    assert "New petition" in to_leader(office)[Channel.IN_APP].subject
    assert "Đơn" in Message.objects.get(template="receipt").body


def test_who_wants_one_digest_a_day_gets_one_email_in_the_morning_and_the_rest_at_once(office):
    chooses(office, timings={(Group.WORK, Channel.EMAIL): Timing.DAILY})
    cases = [a_petition(office) for _ in range(3)]
    deliver_all()
    assert Message.objects.filter(template="new_petition", channel=Channel.IN_APP).count() == 3
    assert not Message.objects.filter(template="new_petition", channel=Channel.EMAIL, user=office.person("leader"))
    assert gather(at=timezone.now()) == 0
    morning = timezone.now() + timedelta(days=1)
    assert gather(at=morning) == 1
    assert gather(at=morning) == 0
    digest = Message.objects.get(template="daily_digest")
    assert (digest.channel, digest.case, digest.user) == (Channel.EMAIL, None, office.person("leader"))
    assert all(case.number in digest.body for case in cases)
    assert "3" in digest.subject


def test_who_wants_no_email_of_a_group_gets_none_and_still_reads_it_here(office):
    chooses(office, timings={(Group.WORK, Channel.EMAIL): Timing.OFF})
    a_petition(office)
    deliver_all()
    assert set(to_leader(office)) == {Channel.IN_APP}
    assert not PendingMessage.objects.exists()


def test_an_email_at_night_waits_for_the_morning(office):
    now = timezone.localtime()
    begin, end = (now - timedelta(hours=1)).time(), (now + timedelta(hours=2)).time()
    chooses(office, quiet_from=begin, quiet_to=end)
    a_petition(office)
    deliver_all()
    mine = to_leader(office)
    assert mine[Channel.EMAIL].not_before > timezone.now() + timedelta(hours=1)
    assert mine[Channel.IN_APP].not_before <= timezone.now()


@pytest.mark.parametrize("group", sorted(NEEDED))
def test_what_the_work_needs_is_never_switched_off_inside_the_house(office, group):
    with pytest.raises(Unusable) as refused:
        chooses(office, timings={(group, Channel.IN_APP): Timing.OFF})
    assert refused.value.field == f"{group}_in_app"
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(user=office.person("leader"), group=group, channel=Channel.IN_APP, timing=Timing.OFF)


def test_the_choice_is_one_event_and_choosing_the_same_again_is_none(office):
    timings = {(Group.WATCHED, Channel.IN_APP): Timing.OFF}
    chooses(office, timings=timings)
    chooses(office, timings=timings)
    event = Event.objects.get(kind="preferences.changed")
    assert event.subject_id == office.person("leader").pk
    assert event.facts["timings"] == ["watched.in_app.off"]
    assert plan_of(office.person("leader")).timing(Group.WATCHED, Channel.IN_APP) == Timing.OFF
    assert plan_of(office.person("handler")).timing(Group.WATCHED, Channel.IN_APP) == Timing.AT_ONCE


def test_what_is_no_choice_is_refused_and_a_program_has_none(office):
    with pytest.raises(Unusable):
        chooses(office, timings={(Group.PETITIONERS, Channel.EMAIL): Timing.OFF})
    with pytest.raises(PermissionDenied):
        chooses(office, by=system("sweep"))
