"""Administrators learn that something behind the pages is silent, and from the page what it is and since when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit import heartbeat, tasks
from audit.models import Dispatch, DispatchState, Heartbeat
from config.management.commands.timetable import say_here
from config.schedule import TIMETABLE
from organizations.vocabulary import Role
from reports import health
from tests.stories import a_petition

pytestmark = pytest.mark.django_db

LINE = "Việc chạy nền của hệ thống đang có trục trặc"


def everything_runs(at=None):
    at = at or timezone.now()
    for name in (heartbeat.TIMETABLE, heartbeat.WORKER):
        heartbeat.beat(name, at=at)
    Dispatch.objects.update(state=DispatchState.DONE)


def wrong():
    return {sign.name for sign in health.health(at=timezone.now()) if sign.well is False} - {"backup", "queue", "disk"}


@pytest.fixture
def line(client, office):
    def shown(role=Role.ADMINISTRATOR):
        client.force_login(office.person(role))
        return LINE in client.get(reverse("desk:guide")).content.decode()

    return shown


def test_the_line_shows_when_something_is_silent_and_only_to_who_can_help(line):
    assert line(), "what never ran is not well"
    assert not line(Role.LEADER)
    everything_runs()
    assert not line()
    Heartbeat.objects.filter(name=heartbeat.WORKER).update(at=timezone.now() - timedelta(minutes=6))
    assert line()
    assert wrong() == {"worker"}


def test_work_that_waits_or_was_given_up_is_named_with_its_age(line, client, office):
    a_petition(office)
    everything_runs()
    assert not line()
    owed = Dispatch.objects.order_by("pk").first()
    since = timezone.now() - timedelta(minutes=25)
    Dispatch.objects.filter(pk=owed.pk).update(state=DispatchState.OWED, not_before=since)
    assert line()
    assert {sign.name: sign.since for sign in health.health(at=timezone.now())}["outbox"] == since
    Dispatch.objects.filter(pk=owed.pk).update(state=DispatchState.FAILED, last_error="OSError", attempts=12)
    assert line()
    assert wrong() == {"failed"}
    page = client.get(reverse("desk:health")).content.decode()
    assert "OSError" in page
    assert owed.reaction in page


def test_both_beat_by_the_timetable_and_a_late_beat_takes_nothing_back():
    assert TIMETABLE["beat"]["task"] == heartbeat.TASK
    headers: dict = {}
    say_here(headers)
    tasks.beat.apply(headers=headers)
    found = heartbeat.beats()
    assert set(found) == {heartbeat.TIMETABLE, heartbeat.WORKER}
    worker = found[heartbeat.WORKER]
    assert worker.sent_at is not None
    assert worker.sent_at <= worker.at
    heartbeat.beat(heartbeat.WORKER, at=worker.at - timedelta(minutes=30))
    assert heartbeat.beats()[heartbeat.WORKER].at == worker.at


def test_how_old_the_backup_is_stands_on_the_page(tmp_path):
    said = {sign.name: sign for sign in health.health(at=timezone.now())}
    assert said["backup"].well is False
    heartbeat.beat(heartbeat.BACKUP, at=timezone.now() - timedelta(hours=20))
    assert {sign.name: sign.well for sign in health.health(at=timezone.now())}["backup"]
    assert not {sign.name: sign.well for sign in health.health(at=timezone.now() + timedelta(hours=11))}["backup"]
