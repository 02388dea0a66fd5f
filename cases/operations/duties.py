"""Starting, meeting and ending what is owed, always under the lock of the case."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from audit.rows import add_all, set_each
from deadlines.calendar import Calendar, working_calendar
from deadlines.marks import Mark, passed
from deadlines.refusals import Refused
from deadlines.rules import rule, rules
from deadlines.vocabulary import Because, DutyState
from deadlines.words import in_own_words
from organizations.models import Unit

from ..errors import Unusable
from ..models import Case, Commitment, Duty, DutyComputation, Referral
from .rungs import drop_rungs

COUNTED = ("rule", "due_on", "watched_from", "calendar_version", "next_mark_on")
"""What may be otherwise when a duty was counted again."""


def owe(
    case: Case,
    key: str,
    *,
    start: date,
    unit: Unit,
    on: date,
    given: date | None = None,
    referral: Referral | None = None,
    commitment: Commitment | None = None,
) -> Duty:
    """Start a duty under the rule in force on the day its clock starts, and keep the certificate of its date.

    Raises `Unusable` with the law's own sentence when no rule or no calendar covers the dates.
    """
    try:
        duty = Duty(case=case, rule=rule(key, on=start), unit=unit, started_on=start, given_on=given)
        certificate = duty.compute(working_calendar(), on=on)
    except Refused as refusal:
        raise Unusable("received_on", in_own_words(refusal)) from refusal
    duty.referral, duty.commitment = referral, commitment
    duty.save()
    DutyComputation.of(certificate, because=Because.OPENED, duty=duty).save()
    return duty


def owe_all(case: Case, keys: Sequence[str], *, start: date, unit: Unit, on: date) -> list[Duty]:
    """Start several duties on one day: the same as one after the other, asked and written together."""
    try:
        calendar, found = working_calendar(), rules(keys, on=start)
        duties = [Duty(case=case, rule=found[key], unit=unit, started_on=start) for key in keys]
        certificates = [duty.compute(calendar, on=on) for duty in duties]
    except Refused as refusal:
        raise Unusable("received_on", in_own_words(refusal)) from refusal
    Duty.objects.bulk_create(duties)
    DutyComputation.objects.bulk_create(
        DutyComputation.of(certificate, because=Because.OPENED, duty=duty)
        for certificate, duty in zip(certificates, duties, strict=True)
    )
    return duties


def count_again(duty: Duty, *, because: str, on: date, calendar: Calendar | None = None) -> date:
    """Count the date anew from the facts as they stand, keep the certificate, and return the date that was."""
    was = duty.due_on
    certificate = duty.compute(calendar or working_calendar(), on=on)
    duty.save()
    DutyComputation.of(certificate, because=because, duty=duty).save()
    if was != duty.due_on:
        drop_rungs(duty, on=on)
    return was


def count_all_again(counted: Sequence[tuple[Duty, str, Calendar]], *, on: date) -> dict[int, tuple[date, int]]:
    """The same for many at once, each for its reason; return the date that was, and how many chases fell away."""
    was = {duty.pk: duty.due_on for duty, _because, _calendar in counted}
    computations = [
        DutyComputation.of(duty.compute(calendar, on=on), because=because, duty=duty)
        for duty, because, calendar in counted
    ]
    duties = [duty for duty, _because, _calendar in counted]
    set_each(duties, COUNTED)
    add_all(computations)
    dropped = drop_rungs(*(duty for duty in duties if was[duty.pk] != duty.due_on), on=on)
    return {pk: (day, dropped.get(pk, 0)) for pk, day in was.items()}


def must_be_countable(key: str, field: str, *, start: date, given: date) -> None:
    """Refuse at its field a date that nobody could count to once the duty starts: later it would block the move."""
    try:
        Duty(rule=rule(key, on=start), started_on=start, given_on=given).certificate(working_calendar())
    except Refused as refusal:
        raise Unusable(field, in_own_words(refusal)) from refusal


def meet(
    case: Case, *keys: str, on: date, commitment: Commitment | None = None, referral: Referral | None = None
) -> None:
    """The duties under these rules are done; of one referral only, where it is named: others run beside it."""
    for duty in _running(case, *keys, referral=referral):
        if commitment is None or duty.commitment_id == commitment.pk:
            duty.meet(on=on)
            duty.save()
            drop_rungs(duty, on=on)


def meet_started(case: Case, key: str, *, started_on: date, on: date) -> None:
    """One of the duties of this rule that began that day is done: two letters may wait for their numbers at once."""
    for duty in [one for one in _running(case, key) if one.started_on == started_on][:1]:
        duty.meet(on=on)
        duty.save()


def waive_duty(case: Case, *keys: str, on: date, commitment: Commitment) -> None:
    """What was promised need no longer be done."""
    for duty in _running(case, *keys):
        if duty.commitment_id == commitment.pk:
            duty.waive(on=on)
            duty.save()


def void(case: Case, *keys: str, on: date, referral: Referral | None = None) -> None:
    """The duties under these rules (all, when none is named) are no longer owed: the facts went another way."""
    for duty in _running(case, *keys, referral=referral):
        duty.make_void(on=on)
        duty.save()
        drop_rungs(duty, on=on)


def run_on(duty: Duty, *, on: date) -> None:
    """Let a clock run on that ended with its case: counted from its old start, as if it had never stopped."""
    still = duty.stops.filter(last_on=None).exists()
    duty.state, duty.ended_on = DutyState.PAUSED if still else DutyState.RUNNING, None
    calendar = working_calendar()
    count_again(duty, because=Because.RESTORED, on=on, calendar=calendar)
    untold = _untold(duty, calendar, on=on)
    if untold and not still:
        # What was passed meanwhile is told now, in one word, like what was missed in any other way.
        duty.watch(calendar, after=untold[0].on - timedelta(days=1))
        duty.save()


def _untold(duty: Duty, calendar: Calendar, *, on: date) -> list[Mark]:
    told = set(duty.notices.filter(due_on=duty.due_on).values_list("mark", flat=True))
    return [mark for mark in passed(duty.course(), calendar, until=on) if mark.name not in told]


def running(case: Case) -> list[Duty]:
    """Everything the case still owes."""
    return _running(case)


def _running(case: Case, *keys: str, referral: Referral | None = None) -> list[Duty]:
    running = case.duties.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED])
    if referral is not None:
        # What came from an old book may not say of which sending it is: then there was only one.
        running = running.filter(Q(referral=referral) | Q(referral=None))
    return list(running.filter(rule__key__in=keys) if keys else running)
