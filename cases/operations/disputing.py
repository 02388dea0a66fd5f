"""A petition that goes round: raised by the draft that would send it on once more, settled by the leader."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Unit

from ..errors import NotAllowedNow, Unusable
from ..models import Case, Dispute, Referral
from ..transfers import came_back, goes_round
from ..vocabulary import DisputeDecision, DisputeGround, DisputeState, Move
from .addressing import must_be_there
from .duties import meet, owe
from .freezing import SETTLED_SOON, author, drop_dispute
from .moving import Moving, moving

ASKED_SOON = "mttq.ask_superior"


def raise_dispute(step: Moving, referral: Referral, *, on: date) -> None:
    """Lay before the leader a draft that sends the petition round, unless the leader has sent it there already."""
    case, agency = step.case, referral.agency
    last = came_back(case)[-1:]
    known = case.disputes.exclude(state=DisputeState.DROPPED).order_by("-pk").first()
    decided = known if known is not None and last and not known.is_open and known.after_id == last[0].pk else None
    if decided is not None and decided.agency_id == agency.pk:
        return
    ground = goes_round(case, agency.pk)
    if decided is not None:
        # Decided otherwise: whoever has a reason against it asks once more.
        ground = ground or DisputeGround.BACK_AGAIN
    waiting = known if known is not None and known.is_open else None
    if not ground:
        if waiting is not None:
            drop_dispute(waiting, on=on)
            # The draft is the handler's again: who held the file is read from the events alone.
            step.facts["dispute_dropped"] = waiting.pk
        return
    dispute = waiting or Dispute(case=case, after=last[0], raised_on=on)
    dispute.referral, dispute.ground, dispute.proposed = referral, ground, agency
    dispute.save()
    if waiting is None:
        owe(case, SETTLED_SOON, start=on, unit=case.unit, on=on)
        step.facts |= {"dispute": dispute.pk, "ground": str(ground)}


def must_not_go_round(case: Case, move: str) -> None:
    """What is drafted and laid before the leader in one go leaves nobody the time to decide where it goes."""
    if case.disputes.filter(state=DisputeState.OPEN).exists():
        reason = _("Đơn đi vòng: hãy soạn công văn chuyển để lãnh đạo quyết định nơi chuyển, rồi mới trình ký.")
        raise NotAllowedNow(move, [reason])


def leader_sends_to(case: Case, agency: Unit) -> bool:
    """Say whether the leader, knowing what came back last, decided that it goes there."""
    dispute, last = case.dispute, came_back(case)[-1:]
    return bool(last) and dispute is not None and (dispute.agency_id, dispute.after_id) == (agency.pk, last[0].pk)


def settle_dispute(
    case: Case,
    *,
    decision: str,
    because: str,
    by: Actor,
    on: date,
    agency: Unit | None = None,
    superior: Unit | None = None,
) -> None:
    """The leader says where a petition goes that has gone round; or that the superior body is asked first.

    The MTTQ judges nobody's competence: it decides where it sends, and the agency may refuse again.
    """
    with moving(case, Move.SETTLE_DISPUTE, "dispute.settled", by=by, on=on) as step:
        dispute = step.case.dispute
        assert dispute is not None, "the lifecycle allows this move only when one is open"
        if decision not in DisputeDecision.values:
            raise Unusable("decision", _("Cần chọn chuyển đến đâu, hay hỏi cơ quan cấp trên."))
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do, để người xử lý và cơ quan sau này hiểu vì sao."))
        dispute.agency = _agency(dispute, decision, agency, on=on)
        dispute.superior = _superior(decision, superior, on=on)
        dispute.be_settled()
        dispute.decision, dispute.because = decision, because.strip()
        dispute.settled_by, dispute.settled_on = author(step.by), on
        dispute.save()
        meet(step.case, SETTLED_SOON, on=on)
        if decision == DisputeDecision.ASK_SUPERIOR:
            owe(step.case, ASKED_SOON, start=on, unit=step.case.unit, on=on)
        named = dispute.agency or dispute.superior
        step.facts |= {"dispute": dispute.pk, "decision": str(decision), "agency": named.pk if named else None}


def _agency(dispute: Dispute, decision: str, agency: Unit | None, *, on: date) -> Unit | None:
    if decision == DisputeDecision.SEND:
        return dispute.proposed
    if decision != DisputeDecision.SEND_ELSEWHERE:
        return None
    if agency is None:
        raise Unusable("agency", _("Cần chọn cơ quan mà đơn được chuyển đến."))
    _must_be_outside(agency, "agency", on=on)
    if agency.pk == dispute.proposed_id:
        raise Unusable("agency", _("Dự thảo đã ghi cơ quan này: hãy chọn vẫn chuyển đến cơ quan ghi trong dự thảo."))
    return agency


def _superior(decision: str, superior: Unit | None, *, on: date) -> Unit | None:
    if decision != DisputeDecision.ASK_SUPERIOR:
        return None
    if superior is None:
        raise Unusable("superior", _("Cần chọn cơ quan cấp trên chung sẽ được hỏi."))
    _must_be_outside(superior, "superior", on=on)
    return superior


def _must_be_outside(unit: Unit, field: str, *, on: date) -> None:
    must_be_there(unit, field, on=on)
    if unit.is_front:
        raise Unusable(field, _("Cần chọn cơ quan có thẩm quyền; Mặt trận không tự chuyển đơn cho mình."))
