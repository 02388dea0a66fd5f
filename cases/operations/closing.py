"""The end of a case, and its way back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import User

from .. import papers
from ..errors import Unusable
from ..models import Case
from ..vocabulary import ENDS_BY_CLOSING, Authority, Move, Outcome, PartyRole, ReferralStatus
from .asking import heed_all
from .cooperating import end_requests
from .duties import meet, owe, void
from .freezing import drop_what_has_not_left
from .instructing import must_handle
from .moving import Moving, moving
from .superior import drop_recommendations

STILL_RUNNING = (
    ReferralStatus.PREPARED,
    ReferralStatus.SENT,
    ReferralStatus.RECEIVED,
    ReferralStatus.ACKNOWLEDGED,
)


def close(case: Case, *, outcome: str, by: Actor, on: date) -> None:
    """The leader ends the case with its outcome; nothing stays owed."""
    with moving(case, Move.CLOSE, "case.closed", by=by, on=on) as step:
        if outcome not in ENDS_BY_CLOSING:
            raise Unusable("outcome", _("Cần chọn vụ việc kết thúc thế nào."))
        step.case.outcome, step.case.closed_on = outcome, on
        drop_what_has_not_left(step.case, because=str(_("Vụ việc đã kết thúc.")), on=on)
        meet(step.case, "mttq.close_file", on=on)
        void(step.case, on=on)
        step.facts["outcome"] = str(outcome)
        here = step.case.papers.filter(is_original=True, returned=None).count()
        if here:
            # What is the citizen's goes back all the same; the history says that it was known.
            step.facts["originals_here"] = here


def withdraw(case: Case, *, by: Actor, on: date, party: int | None = None, all_signed: bool = False) -> None:
    """The petitioner withdraws: drafts are cancelled, the agency's clock and all others stop.

    `party` is who withdraws, where several stand behind the petition; of a group each must have signed, or its
    appointed representative (Luật Khiếu nại Điều 10; NĐ 155/2026 Điều 7a).
    """
    with moving(case, Move.WITHDRAW, "case.withdrawn", by=by, on=on) as step:
        step.facts["party"] = _who_withdraws(step, party, all_signed=all_signed)
        step.case.outcome, step.case.closed_on = Outcome.WITHDRAWN, on
        drop_what_has_not_left(step.case, because=str(_("Người nộp đơn rút đơn.")), on=on)
        lead = step.case.lead
        if lead is not None and lead.status in STILL_RUNNING:
            lead.be_ended()
            lead.save()
        end_requests(step, because=str(_("Người nộp đơn rút đơn.")), on=on)
        drop_recommendations(step.case, because=str(_("Người nộp đơn rút đơn.")), on=on)
        for commitment in step.case.commitments.filter(settled_on=None):
            commitment.be_waived()
            commitment.settled_on = on
            commitment.findings = str(_("Người nộp đơn rút đơn."))
            commitment.save()
        void(step.case, on=on)


def _who_withdraws(step: Moving, party: int | None, *, all_signed: bool) -> int:
    """Return the party that withdraws; a stranger cannot, nor one of many for all of them."""
    petition = papers.petition_of(step.case)
    behind = [one for one in petition.parties.all() if one.stands_behind and one.authority != Authority.MISSING]
    if not behind:
        raise Unusable("party", _("Đơn không ghi tên thì không ai đứng ra rút được."))
    if party is None and len(behind) > 1:
        raise Unusable("party", _("Đơn của nhiều người: cần chọn ai rút."))
    who = next((one for one in behind if party in {None, one.pk}), None)
    if who is None:
        raise Unusable("party", _("Chỉ người nộp đơn hoặc người đại diện có giấy tờ mới rút được đơn."))
    if petition.signers > 1 and who.role == PartyRole.PETITIONER and not all_signed:
        reason = _(
            "Đơn có %(signers)d người ký: một người rút thì vụ việc vẫn tiếp tục. Chỉ ghi nhận rút khi văn bản rút đơn "
            "có đủ chữ ký hoặc do người đại diện được cử ký."
        )
        raise Unusable("all_signed", reason % {"signers": petition.signers})
    return who.pk


def reopen(case: Case, *, because: str, handler: User, by: Actor, on: date) -> None:
    """The leader opens the case again for a reason and names who takes it; its clock starts anew."""
    with moving(case, Move.REOPEN, "case.reopened", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do mở lại."))
        must_handle(step.case, handler, on=on)
        step.case.outcome, step.case.closed_on = "", None
        step.case.handler, step.case.lead = handler, None
        if step.case.screening is not None:
            step.case.screening.be_replaced()
            step.case.screening.save()
        heed_all(step.case, because=str(_("Vụ việc được mở lại.")), by=step.by, on=on)
        owe(step.case, "mttq.reopened", start=on, unit=step.case.unit, on=on)
        step.facts["handler"] = str(handler.pk)
