"""What is owed about sessions and refusals: started, met, ended, swept and counted again, like the duties of cases."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from audit.acting import acting
from audit.actor import Actor
from audit.record import NewEvent, record, record_many
from deadlines.calendar import Calendar, working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule
from deadlines.vocabulary import Because, DutyState
from deadlines.words import in_own_words

from ..errors import Unusable
from ..models import ReceptionComputation, ReceptionDuty, ReceptionNotice, ReceptionSession, Refusal

AT_ONCE = 200
About = ReceptionSession | Refusal


def owe_about(about: About, key: str, *, start: date, on: date, field: str) -> ReceptionDuty:
    """Start a duty about a session or a refusal. A limit that counts backward is owed before the day it starts from."""
    unit = about.visit.session.unit if isinstance(about, Refusal) else about.unit
    try:
        duty = ReceptionDuty(rule=rule(key, on=start), unit=unit, started_on=start)
        certificate = duty.compute(working_calendar(), on=on)
    except Refused as refusal:
        raise Unusable(field, in_own_words(refusal)) from refusal
    if isinstance(about, Refusal):
        duty.refusal = about
    else:
        duty.session = about
    duty.save()
    ReceptionComputation.of(certificate, because=Because.OPENED, duty=duty).save()
    return duty


def meet_about(about: About, *keys: str, on: date) -> None:
    for duty in _open(about, *keys):
        duty.meet(on=on)
        duty.save()


def void_about(about: About, *keys: str, on: date) -> None:
    """What was owed (all, when no rule is named) is owed no longer: the facts went another way."""
    for duty in _open(about, *keys):
        duty.make_void(on=on)
        duty.save()


def sweep_reception(*, by: Actor, on: date) -> int:
    """Note every mark that was passed and is not yet told, in the order of the rows, batch by batch."""
    waiting = sorted(ReceptionDuty.objects.filter(next_mark_on__lte=on).values_list("pk", flat=True))
    calendar = working_calendar()
    batches = (waiting[first : first + AT_ONCE] for first in range(0, len(waiting), AT_ONCE))
    return sum(_note(batch, calendar, by=by, on=on) for batch in batches)


def recount_reception(*, by: Actor, on: date) -> Iterator[ReceptionDuty]:
    """Count every open date anew, after the calendar or the law has changed; yield what moved."""
    calendar = working_calendar()
    for pk in list(_running().filter(due_on__gte=on).order_by("pk").values_list("pk", flat=True)):
        with acting(by), transaction.atomic():
            duty = _running().select_for_update(of=("self",)).filter(pk=pk).select_related("rule").first()
            if duty is None or not _moves(duty, calendar):
                continue
            was, duty.rule = duty.due_on, rule(duty.rule.key, on=duty.started_on)
            certificate = duty.compute(calendar, on=on)
            duty.save()
            ReceptionComputation.of(certificate, because=Because.CALENDAR, duty=duty).save()
            facts = _facts(duty) | {"was": was.isoformat()}
            record("reception_duty.recomputed", duty.about, by=by, on=on, **facts)
        yield duty


def _open(about: About, *keys: str) -> list[ReceptionDuty]:
    running = about.duties.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED])
    return list(running.filter(rule__key__in=keys) if keys else running)


def _running() -> "QuerySet[ReceptionDuty]":
    return ReceptionDuty.objects.filter(state=DutyState.RUNNING)


def _moves(duty: ReceptionDuty, calendar: Calendar) -> bool:
    try:
        return duty.count(calendar, rule=rule(duty.rule.key, on=duty.started_on)) != duty.due_on
    except Refused:
        # What cannot be counted any more keeps the date that was told to people.
        return False


def _note(batch: list[int], calendar: Calendar, *, by: Actor, on: date) -> int:
    with acting(by), transaction.atomic():
        locked = ReceptionDuty.objects.select_for_update(of=("self",)).filter(pk__in=batch, next_mark_on__lte=on)
        duties = list(locked.select_related("rule", "session", "refusal").order_by("pk"))
        happened: list[NewEvent] = []
        for duty in duties:
            marks = duty.come_to(on, calendar)
            told = [ReceptionNotice(duty=duty, due_on=duty.due_on, mark=mark.name, noted_on=on) for mark in marks]
            ReceptionNotice.objects.bulk_create(told, ignore_conflicts=True)
            duty.save(update_fields=["next_mark_on"])
            if marks:
                facts = _facts(duty) | {"threshold": marks[-1].name}
                if marks[-1].is_overdue:
                    happened.append(NewEvent("reception_duty.overdue", duty.about, facts))
                else:
                    happened.append(NewEvent("reception_duty.soon", duty.about, facts))
        if happened:
            record_many(happened, by=by, on=on)
    return len(duties)


def _facts(duty: ReceptionDuty) -> dict[str, object]:
    return {"duty": duty.pk, "rule": duty.rule.key, "due_on": duty.due_on.isoformat()}
