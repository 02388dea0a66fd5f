"""The sweep tells of each mark once, however often and however late it runs."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import DutyNotice
from cases.vocabulary import Status
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db
NIGHT = system("sweep")
OWN = "tt36.own_processing"


def marks(case, key: str = OWN) -> list[str]:
    return list(
        DutyNotice.objects.filter(duty__case=case, duty__rule__key=key).order_by("pk").values_list("mark", flat=True)
    )


def told(kind: str) -> list[str]:
    return list(
        Event.objects.filter(kind=kind, facts__rule=OWN).order_by("pk").values_list("facts__threshold", flat=True)
    )


def test_a_duty_is_told_half_way_five_days_two_days_on_the_day_and_then_overdue(office):
    case = a_petition(office)
    duty = case.duties.get(rule__key=OWN)
    assert (duty.started_on, duty.due_on) == (date(2026, 3, 2), date(2026, 3, 16))
    day = duty.started_on
    while day < date(2026, 4, 8):
        op.sweep(by=NIGHT, on=day)
        day += timedelta(days=1)
    assert marks(case) == [
        "nearing.half",
        "nearing.5",
        "nearing.2",
        "nearing.0",
        "overdue.1",
        "overdue.5",
        "overdue.10",
        "overdue.15",
    ]
    # Half-way of ten working days and five before the end are one day, and one word.
    assert told("duty.soon") == ["nearing.5", "nearing.2", "nearing.0"]
    assert told("duty.overdue") == ["overdue.1", "overdue.5", "overdue.10", "overdue.15"]


def test_a_missed_week_is_caught_up_in_one_word_and_a_second_run_says_nothing(office):
    case = a_petition(office)
    assert op.sweep(by=NIGHT, on=date(2026, 3, 25)) == 2
    assert marks(case) == ["nearing.half", "nearing.5", "nearing.2", "nearing.0", "overdue.1", "overdue.5"]
    assert told("duty.overdue") == ["overdue.5"]
    before = Event.objects.count()
    assert op.sweep(by=NIGHT, on=date(2026, 3, 25)) == 0
    assert Event.objects.count() == before


def test_marks_that_lay_before_the_duty_was_opened_are_void(office):
    """A petition received long ago and written down today is told from today on, not of what has passed."""
    case = a_petition(office, received_on=date(2026, 2, 20), on=date(2026, 3, 4), late_because="Thư lạc.")
    duty = case.duties.get(rule__key=OWN)
    assert (duty.due_on, duty.watched_from) == (date(2026, 3, 6), date(2026, 3, 4))
    op.sweep(by=NIGHT, on=date(2026, 3, 6))
    assert marks(case) == ["nearing.0"]


def test_nobody_but_the_house_sweeps(office):
    with pytest.raises(PermissionDenied):
        op.sweep(by=office.actor("leader"), on=date(2026, 3, 12))


def test_a_met_duty_is_not_told(office):
    a_case(office, at=Status.FORWARDED)
    op.sweep(by=NIGHT, on=date(2026, 6, 1))
    assert DutyNotice.objects.filter(duty__state="met").count() == 0
    assert DutyNotice.objects.exclude(duty__state="met").exists()


def test_a_longer_date_is_told_of_its_own_marks(office):
    case = a_case(office, at=Status.FORWARDED)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=date(2026, 3, 3))
    duty = case.duties.get(rule__key="mttq.answer_asked")
    op.sweep(by=NIGHT, on=date(2026, 4, 14))
    assert marks(case, "mttq.answer_asked")[-1] == "nearing.2"
    op.extend_duty(
        case, duty=duty, more=15, because="Cơ quan đề nghị.", by=office.actor("leader"), on=date(2026, 4, 14)
    )
    duty.refresh_from_db()
    assert duty.due_on == date(2026, 5, 4)
    op.sweep(by=NIGHT, on=date(2026, 5, 1))
    assert marks(case, "mttq.answer_asked")[-2:] == ["nearing.2", "nearing.5"]
    op.sweep(by=NIGHT, on=date(2026, 5, 3))
    assert DutyNotice.objects.filter(duty=duty, mark="nearing.2").count() == 2
