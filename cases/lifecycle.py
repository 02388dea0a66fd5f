"""The life of a case: its states, the legal moves between them, and what each move needs.

A move that leaves the status where it is (drafting, signing) stands here too, with `target=None`: one table says what
is possible now. Letters, referrals and commitments have small machines of their own below.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from .vocabulary import CommitmentStatus, LetterStatus, Move, ReferralStatus, Status

Test = TypeVar("Test", bound=Callable[[Any], bool])

OPEN = [status for status in Status if status is not Status.CLOSED]
AT_THE_MTTQ_DESK = [Status.REGISTERED, Status.INSTRUCTED, Status.IN_HAND]


def because(reason: str | Promise) -> Callable[[Test], Test]:
    """Give a condition the sentence that a refused person reads."""

    def told(test: Test) -> Test:
        test.reason = reason  # type: ignore[attr-defined]
        return test

    return told


def _letter_is(case: Any, *statuses: str) -> bool:
    return case.letter is not None and case.letter.status in statuses


def _referral_is(case: Any, *statuses: str) -> bool:
    return case.lead is not None and case.lead.status in statuses


@because(_("Công văn đã trình ký; muốn sửa thì lãnh đạo phải trả lại dự thảo trước."))
def nothing_beyond_a_draft(case: Any) -> bool:
    return not _letter_is(case, LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED)


@because(_("Cần soạn công văn chuyển trước."))
def letter_drafted(case: Any) -> bool:
    return _letter_is(case, LetterStatus.DRAFT)


@because(_("Công văn chưa được trình ký."))
def letter_submitted(case: Any) -> bool:
    return _letter_is(case, LetterStatus.SUBMITTED)


@because(_("Công văn chưa có chữ ký của lãnh đạo."))
def letter_signed(case: Any) -> bool:
    return _letter_is(case, LetterStatus.SIGNED)


@because(_("Công văn chưa được cấp số."))
def letter_issued(case: Any) -> bool:
    return _letter_is(case, LetterStatus.ISSUED)


@because(_("Việc nhận công văn đã được xác nhận rồi."))
def delivery_unknown(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.SENT)


@because(_("Cơ quan đã nhận trách nhiệm trả lời rồi."))
def not_yet_acknowledged(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.SENT, ReferralStatus.RECEIVED)


@because(_("Cơ quan cần nhận trách nhiệm trả lời trước khi trả lời."))
def acknowledged(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.ACKNOWLEDGED)


@because(_("Không còn cam kết nào chưa xong."))
def some_commitment_open(case: Any) -> bool:
    return bool(case.has_unsettled_commitments)


@because(_("Còn cam kết chưa xong: cần xác minh hoặc miễn từng cam kết trước khi kết thúc."))
def all_commitments_settled(case: Any) -> bool:
    return not case.has_unsettled_commitments


class Lifecycle(ConcurrentTransitionMixin, models.Model):
    """What is legal now. Who may do it is `access.py`; only operations call these."""

    status = FSMField(choices=Status.choices, default=Status.REGISTERED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=Status.REGISTERED, target=Status.INSTRUCTED)
    def instruct(self) -> None: ...

    @transition(status, source=[s for s in OPEN if s is not Status.REGISTERED], target=None)
    def reassign(self) -> None: ...

    @transition(status, source=Status.INSTRUCTED, target=Status.IN_HAND)
    def take_up(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[nothing_beyond_a_draft])
    def draft_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_drafted])
    def submit_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_submitted])
    def send_back_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_submitted])
    def sign_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_signed])
    def issue_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=Status.FORWARDED, conditions=[letter_issued])
    def dispatch_letter(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[delivery_unknown])
    def confirm_delivery(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[not_yet_acknowledged])
    def acknowledge_referral(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=Status.IN_HAND, conditions=[not_yet_acknowledged])
    def refuse_referral(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=Status.ANSWERED, conditions=[acknowledged])
    def answer(self) -> None: ...

    @transition(status, source=Status.ANSWERED, target=Status.FORWARDED)
    def ask_clarification(self) -> None: ...

    @transition(status, source=Status.ANSWERED, target=Status.SUPERVISED)
    def accept_answer(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def verify(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def contest(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def waive(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=Status.CLOSED, conditions=[all_commitments_settled])
    def close(self) -> None: ...

    @transition(status, source=OPEN, target=Status.CLOSED)
    def withdraw(self) -> None: ...

    @transition(status, source=Status.CLOSED, target=Status.IN_HAND)
    def reopen(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def attach_document(self) -> None: ...

    @transition(status, source="*", target=None)
    def add_note(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def note_threshold(self) -> None: ...


def reasons_against(case: Lifecycle, move: str) -> list[str]:
    """Return every reason why the move is not possible now, in words; empty when it is legal."""
    meta = getattr(case, move)._django_fsm
    if not meta.has_transition(case.status):
        where = Status(case.status).label
        return [
            _now("Vụ việc đang ở bước “%(where)s” nên chưa thể “%(move)s”.")
            % {"where": where, "move": Move(move).label}
        ]
    conditions = meta.get_transition(case.status).conditions
    return [str(condition.reason) for condition in conditions if not condition(case)]


class LetterLife(ConcurrentTransitionMixin, models.Model):
    status = FSMField(choices=LetterStatus.choices, default=LetterStatus.DRAFT, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=LetterStatus.DRAFT, target=LetterStatus.SUBMITTED)
    def be_submitted(self) -> None: ...

    @transition(status, source=LetterStatus.SUBMITTED, target=LetterStatus.DRAFT)
    def be_sent_back(self) -> None: ...

    @transition(status, source=LetterStatus.SUBMITTED, target=LetterStatus.SIGNED)
    def be_signed(self) -> None: ...

    @transition(status, source=LetterStatus.SIGNED, target=LetterStatus.ISSUED)
    def be_issued(self) -> None: ...

    @transition(status, source=LetterStatus.ISSUED, target=LetterStatus.DISPATCHED)
    def be_dispatched(self) -> None: ...

    @transition(
        status, source=[LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED], target=LetterStatus.CANCELLED
    )
    def be_cancelled(self) -> None: ...


class ReferralLife(ConcurrentTransitionMixin, models.Model):
    status = FSMField(choices=ReferralStatus.choices, default=ReferralStatus.PREPARED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=ReferralStatus.PREPARED, target=ReferralStatus.SENT)
    def be_sent(self) -> None: ...

    @transition(status, source=ReferralStatus.SENT, target=ReferralStatus.RECEIVED)
    def be_received(self) -> None: ...

    @transition(status, source=ReferralStatus.RECEIVED, target=ReferralStatus.ACKNOWLEDGED)
    def be_acknowledged(self) -> None: ...

    @transition(status, source=[ReferralStatus.SENT, ReferralStatus.RECEIVED], target=ReferralStatus.REFUSED)
    def be_refused(self) -> None: ...

    @transition(status, source=ReferralStatus.ACKNOWLEDGED, target=ReferralStatus.ANSWERED)
    def be_answered(self) -> None: ...

    @transition(status, source=ReferralStatus.ANSWERED, target=ReferralStatus.ACKNOWLEDGED)
    def be_asked_again(self) -> None: ...

    @transition(
        status,
        source=[
            ReferralStatus.PREPARED,
            ReferralStatus.SENT,
            ReferralStatus.RECEIVED,
            ReferralStatus.ACKNOWLEDGED,
        ],
        target=ReferralStatus.ENDED,
    )
    def be_ended(self) -> None: ...


class CommitmentLife(ConcurrentTransitionMixin, models.Model):
    status = FSMField(choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=[CommitmentStatus.OPEN, CommitmentStatus.CONTESTED], target=CommitmentStatus.VERIFIED)
    def be_verified(self) -> None: ...

    @transition(status, source=CommitmentStatus.OPEN, target=CommitmentStatus.CONTESTED)
    def be_contested(self) -> None: ...

    @transition(status, source=[CommitmentStatus.OPEN, CommitmentStatus.CONTESTED], target=CommitmentStatus.WAIVED)
    def be_waived(self) -> None: ...
