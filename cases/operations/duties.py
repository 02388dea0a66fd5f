"""Starting, meeting and ending what is owed, always under the lock of the case."""

from datetime import date

from deadlines.calendar import working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule
from deadlines.vocabulary import DutyState
from deadlines.words import in_own_words
from organizations.models import Unit

from ..errors import Unusable
from ..models import Case, Commitment, Duty, DutyComputation, Referral


def owe(
    case: Case,
    key: str,
    *,
    start: date,
    unit: Unit,
    given: date | None = None,
    referral: Referral | None = None,
    commitment: Commitment | None = None,
) -> Duty:
    """Start a duty under the rule in force on the day its clock starts, and keep the certificate of its date.

    Raises `Unusable` with the law's own sentence when no rule or no calendar covers the dates.
    """
    try:
        duty = Duty(case=case, rule=rule(key, on=start), unit=unit, started_on=start, given_on=given)
        certificate = duty.compute(working_calendar())
    except Refused as refusal:
        raise Unusable("received_on", in_own_words(refusal)) from refusal
    duty.referral, duty.commitment = referral, commitment
    duty.save()
    DutyComputation.of(certificate, duty=duty).save()
    return duty


def must_be_countable(key: str, field: str, *, start: date, given: date) -> None:
    """Refuse at its field a date that nobody could count to once the duty starts: later it would block the move."""
    try:
        Duty(rule=rule(key, on=start), started_on=start, given_on=given).compute(working_calendar())
    except Refused as refusal:
        raise Unusable(field, in_own_words(refusal)) from refusal


def meet(case: Case, *keys: str, on: date, commitment: Commitment | None = None) -> None:
    """The duties under these rules are done."""
    for duty in _running(case, *keys):
        if commitment is None or duty.commitment_id == commitment.pk:
            duty.meet(on=on)
            duty.save()


def waive_duty(case: Case, *keys: str, on: date, commitment: Commitment) -> None:
    """What was promised need no longer be done."""
    for duty in _running(case, *keys):
        if duty.commitment_id == commitment.pk:
            duty.waive(on=on)
            duty.save()


def void(case: Case, *keys: str, on: date) -> None:
    """The duties under these rules (all, when none is named) are no longer owed: the facts went another way."""
    for duty in _running(case, *keys):
        duty.make_void(on=on)
        duty.save()


def _running(case: Case, *keys: str) -> list[Duty]:
    running = case.duties.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED])
    return list(running.filter(rule__key__in=keys) if keys else running)
