"""The letter at the agency: arrived, acknowledged, refused; or taken back by the MTTQ."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Unit

from ..errors import Unusable
from ..kinds import ASKED, KINDS
from ..models import Case, Referral
from ..vocabulary import Evidence, Move, ReferralStatus, RefusalReason
from .agency_papers import AgencyPaper, keep_act
from .duties import meet, owe, void
from .moving import Moving, moving
from .proceeding_duties import open_chain
from .superior import drop_recommendations


def confirm_delivery(case: Case, *, received_on: date, evidence: str, by: Actor, on: date, number: str = "") -> None:
    """Record the day the letter arrived, with its evidence: from here the date in the letter binds."""
    with moving(case, Move.CONFIRM_DELIVERY, "referral.delivered", by=by, on=on) as step:
        referral = lead_of(step.case)
        check_arrival(referral, received_on=received_on, evidence=evidence, on=on)
        arrive(step.case, referral, received_on=received_on, evidence=evidence, number=number, on=on)
        step.facts |= {"referral": referral.pk, "received_on": received_on.isoformat(), "evidence": str(evidence)}


def acknowledge_referral(case: Case, *, by: Actor, on: date, paper: AgencyPaper | None = None) -> None:
    """The agency takes it upon itself to answer. Whoever acknowledges has received."""
    with moving(case, Move.ACKNOWLEDGE_REFERRAL, "referral.acknowledged", by=by, on=on) as step:
        referral = lead_of(step.case)
        step.facts["referral"] = referral.pk
        take_on(step, referral, Move.ACKNOWLEDGE_REFERRAL, paper, on=on)


def take_on(step: Moving, referral: Referral, move: str, paper: AgencyPaper | None, *, on: date) -> None:
    """The agency has it and will answer; of an act on paper the day of the paper counts."""
    act = keep_act(step, referral, move, paper, on=on)
    since = act.dated_on if act else on
    if referral.status == ReferralStatus.SENT:
        evidence = Evidence.AGENCY_PAPER if act else Evidence.PORTAL
        arrive(step.case, referral, received_on=since, evidence=evidence, number=act.number if act else "", on=on)
    referral.be_acknowledged()
    referral.acknowledged_on = since
    referral.save()


def refuse_referral(
    case: Case,
    *,
    reason: str,
    text: str,
    by: Actor,
    on: date,
    belongs_to: Unit | None = None,
    paper: AgencyPaper | None = None,
) -> None:
    """The agency refuses, with a coded reason and whose it is instead; the case is back with its handler."""
    with moving(case, Move.REFUSE_REFERRAL, "referral.refused", by=by, on=on) as step:
        if reason not in RefusalReason.values:
            raise Unusable("reason", _("Cần chọn lý do từ chối."))
        if not text.strip():
            raise Unusable("text", _("Cần giải thích lý do để Mặt trận trả lời người nộp đơn."))
        referral = lead_of(step.case)
        act = keep_act(step, referral, Move.REFUSE_REFERRAL, paper, on=on)
        referral.be_refused()
        referral.refused_on = act.dated_on if act else on
        referral.refusal_reason, referral.refusal_text = reason, text.strip()
        referral.belongs_to = belongs_to
        referral.save()
        void(step.case, "mttq.confirm_delivery", *KINDS[step.case.kind].agency_rules, on=on, referral=referral)
        drop_recommendations(step.case, because=str(_("Cơ quan không còn giữ vụ việc.")), on=on)
        owe(step.case, "mttq.forward_again", start=on, unit=step.case.unit, on=on)
        step.facts |= {
            "referral": referral.pk,
            "reason": str(reason),
            "belongs_to": belongs_to.pk if belongs_to else None,
        }


def recall_referral(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The MTTQ takes back what was sent and not answered: nobody there owes anything, the case is with its handler."""
    with moving(case, Move.RECALL_REFERRAL, "referral.recalled", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao thu hồi, để cơ quan biết không còn phải trả lời."))
        referral = lead_of(step.case)
        referral.be_recalled()
        referral.recalled_on, referral.recalled_because = on, because.strip()
        referral.save()
        void(step.case, "mttq.confirm_delivery", *KINDS[step.case.kind].agency_rules, on=on, referral=referral)
        drop_recommendations(step.case, because=str(_("Cơ quan không còn giữ vụ việc.")), on=on)
        owe(step.case, "mttq.forward_after_recall", start=on, unit=step.case.unit, on=on)
        step.facts |= {"referral": referral.pk, "agency": referral.agency_id}


def check_arrival(referral: Referral, *, received_on: date, evidence: str, on: date) -> None:
    """Raise Unusable for a day on which it cannot have arrived, or that nothing speaks for."""
    if evidence not in Evidence.values:
        raise Unusable("evidence", _("Cần ghi căn cứ cho biết công văn đã đến nơi."))
    if received_on > on or (referral.sent_on is not None and received_on < referral.sent_on):
        raise Unusable("received_on", _("Ngày nhận phải từ ngày gửi công văn đến hôm nay."))


def arrive(case: Case, referral: Referral, *, received_on: date, evidence: str, on: date, number: str = "") -> None:
    """The letter is there: delivery is known and the agency's clock starts (law.md §14 point 17)."""
    referral.be_received()
    referral.received_on, referral.evidence, referral.evidence_number = received_on, evidence, number
    # Kept as a step of its own, also where the same act goes on: the machine knows no way round it.
    referral.save()
    meet(case, "mttq.confirm_delivery", on=received_on, referral=referral)
    owe(
        case,
        ASKED,
        start=received_on,
        # A letter that comes after the date it asks for cannot be answered before it came.
        given=max(referral.answer_by, received_on),
        unit=referral.agency,
        referral=referral,
        on=on,
    )
    # The limits of the law bind whoever answers for the case, not who helps.
    limits = () if referral.cooperates else KINDS[case.kind].limits_of(referral.agency.kind)
    for key in limits:
        owe(case, key, start=received_on, unit=referral.agency, referral=referral, on=on)
    open_chain(case, referral, start=received_on, on=on)


def lead_of(case: Case) -> Referral:
    referral = case.lead
    assert referral is not None, "the lifecycle allows this move only when a letter was sent"
    return referral
