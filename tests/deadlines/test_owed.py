"""What every duty can do, shown on the duties of a case."""

from datetime import date

import pytest

from cases.models import Duty, DutyComputation
from deadlines.models import CertificateIsFinal
from deadlines.refusals import NoDateGiven
from deadlines.rules import rule
from deadlines.vocabulary import DutyState

STARTED = date(2026, 11, 13)


def a_duty(key, **facts):
    return Duty(rule=rule(key, on=STARTED), started_on=STARTED, **facts)


def test_the_first_date_stays_when_the_present_one_moves(law, calendar):
    duty = a_duty("mttq.answer_asked", given_on=date(2026, 11, 20))
    certificate = duty.compute(calendar, on=STARTED)
    duty.given_on = date(2026, 11, 27)
    duty.compute(calendar, on=STARTED)
    assert certificate.due_on == duty.first_due_on == date(2026, 11, 20)
    assert duty.due_on == date(2026, 11, 27)


def test_a_duty_from_a_letter_needs_the_date_of_the_letter(law, calendar):
    with pytest.raises(NoDateGiven):
        a_duty("mttq.commitment").compute(calendar, on=STARTED)


def test_a_duty_in_a_remote_area_has_the_length_of_its_variant(law, calendar):
    duty = a_duty("kn.file_second", variant="remote_area")
    assert duty.certificate(calendar).counted_until == date(2026, 12, 28)


def test_a_duty_is_overdue_from_the_day_after_and_only_while_it_runs(law, calendar):
    duty = a_duty("kn.accept")
    duty.compute(calendar, on=STARTED)
    assert not duty.is_overdue(on=date(2026, 11, 25))
    assert duty.is_overdue(on=date(2026, 11, 26))
    duty.state = DutyState.PAUSED
    assert duty.is_open
    assert not duty.is_overdue(on=date(2026, 11, 26))


@pytest.mark.parametrize(
    ("end", "state", "met_on"),
    [
        ("meet", DutyState.MET, STARTED),
        ("waive", DutyState.WAIVED, None),
        ("make_void", DutyState.VOID, None),
    ],
)
def test_an_ended_duty_says_how_and_when(law, end, state, met_on):
    duty = a_duty("kn.accept")
    getattr(duty, end)(on=STARTED)
    assert (duty.state, duty.met_on, duty.ended_on, duty.is_open) == (state, met_on, STARTED, False)


def test_the_kept_computation_is_the_certificate_and_is_never_changed(law, calendar):
    certificate = a_duty("kn.accept").certificate(calendar)
    kept = DutyComputation.of(certificate, because="opened")
    assert kept.certificate == certificate.as_json()
    assert (kept.rule_key, kept.rule_version, kept.calendar_version) == ("kn.accept", 1, calendar.version)
    kept._state.adding = False
    with pytest.raises(CertificateIsFinal):
        kept.save()
