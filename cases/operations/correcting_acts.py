"""The paper of an act of the competent body was written down wrongly: its number, its days, the ground it names.

What hangs on the days is counted again at once; where a limit has moved, a second person stands for it.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from ..errors import Unusable
from ..models import Case, Proceeding
from ..vocabulary import CorrectedWhat, EnteredLate, Move, NotAccepted, ProceedingFact
from .act_days import move_act, move_arrival
from .correcting import keep_correction, must_say_why
from .late_entries import note_late_entry
from .moving import moving


def correct_act(
    case: Case,
    *,
    proceeding: Proceeding,
    number: str,
    dated_on: date,
    arrived_on: date,
    because: str,
    by: Actor,
    on: date,
    ground: str = "",
) -> None:
    """Write the paper down as it is. Where a limit moves by it, the case does not end before a second person agrees."""
    with moving(case, Move.CORRECT_ACT, "act.corrected", by=by, on=on) as step:
        must_say_why(because)
        acts = Proceeding.objects.exclude(what=ProceedingFact.SENT_BACK).filter(case=step.case)
        act = acts.select_related("referral", "met__rule", "opened__rule", "case").filter(pk=proceeding.pk).first()
        if act is None:
            raise Unusable("proceeding", _("Cần chọn một văn bản của cơ quan có thẩm quyền trong vụ việc này."))
        if not number.strip():
            raise Unusable("number", _("Cần ghi số văn bản."))
        was, days = _said(act), (act.dated_on, act.arrived_on)
        moved: set[int] = set()
        if ground:
            _name_ground(act, ground)
        # Whichever goes further is moved first, so that the paper never arrives before its day.
        if arrived_on > act.arrived_on:
            moved |= set(move_arrival(act, arrived_on=arrived_on, on=on))
        moved |= set(move_act(act, number=number.strip(), dated_on=dated_on, on=on))
        if arrived_on < act.arrived_on:
            moved |= set(move_arrival(act, arrived_on=arrived_on, on=on))
        now = _said(act)
        if was == now:
            raise Unusable("number", _("Văn bản ghi lại giống hệt điều đã ghi."))
        made = keep_correction(step, CorrectedWhat.ACT, because, was=was, now=now, on=on, proceeding=act)
        step.facts |= {"proceeding": act.pk, "referral": act.referral_id, "duties": sorted(moved)}
        if act.dated_on != days[0]:
            step.facts |= {"was": days[0].isoformat(), "now": act.dated_on.isoformat()}
        changed = ((EnteredLate.ACT_ON, days[0], act.dated_on), (EnteredLate.ACT_ARRIVED, days[1], act.arrived_on))
        for what, before, day in changed:
            if moved and before != day:
                entry = note_late_entry(
                    step.case, what, day, note=made.note, by=step.by, on=on, proceeding=act, instead=before
                )
                step.facts["late_entry"] = entry.pk


def _name_ground(act: Proceeding, ground: str) -> None:
    if act.what != ProceedingFact.REFUSED or ground not in NotAccepted.values:
        raise Unusable("ground", _("Chỉ thông báo không thụ lý nêu căn cứ, chọn trong danh sách."))
    act.ground = ground


def _said(act: Proceeding) -> str:
    arrived = _("%(number)s ngày %(day)s, đến %(arrived)s") % {
        "number": act.number,
        "day": f"{act.dated_on:%d/%m/%Y}",
        "arrived": f"{act.arrived_on:%d/%m/%Y}",
    }
    return "; ".join(filter(None, [str(arrived), act.get_ground_display()]))
