"""A fortnight with workers and brokers that fail at random, then a week of silence: each mark once, and no volley."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection

from audit import outbox
from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import Duty, DutyNotice
from deadlines.calendar import working_calendar
from notifications.models import Message
from notifications.vocabulary import Channel
from tests.notifications.hearing import deliver_all, gather_all
from tests.stories import DAY, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SWEEP = system("sweep")
LOOKS_A_DAY = 3
A_WEEK = 7


class Killed(BaseException):
    """Nobody catches it, as nobody catches a kill."""


def kill_at(statement: int):
    left = statement

    def dies(execute, *arguments):
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed
        return execute(*arguments)

    return connection.execute_wrapper(dies)


def one_look(day: date, chance: random.Random) -> None:
    """The timetable's turn, as it goes on a bad day: nobody there, killed in the middle, two at once, no broker."""
    match chance.choice(["well", "nobody", "killed", "twice", "no broker"]):
        case "nobody":
            return
        case "killed":
            try:
                with outbox.held(), kill_at(chance.randint(2, 40)):
                    op.sweep(by=SWEEP, on=day)
            except Killed:
                return
        case "twice":
            op.sweep(by=SWEEP, on=day)
            op.sweep(by=SWEEP, on=day)
        case "no broker":
            with outbox.held():
                op.sweep(by=SWEEP, on=day)
            return
        case _:
            op.sweep(by=SWEEP, on=day)
    deliver_all()
    gather_all()


def marks_by_hand(duty: Duty, until: date) -> set[tuple[str, date]]:
    """Walk from the day after the duty was opened and name each day by its working days to and from the due day."""
    calendar = working_calendar()
    days = [duty.started_on + timedelta(days=n) for n in range(1, (until - duty.started_on).days + 1)]
    whole = sum(calendar.is_working_day(day) for day in days if day <= duty.due_on)
    found, gone, over = set(), 0, 0
    for day in days:
        if not calendar.is_working_day(day):
            continue
        if day <= duty.due_on:
            gone += 1
            left = whole - gone
            found |= {("nearing.half", day)} if gone == whole // 2 else set()
            found |= {(f"nearing.{left}", day)} if left in {5, 2, 0} else set()
        else:
            over += 1
            weekly = over > 10 and over % 5 == 0
            found |= {(f"overdue.{over}", day)} if over in {1, 5, 10} or weekly else set()
    return {(mark, day) for mark, day in found if day > duty.watched_from}


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(2, 12))])
def test_every_mark_is_recorded_once_and_nobody_is_flooded(office, seed):
    chance = random.Random(seed)
    for n in range(8):
        a_petition(office, received_on=DAY - timedelta(days=n), late_because="Vào sổ muộn" if n > 2 else "", on=DAY)
    deliver_all()
    gather_all()
    day = DAY
    for _ in range(14):
        day += timedelta(days=1)
        for _ in range(LOOKS_A_DAY):
            one_look(day, chance)
    before_the_silence = Message.objects.filter(channel=Channel.IN_APP, user=office.person("leader")).count()
    sweeps_before = Event.objects.filter(kind__startswith="duty.").count()
    day += timedelta(days=A_WEEK)
    op.sweep(by=SWEEP, on=day)
    deliver_all()
    gather_all()
    after = Message.objects.filter(channel=Channel.IN_APP, user=office.person("leader")).count()

    for duty in Duty.objects.select_related("rule"):
        noted = Counter(DutyNotice.objects.filter(duty=duty).values_list("mark", flat=True))
        assert noted == Counter(mark for mark, _day in marks_by_hand(duty, day))
        told = Event.objects.filter(kind__startswith="duty.", facts__duty=duty.pk).values_list(
            "facts__threshold", flat=True
        )
        assert max(Counter(told).values()) == 1
        assert set(told) <= set(noted)
    # Sixteen duties stayed silent for a week: one word for each, and one message for the person they all belong to.
    assert Event.objects.filter(kind__startswith="duty.").count() - sweeps_before <= Duty.objects.count()
    assert after - before_the_silence == 1
