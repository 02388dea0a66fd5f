"""A day that was entered late, or corrected, and that limits hang on: a second person stands for it or strikes it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from .. import access, papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import rules_after_signature
from ..models import Case, LateEntry
from ..vocabulary import EnteredLate, LateEntryState, Move
from .act_days import move_act, move_arrival
from .correcting import begin_anew, count_from_true_day
from .documents import write_note
from .freezing import author
from .moving import Moving, moving


def confirm_late_entry(case: Case, *, by: Actor, on: date) -> None:
    """A second person stands for the day."""
    with moving(case, Move.CONFIRM_LATE_ENTRY, "late_entry.confirmed", by=by, on=on) as step:
        entry = _judged(step, Move.CONFIRM_LATE_ENTRY, on=on)
        entry.be_confirmed()
        entry.save()


def strike_late_entry(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Nothing speaks for the day: the day of the entry counts, or the one before the correction, and limits by it."""
    with moving(case, Move.STRIKE_LATE_ENTRY, "late_entry.struck", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không công nhận ngày này."))
        entry = _judged(step, Move.STRIKE_LATE_ENTRY, on=on)
        write_note(step, because)
        entry.be_struck()
        entry.save()
        moved = _take_back(step, entry, on=on)
        step.facts |= {"was": entry.happened_on.isoformat(), "now": entry.counts_on.isoformat(), "duties": moved}


def _take_back(step: Moving, entry: LateEntry, *, on: date) -> list[int]:
    """Let the other day count, and everything that ran from the one that was struck."""
    day, act = entry.counts_on, entry.proceeding
    if act is not None:
        step.facts |= {"proceeding": act.pk, "referral": act.referral_id}
        try:
            if entry.what == EnteredLate.ACT_ARRIVED:
                return move_arrival(act, arrived_on=day, on=on)
            return move_act(act, number=act.number, dated_on=day, on=on)
        except Unusable as refusal:
            # What was recorded meanwhile rests on the day that is to be struck.
            raise NotAllowedNow(Move.STRIKE_LATE_ENTRY, [refusal.reason]) from refusal
    petition = papers.petition_of(step.case)
    setattr(petition, entry.what, day)
    petition.save()
    if entry.what == EnteredLate.RECEIVED_ON:
        return count_from_true_day(step.case, entry.happened_on, day, on=on)
    keys = rules_after_signature(step.case.kind)
    signed = step.case.duties.filter(rule__key__in=keys, started_on=entry.happened_on)
    return begin_anew(signed.select_related("rule", "unit"), day, on=on)


def _judged(step: Moving, move: Move, *, on: date) -> LateEntry:
    entry: LateEntry = step.case.late_entries.filter(state=LateEntryState.WAITING).order_by("pk")[0]
    if entry.recorded_by_id in access.persons_of(step.by):
        raise NotAllowedNow(move, [_("Người ghi ngày này không tự xác nhận; cần người thứ hai.")])
    entry.judged_by, entry.judged_on = author(step.by), on
    step.facts |= {"late_entry": entry.pk, "fact": str(entry.what)}
    return entry
