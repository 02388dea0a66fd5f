"""The end of a case, and its way back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import User

from ..errors import Unusable
from ..models import Case
from ..vocabulary import LetterStatus, Move, Outcome, ReferralStatus
from .duties import meet, owe, void
from .instructing import must_handle
from .moving import moving

STILL_RUNNING = (
    ReferralStatus.PREPARED,
    ReferralStatus.SENT,
    ReferralStatus.RECEIVED,
    ReferralStatus.ACKNOWLEDGED,
)
STILL_A_DRAFT = (LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED)


def close(case: Case, *, outcome: str, by: Actor, on: date) -> None:
    """The leader ends the case with its outcome; nothing stays owed."""
    with moving(case, Move.CLOSE, "case.closed", by=by, on=on) as step:
        if outcome not in Outcome.values or outcome == Outcome.WITHDRAWN:
            raise Unusable("outcome", _("Cần chọn vụ việc kết thúc thế nào."))
        step.case.outcome, step.case.closed_on = outcome, on
        meet(step.case, "mttq.close_file", on=on)
        void(step.case, on=on)
        step.facts["outcome"] = str(outcome)


def withdraw(case: Case, *, by: Actor, on: date) -> None:
    """The petitioner withdraws: drafts are cancelled, the agency's clock and all others stop."""
    with moving(case, Move.WITHDRAW, "case.withdrawn", by=by, on=on) as step:
        step.case.outcome, step.case.closed_on = Outcome.WITHDRAWN, on
        lead = step.case.lead
        if lead is not None:
            if lead.letter.status in STILL_A_DRAFT:
                lead.letter.be_cancelled()
                lead.letter.save()
            if lead.status in STILL_RUNNING:
                lead.be_ended()
                lead.save()
        for commitment in step.case.commitments.filter(settled_on=None):
            commitment.be_waived()
            commitment.settled_on = on
            commitment.findings = str(_("Người nộp đơn rút đơn."))
            commitment.save()
        void(step.case, on=on)


def reopen(case: Case, *, because: str, handler: User, by: Actor, on: date) -> None:
    """The leader opens the case again for a reason and names who takes it; its clock starts anew."""
    with moving(case, Move.REOPEN, "case.reopened", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do mở lại."))
        must_handle(step.case, handler, on=on)
        step.case.outcome, step.case.closed_on = "", None
        step.case.handler, step.case.lead = handler, None
        owe(step.case, "mttq.reopened", start=on, unit=step.case.unit)
        step.facts["handler"] = str(handler.pk)
