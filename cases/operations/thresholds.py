"""The sweep: which marks were passed and are not yet told? A missed week loses nothing, and twice tells once."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from audit.acting import acting
from audit.actor import Actor
from audit.record import NewEvent, record_many
from audit.rows import set_each
from deadlines.calendar import Calendar, working_calendar
from deadlines.marks import Mark
from deadlines.reading import law_read_once

from .. import access
from ..models import Case, Duty, DutyNotice
from .ladder import raise_rungs, reach_rungs
from .reception_duties import sweep_reception

AT_ONCE = 500


def sweep(*, by: Actor, on: date) -> int:
    """Note every mark that was passed and is not yet told, one event for each duty. Return how many duties."""
    if not access.is_the_house(by):
        raise PermissionDenied("sweep")
    # In the order of their cases: every batch locks its cases in one order, so that two sweeps never cross.
    cases = sorted(set(_waiting(on).values_list("case", flat=True)))
    batches = [cases[first : first + AT_ONCE] for first in range(0, len(cases), AT_ONCE)]
    calendar = working_calendar() if batches else None
    done = sum(_note(batch, calendar, by=by, on=on) for batch in batches if calendar is not None)
    # Whoever is late is chased: first what is late is known, then whose turn it is.
    reach_rungs(by=by, on=on)
    return done + sweep_reception(by=by, on=on)


def _waiting(on: date) -> "QuerySet[Duty]":
    # Only what runs is watched (a constraint says so): the index over the watched is all that is read.
    return Duty.objects.filter(next_mark_on__lte=on).order_by()


def _note(cases: list[int], calendar: Calendar, *, by: Actor, on: date) -> int:
    """Note what a batch of cases passed, in one transaction: killed half-way, the whole batch is still to do."""
    with acting(by), law_read_once(), transaction.atomic():
        # Under the lock of the case nobody meets the duty between our look and our word.
        locked = Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").only("status").in_bulk()
        duties = list(_waiting(on).filter(case__in=locked).prefetch_related("rule").order_by("case", "pk"))
        notices: list[DutyNotice] = []
        happened: list[NewEvent] = []
        late: list[Duty] = []
        for duty in duties:
            duty.case = locked[duty.case_id]
            marks = duty.come_to(on, calendar)
            notices += [DutyNotice(duty=duty, due_on=duty.due_on, mark=mark.name, noted_on=on) for mark in marks]
            if marks:
                happened.append(_told(duty, marks[-1]))
                if marks[-1].is_overdue:
                    late.append(duty)
        raise_rungs(late, on=on)
        if happened:
            record_many(happened, by=by, on=on)
        # A mark told before, by the same date, stays told.
        DutyNotice.objects.bulk_create(notices, ignore_conflicts=True)
        set_each(duties, ["next_mark_on"])
    return len(duties)


def _told(duty: Duty, latest: Mark) -> NewEvent:
    facts = {
        "duty": duty.pk,
        "rule": duty.rule.key,
        "due_on": duty.due_on.isoformat(),
        "threshold": latest.name,
    }
    if latest.is_overdue:
        return NewEvent("duty.overdue", duty.case, facts)
    return NewEvent("duty.soon", duty.case, facts)
