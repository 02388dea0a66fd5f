"""Which human step a case waits for, and whose it is: read from the case, never kept beside it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Referral
from cases.vocabulary import LetterStatus, Move, ReferralStatus, Status
from organizations.vocabulary import Role


class Step(models.TextChoices):
    INSTRUCT = "instruct", _("Bút phê đơn mới")
    TAKE_UP = "take_up", _("Nhận xử lý")
    DRAFT = "draft", _("Soạn và trình công văn chuyển")
    SIGN = "sign", _("Ký công văn chuyển")
    ISSUE = "issue", _("Cấp số công văn")
    DISPATCH = "dispatch", _("Gửi công văn đi")
    CONFIRM_DELIVERY = "confirm_delivery", _("Xác nhận công văn đã đến")
    ACKNOWLEDGE = "acknowledge", _("Nhận trách nhiệm hoặc từ chối")
    ANSWER = "answer", _("Trả lời")
    REVIEW = "review", _("Xem xét trả lời")
    VERIFY = "verify", _("Xác minh cam kết")
    CLOSE = "close", _("Kết thúc vụ việc")


@dataclass(frozen=True)
class StepFacts:
    role: str
    move: Move
    """The move its button leads to."""
    done_by: frozenset[str]
    """The events that mean the step was done; any other event that ends it makes it obsolete."""
    personal: bool = False
    """Belongs to the handler of the case rather than to everybody with the role."""
    at_agency: bool = False


def _facts(role: str, move: Move, *done_by: str, personal: bool = False, at_agency: bool = False) -> StepFacts:
    return StepFacts(role=role, move=move, done_by=frozenset(done_by), personal=personal, at_agency=at_agency)


FACTS: dict[Step, StepFacts] = {
    Step.INSTRUCT: _facts(Role.LEADER, Move.INSTRUCT, "case.instructed"),
    Step.TAKE_UP: _facts(Role.HANDLER, Move.TAKE_UP, "case.taken_up", personal=True),
    Step.DRAFT: _facts(Role.HANDLER, Move.DRAFT_LETTER, "letter.submitted", personal=True),
    Step.SIGN: _facts(Role.LEADER, Move.SIGN_LETTER, "letter.signed", "letter.sent_back"),
    Step.ISSUE: _facts(Role.RECORDS_OFFICER, Move.ISSUE_LETTER, "letter.issued"),
    Step.DISPATCH: _facts(Role.RECORDS_OFFICER, Move.DISPATCH_LETTER, "referral.dispatched"),
    Step.CONFIRM_DELIVERY: _facts(Role.RECORDS_OFFICER, Move.CONFIRM_DELIVERY, "referral.delivered"),
    Step.ACKNOWLEDGE: _facts(
        Role.AGENCY_OFFICER,
        Move.ACKNOWLEDGE_REFERRAL,
        "referral.acknowledged",
        "referral.refused",
        at_agency=True,
    ),
    Step.ANSWER: _facts(Role.AGENCY_OFFICER, Move.ANSWER, "referral.answered", at_agency=True),
    Step.REVIEW: _facts(
        Role.HANDLER, Move.ACCEPT_ANSWER, "answer.accepted", "answer.clarification_asked", personal=True
    ),
    Step.VERIFY: _facts(Role.SUPERVISOR, Move.VERIFY, "commitment.verified", "commitment.waived"),
    Step.CLOSE: _facts(Role.LEADER, Move.CLOSE, "case.closed"),
}

WHILE_IN_HAND = {
    LetterStatus.SUBMITTED: Step.SIGN,
    LetterStatus.SIGNED: Step.ISSUE,
    LetterStatus.ISSUED: Step.DISPATCH,
}


def steps_for(case: Case) -> frozenset[Step]:
    """Return the steps somebody must do now, for any state a case can be in."""
    match case.status:
        case Status.REGISTERED:
            return frozenset({Step.INSTRUCT})
        case Status.INSTRUCTED:
            return frozenset({Step.TAKE_UP})
        case Status.IN_HAND:
            letter = case.letter
            return frozenset({WHILE_IN_HAND.get(letter.status, Step.DRAFT) if letter else Step.DRAFT})
        case Status.FORWARDED:
            assert case.lead is not None, "a case is forwarded by a referral"
            return _while_forwarded(case.lead)
        case Status.ANSWERED:
            return frozenset({Step.REVIEW})
        case Status.SUPERVISED:
            return frozenset({Step.VERIFY if case.has_unsettled_commitments else Step.CLOSE})
        case _:
            return frozenset()


def _while_forwarded(referral: Referral) -> frozenset[Step]:
    match referral.status:
        case ReferralStatus.SENT:
            return frozenset({Step.CONFIRM_DELIVERY, Step.ACKNOWLEDGE})
        case ReferralStatus.RECEIVED:
            return frozenset({Step.ACKNOWLEDGE})
        case _:
            return frozenset({Step.ANSWER})
