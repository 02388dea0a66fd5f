"""What was closed is opened again: one asks and says why, a leader who is somebody else decides."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import User

from .. import access
from ..errors import NotAllowedNow, Unusable
from ..models import Case, Reopening
from ..vocabulary import Move, ReopeningState
from .asking import heed_all
from .documents import write_note
from .duties import owe
from .freezing import author
from .instructing import must_handle
from .moving import Moving, moving


def ask_reopening(case: Case, *, because: str, by: Actor, on: date) -> Reopening:
    """Say why the case should be opened again; nothing runs until a leader agrees."""
    with moving(case, Move.ASK_REOPENING, "reopening.asked", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do mở lại."))
        asked: Reopening = Reopening.objects.create(
            case=step.case, note=write_note(step, because), asked_by=author(step.by), asked_on=on
        )
        step.facts["reopening"] = asked.pk
    return asked


def reopen(case: Case, *, handler: User, by: Actor, on: date) -> None:
    """The leader agrees and names who takes it; its clock starts anew."""
    with moving(case, Move.REOPEN, "case.reopened", by=by, on=on) as step:
        must_handle(step.case, handler, on=on)
        asked = _judged(step, Move.REOPEN, on=on)
        asked.be_granted()
        asked.save()
        step.case.outcome, step.case.closed_on = "", None
        step.case.handler, step.case.lead = handler, None
        if step.case.screening is not None:
            step.case.screening.be_replaced()
            step.case.screening.save()
        heed_all(step.case, because=str(_("Vụ việc được mở lại.")), by=step.by, on=on)
        owe(step.case, "mttq.reopened", start=on, unit=step.case.unit, on=on)
        step.facts["handler"] = str(handler.pk)


def decline_reopening(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The leader leaves it closed and says why; it may be asked again."""
    with moving(case, Move.DECLINE_REOPENING, "reopening.declined", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không mở lại."))
        asked = _judged(step, Move.DECLINE_REOPENING, on=on)
        write_note(step, because)
        asked.be_declined()
        asked.save()


def _judged(step: Moving, move: Move, *, on: date) -> Reopening:
    asked: Reopening = step.case.reopenings.get(state=ReopeningState.WAITING)
    if asked.asked_by_id in access.persons_of(step.by):
        raise NotAllowedNow(move, [_("Người đề nghị không tự quyết định; cần lãnh đạo khác.")])
    asked.judged_by, asked.judged_on = author(step.by), on
    step.facts["reopening"] = asked.pk
    return asked
