"""A day of the past that limits run from: entered days afterwards it needs a reason, and a second person.

It holds at once: an earlier day makes the office's limits stricter, and waiting with it would count from a day that
everybody knows to be wrong. Until somebody else stands for it, nothing is closed. What a letter of another body says of
its own day is no entry of the past: a paper is as old as it is.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule

from .. import access, papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import rules_after_signature
from ..models import Case, LateEntry, Note
from ..vocabulary import EnteredLate, LateEntryState, Move
from .correcting import begin_anew, count_from_true_day
from .documents import write_note
from .freezing import author
from .moving import Moving, moving

GRACE = "mttq.entered_late"


def is_late(day: date, *, on: date) -> bool:
    """Say whether so many working days have passed that a reason is owed (a dated rule of the house)."""
    if day >= on:
        return False
    try:
        return on > clock.due_date(rule(GRACE, on=on).facts, start=day, calendar=working_calendar())
    except Refused:
        # A year whose calendar is not known is long ago.
        return True


def must_say_why(day: date, because: str, *, on: date) -> bool:
    """Raise Unusable where a late entry has no reason; return whether it is one."""
    late = is_late(day, on=on)
    if late and not because.strip():
        reason = _("Ngày này đã qua nhiều ngày làm việc: cần ghi vì sao ghi muộn; một lãnh đạo khác xác nhận sau.")
        raise Unusable("late_because", reason)
    return late


def note_late_entry(case: Case, what: str, day: date, *, note: Note, by: Actor, on: date) -> LateEntry:
    entry: LateEntry = LateEntry.objects.create(
        case=case, what=what, happened_on=day, recorded_on=on, note=note, recorded_by_id=by.person_id
    )
    return entry


def confirm_late_entry(case: Case, *, by: Actor, on: date) -> None:
    """A second person stands for the day."""
    with moving(case, Move.CONFIRM_LATE_ENTRY, "late_entry.confirmed", by=by, on=on) as step:
        entry = _judged(step, Move.CONFIRM_LATE_ENTRY, on=on)
        entry.be_confirmed()
        entry.save()


def strike_late_entry(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Nothing speaks for the day: the day of the entry counts, and the limits are counted from it."""
    with moving(case, Move.STRIKE_LATE_ENTRY, "late_entry.struck", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không công nhận ngày này."))
        entry = _judged(step, Move.STRIKE_LATE_ENTRY, on=on)
        write_note(step, because)
        entry.be_struck()
        entry.save()
        petition = papers.petition_of(step.case)
        setattr(petition, entry.what, entry.recorded_on)
        petition.save()
        if entry.what == EnteredLate.RECEIVED_ON:
            moved = count_from_true_day(step.case, entry.happened_on, entry.recorded_on, on=on)
        else:
            keys = rules_after_signature(step.case.kind)
            signed = step.case.duties.filter(rule__key__in=keys, started_on=entry.happened_on)
            moved = begin_anew(signed.select_related("rule", "unit"), entry.recorded_on, on=on)
        step.facts |= {"was": entry.happened_on.isoformat(), "now": entry.recorded_on.isoformat(), "duties": moved}


def _judged(step: Moving, move: Move, *, on: date) -> LateEntry:
    entry: LateEntry = step.case.late_entries.filter(state=LateEntryState.WAITING).order_by("pk")[0]
    if entry.recorded_by_id in access.persons_of(step.by):
        raise NotAllowedNow(move, [_("Người ghi ngày này không tự xác nhận; cần người thứ hai.")])
    entry.judged_by, entry.judged_on = author(step.by), on
    step.facts |= {"late_entry": entry.pk, "fact": str(entry.what)}
    return entry
