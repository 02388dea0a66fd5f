"""The sweep tells of each threshold once, however often and however late it runs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow
from cases.models import DutyNotice
from cases.vocabulary import Status, Threshold
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db
NIGHT = system("sweep")


def test_a_missed_night_loses_nothing_and_a_second_run_tells_nothing(office):
    a_petition(office)
    late = date(2026, 3, 20)
    noted = op.sweep(by=NIGHT, on=late)
    assert noted == DutyNotice.objects.count() == 2
    assert set(Event.objects.filter(kind="duty.overdue").values_list("facts__rule", flat=True)) == {
        "tt36.own_processing",
        "tcd.result_notice_to_citizen",
    }
    assert op.sweep(by=NIGHT, on=late) == 0


def test_a_duty_is_soon_due_first_and_overdue_later(office):
    case = a_petition(office)
    due_on = case.duties.get(rule__key="tt36.own_processing").due_on
    assert due_on == date(2026, 3, 16)
    assert op.sweep(by=NIGHT, on=date(2026, 3, 6)) == 0
    assert op.sweep(by=NIGHT, on=date(2026, 3, 12)) == 2
    assert op.sweep(by=NIGHT, on=due_on) == 0
    assert op.sweep(by=NIGHT, on=date(2026, 3, 17)) == 2
    assert list(DutyNotice.objects.order_by("pk").values_list("threshold", flat=True)) == ["soon"] * 2 + ["overdue"] * 2


def test_nobody_but_the_house_notes_a_threshold(office):
    case = a_petition(office)
    with pytest.raises(PermissionDenied):
        op.note_threshold(case.duties.first(), Threshold.SOON, by=office.actor("leader"), on=date(2026, 3, 12))


def test_a_met_duty_is_not_told(office):
    case = a_case(office, at=Status.FORWARDED)
    duty = case.duties.filter(state="met").first()
    with pytest.raises(NotAllowedNow):
        op.note_threshold(duty, Threshold.OVERDUE, by=NIGHT, on=date(2026, 6, 1))
