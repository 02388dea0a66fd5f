"""The life of a case: its states, the legal moves between them, and what each move needs.

A move that leaves the status where it is (drafting, signing) stands here too, with `target=None`: one table says what
is possible now. Letters, referrals and commitments have small machines of their own below; `MIXED` says what several
referrals at once mean for the case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition

from .kinds import DENUNCIATIONS, KINDS
from .reception_words import SessionStatus
from .vocabulary import (
    AT_ONCE,
    ENDS_BY_CLOSING,
    MAY_BE_SUCCEEDED,
    UNDER_WAY,
    BereavementState,
    CommitmentStatus,
    DisputeState,
    LateEntryState,
    LetterForm,
    LetterStatus,
    Move,
    Outcome,
    Position,
    RecommendationState,
    ReferralStatus,
    ReopeningState,
    RungKind,
    RungState,
    ScreenedTo,
    ScreeningState,
    Status,
    SupplementState,
    WithdrawalState,
)


class StateField(FSMField):
    """A state whose column is plain words to the migrations: theirs need no machine, and each would slow all others."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


class Beside(Enum):
    """What becomes of the agencies asked to help when something happens to the case."""

    RUN_ON = "run on"
    WAIT = "refused while there are any"
    END = "end"
    NONE = "cannot be there"


@dataclass(frozen=True)
class Mixed:
    """One row: what a move on the case means for requests under way, and for replies nobody has read."""

    under_way: Beside
    unread: Beside
    but: str = ""


RUN_ON = Mixed(Beside.RUN_ON, Beside.RUN_ON)
FIRST_THEY_END = Mixed(Beside.WAIT, Beside.WAIT)
# What mixed referrals mean for the case. The lead alone moves it; whoever helps is waited for only at the end, where
# nobody would read the reply any more. What a helper does itself moves the case nowhere: it has moves of its own.
MIXED: dict[Move, Mixed] = {
    Move.DISPATCH_LETTER: replace(RUN_ON, but="a helper that becomes the lead: its own request ends"),
    Move.REFUSE_REFERRAL: RUN_ON,
    Move.RECALL_REFERRAL: RUN_ON,
    Move.REFUSE_ACCEPTANCE: RUN_ON,
    Move.ANSWER: RUN_ON,
    Move.ASK_CLARIFICATION: RUN_ON,
    Move.RECORD_SUPERIOR_ORDER: RUN_ON,
    Move.ACCEPT_ANSWER: RUN_ON,
    Move.CLOSE: FIRST_THEY_END,
    Move.GUIDE: FIRST_THEY_END,
    Move.RETURN_TO_SENDER: FIRST_THEY_END,
    Move.ASK_TO_SPLIT: FIRST_THEY_END,
    Move.FILE_AWAY: FIRST_THEY_END,
    Move.FILE_UNSUPPLEMENTED: FIRST_THEY_END,
    Move.CLOSE_UNSUCCEEDED: FIRST_THEY_END,
    Move.JOIN: FIRST_THEY_END,
    # The petitioner's will waits for no agency.
    Move.WITHDRAW: Mixed(Beside.END, Beside.RUN_ON, but="unread, it is read if the case is opened again"),
    Move.UNSPLIT: Mixed(Beside.NONE, Beside.NONE, but="only while no letter has left"),
    Move.VOID_REGISTRATION: Mixed(Beside.NONE, Beside.NONE, but="only while no letter has left"),
    Move.UNJOIN: Mixed(Beside.NONE, Beside.NONE),
    Move.REOPEN: Mixed(Beside.NONE, Beside.RUN_ON),
    Move.RECLASSIFY: replace(RUN_ON, but="into a kind that is sealed: they end"),
}
# In which states of a request a move on it is possible.
ON_A_REQUEST: dict[Move, frozenset[ReferralStatus]] = {
    Move.CONFIRM_REQUEST: frozenset({ReferralStatus.SENT}),
    Move.ACKNOWLEDGE_REQUEST: frozenset({ReferralStatus.SENT, ReferralStatus.RECEIVED}),
    Move.REFUSE_REQUEST: frozenset({ReferralStatus.SENT, ReferralStatus.RECEIVED}),
    Move.ANSWER_REQUEST: frozenset({ReferralStatus.ACKNOWLEDGED}),
    Move.NOTE_REPLY: frozenset({ReferralStatus.ANSWERED, ReferralStatus.REFUSED}),
    Move.END_REQUEST: frozenset(UNDER_WAY),
}


def request_waits_for(move: Move, request: Any) -> bool:
    """Say whether the move is possible on this request to cooperate; a reply is read once."""
    return request.status in ON_A_REQUEST[move] and (move != Move.NOTE_REPLY or bool(request.is_unread))


Test = TypeVar("Test", bound=Callable[[Any], bool])

OPEN = [status for status in Status if status is not Status.CLOSED]
ONCE_TAKEN_UP = [Status.IN_HAND, Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED]
SENT_ON = [Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED]
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


def _other_letter_is(case: Any, *statuses: str) -> bool:
    return bool(case.statuses_of_other_letters & set(statuses))


@because(_("Không có dự thảo văn bản nào chờ trình."))
def other_letter_drafted(case: Any) -> bool:
    return _other_letter_is(case, LetterStatus.DRAFT)


@because(_("Không có văn bản nào đang trình ký."))
def other_letter_submitted(case: Any) -> bool:
    return _other_letter_is(case, LetterStatus.SUBMITTED)


@because(_("Không có văn bản nào đã ký mà chưa cấp số."))
def other_letter_signed(case: Any) -> bool:
    return _other_letter_is(case, LetterStatus.SIGNED)


@because(_("Không có văn bản nào đã cấp số mà chưa gửi."))
def other_letter_issued(case: Any) -> bool:
    return _other_letter_is(case, LetterStatus.ISSUED)


@because(_("Không có văn bản nào đã gửi mà chưa xác nhận đã đến."))
def other_letter_dispatched(case: Any) -> bool:
    return _other_letter_is(case, LetterStatus.DISPATCHED)


@because(_("Không có văn bản nào đã cấp số mà chưa gửi; số của văn bản đã gửi thì không hủy."))
def some_letter_issued(case: Any) -> bool:
    return letter_issued(case) or other_letter_issued(case)


@because(_("Không có văn bản nào đang chờ gửi bằng thư điện tử."))
def some_letter_held(case: Any) -> bool:
    return case.held_until is not None


@because(_("Không có văn bản nào bị chặn trước khi gửi."))
def some_letter_stopped(case: Any) -> bool:
    return bool(case.has_stopped_letter)


@because(_("Không có đường dẫn trả lời nào đang dùng được."))
def some_link_live(case: Any) -> bool:
    return bool(case.has_live_link)


@because(_("Còn văn bản đang trình ký, chờ cấp số hoặc chờ gửi: cần làm xong hoặc hủy trước khi kết thúc."))
def no_letter_under_way(case: Any) -> bool:
    return not _other_letter_is(case, LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED)


def _screened_to(case: Any, *outcomes: str) -> bool:
    """What was decided holds, and it is one of these."""
    screening = case.screening
    return screening is not None and screening.state == ScreeningState.STANDS and screening.decided in outcomes


def screening_waits(case: Any) -> bool:
    return case.screening is not None and case.screening.state == ScreeningState.WAITING


@because(_("Không có lần phân loại nào chờ xác nhận."))
def screening_to_confirm(case: Any) -> bool:
    return screening_waits(case)


@because(_("Phân loại đang chờ người thứ hai xác nhận."))
def no_screening_to_confirm(case: Any) -> bool:
    return not screening_waits(case)


@because(_("Đơn tố cáo chỉ được chuyển sau khi đã phân loại và có người thứ hai xác nhận."))
def screened_where_it_must_be(case: Any) -> bool:
    return case.kind not in DENUNCIATIONS or case.screening is not None


@because(_("Kết quả phân loại không phải là chuyển đơn; muốn chuyển thì phân loại lại trước."))
def screened_to_be_sent(case: Any) -> bool:
    screening = case.screening
    return screening is None or screening.decided in {ScreenedTo.FORWARD, *AT_ONCE}


@because(_("Kết quả phân loại không phải là chuyển ngay."))
def screened_to_be_sent_at_once(case: Any) -> bool:
    return _screened_to(case, *AT_ONCE)


@because(_("Kết quả phân loại không phải là lưu đơn, hoặc chưa được xác nhận."))
def screened_to_be_filed(case: Any) -> bool:
    return _screened_to(case, ScreenedTo.FILE_AWAY)


@because(_("Kết quả phân loại không phải là hướng dẫn, hoặc phiếu hướng dẫn chưa được gửi."))
def guidance_has_left(case: Any) -> bool:
    return _screened_to(case, ScreenedTo.GUIDE) and LetterForm.GUIDANCE in case.forms_sent_since_screening


@because(_("Kết quả phân loại không phải là trả lại đơn, hoặc công văn trả lại đơn chưa được gửi."))
def return_has_left(case: Any) -> bool:
    return _screened_to(case, ScreenedTo.RETURN) and LetterForm.RETURN_PETITION in case.forms_sent_since_screening


@because(_("Kết quả phân loại không phải là tách đơn, hoặc phiếu hướng dẫn tách đơn chưa được gửi."))
def split_guidance_has_left(case: Any) -> bool:
    return _screened_to(case, ScreenedTo.ASK_TO_SPLIT) and LetterForm.GUIDANCE_SPLIT in case.forms_sent_since_screening


@because(_("Việc nhận công văn đã được xác nhận rồi."))
def delivery_unknown(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.SENT)


@because(_("Cơ quan đã nhận trách nhiệm trả lời rồi."))
def not_yet_acknowledged(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.SENT, ReferralStatus.RECEIVED)


@because(_("Cơ quan cần nhận trách nhiệm trả lời trước khi trả lời."))
def acknowledged(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.ACKNOWLEDGED)


@because(_("Cơ quan đã trả lời: muốn hỏi thêm thì đề nghị làm rõ, không thu hồi công văn."))
def never_answered(case: Any) -> bool:
    return case.lead is not None and not case.lead_has_answered


def _dispute_is(case: Any, state: str) -> bool:
    return case.dispute is not None and case.dispute.state == state


@because(_("Đơn đi vòng: lãnh đạo cần quyết định nơi chuyển trước khi trình ký."))
def no_dispute_open(case: Any) -> bool:
    return not _dispute_is(case, DisputeState.OPEN)


@because(_("Lãnh đạo đã quyết định khác với dự thảo: cần soạn lại theo quyết định ấy."))
def goes_where_was_decided(case: Any) -> bool:
    if not _dispute_is(case, DisputeState.SETTLED) or case.dispute.referral_id != case.lead_id:
        return True
    return bool(case.dispute.agency_id == case.lead.agency_id)


@because(_("Không có đơn đi vòng nào chờ lãnh đạo quyết định nơi chuyển."))
def dispute_open(case: Any) -> bool:
    return _dispute_is(case, DisputeState.OPEN)


@because(_("Loại đơn này không qua thụ lý; cơ quan trả lời theo ngày ghi trong công văn."))
def goes_by_a_chain(case: Any) -> bool:
    return KINDS[case.kind].chain is not None


@because(_("Cần xác nhận công văn đã đến cơ quan trước: thời hạn thụ lý tính từ ngày ấy."))
def at_the_agency(case: Any) -> bool:
    return _referral_is(case, ReferralStatus.RECEIVED, ReferralStatus.ACKNOWLEDGED)


@because(_("Việc thụ lý hay không thụ lý đã được ghi rồi."))
def not_yet_accepted(case: Any) -> bool:
    return bool(case.position == Position.WAITING)


@because(_("Cơ quan có thẩm quyền đã thụ lý: không thu hồi công văn được nữa."))
def not_before_the_competent_body(case: Any) -> bool:
    return not goes_by_a_chain(case) or not_yet_accepted(case)


@because(_("Cần ghi việc thụ lý trước: thời hạn giải quyết tính từ ngày thụ lý."))
def being_resolved(case: Any) -> bool:
    return case.position in {Position.ACCEPTED, Position.SUSPENDED}


@because(_("Việc giải quyết không bị tạm đình chỉ."))
def resolution_suspended(case: Any) -> bool:
    return bool(case.position == Position.SUSPENDED)


@because(_("Việc giải quyết đang tạm đình chỉ: cần ghi quyết định tiếp tục giải quyết trước."))
def resolution_not_suspended(case: Any) -> bool:
    return bool(case.position != Position.SUSPENDED)


@because(_("Không có thời hạn nào của cơ quan có thẩm quyền đang chạy mà luật cho gia hạn."))
def some_chain_clock_can_be_extended(case: Any) -> bool:
    return any(clock.is_running and clock.may_be_extended and clock.of_the_competent_body for clock in case.clocks)


@because(_("Cần ghi quyết định giải quyết, kết luận hoặc đình chỉ trước: trả lời phải nêu văn bản ấy."))
def decided_where_the_law_wants_it(case: Any) -> bool:
    return not goes_by_a_chain(case) or case.position == Position.ENDED


@because(
    _(
        "Quyết định giải quyết khiếu nại, kết luận nội dung tố cáo, thông báo không thụ lý không gửi trả lại để làm rõ "
        "được; không đồng ý thì kiến nghị cơ quan cấp trên (Điều 66 Luật Khiếu nại)."
    )
)
def no_decision_to_send_back(case: Any) -> bool:
    return not goes_by_a_chain(case)


@because(
    _(
        "Còn cơ quan phối hợp chưa trả lời, hoặc trả lời chưa được đọc: hãy chờ, đọc, hoặc thôi đề nghị phối hợp trước "
        "khi kết thúc."
    )
)
def no_request_open(case: Any) -> bool:
    return not any(one.is_under_way or one.is_unread for one in case.requests)


def _some_request(case: Any, move: Move) -> bool:
    return any(request_waits_for(move, one) for one in case.requests)


@because(_("Không có đề nghị phối hợp nào chưa xác nhận đã đến."))
def some_request_sent(case: Any) -> bool:
    return _some_request(case, Move.CONFIRM_REQUEST)


@because(_("Không có đề nghị phối hợp nào chờ nhận hoặc từ chối."))
def some_request_unacknowledged(case: Any) -> bool:
    return _some_request(case, Move.ACKNOWLEDGE_REQUEST)


@because(_("Cơ quan phối hợp cần nhận phối hợp trước khi trả lời."))
def some_request_acknowledged(case: Any) -> bool:
    return _some_request(case, Move.ANSWER_REQUEST)


@because(_("Không có trả lời phối hợp nào chưa đọc."))
def some_reply_unread(case: Any) -> bool:
    return _some_request(case, Move.NOTE_REPLY)


@because(_("Không có đề nghị phối hợp nào đang chờ trả lời."))
def some_request_under_way(case: Any) -> bool:
    return _some_request(case, Move.END_REQUEST)


@because(_("Chưa có bậc đôn đốc nào đến lượt, văn bản đã trình ký rồi, hoặc cơ quan không còn chậm."))
def some_rung_to_chase(case: Any) -> bool:
    return any(one.kind != RungKind.LEADERSHIP and not one.has_letter_under_way for one in case.rungs_waiting)


@because(_("Chưa có bậc đôn đốc nào đến lượt, hoặc cơ quan không còn chậm."))
def some_rung_waits(case: Any) -> bool:
    return bool(case.rungs_waiting)


@because(_("Vụ việc chưa đến bậc báo cáo lãnh đạo về việc cơ quan chậm."))
def some_rung_before_leadership(case: Any) -> bool:
    return any(one.kind == RungKind.LEADERSHIP for one in case.rungs_waiting)


@because(_("Công văn kiến nghị cấp trên đã trình ký; muốn sửa thì lãnh đạo phải trả lại dự thảo trước."))
def no_recommendation_under_way(case: Any) -> bool:
    return not (case.recommendation_drafted is not None and case.recommendation_drafted.is_under_way)


@because(_("Không có kiến nghị nào đang chờ cơ quan cấp trên."))
def some_recommendation_sent(case: Any) -> bool:
    return case.recommendation_sent is not None


@because(_("Quyết định của cơ quan cấp trên đã được ghi rồi, hoặc chưa gửi kiến nghị nào."))
def superior_has_not_decided(case: Any) -> bool:
    sent = case.recommendation_sent
    return sent is not None and sent.state == RecommendationState.SENT


@because(_("Vụ việc không ở cơ quan cấp trên: cơ quan đang giữ vụ việc vẫn phải trả lời."))
def lies_with_the_superior(case: Any) -> bool:
    return bool(case.is_at_the_superior)


@because(_("Không còn kết quả nào phải báo cho người nộp đơn."))
def result_to_be_told(case: Any) -> bool:
    return bool(case.owes_relay)


@because(
    _(
        "Người nộp đơn chưa được báo kết quả (khoản 2 Điều 28 Luật Tiếp công dân): hãy gửi thông báo kết quả, "
        "hoặc ghi đã báo bằng lời."
    )
)
def petitioner_was_told(case: Any) -> bool:
    return not case.owes_relay


@because(_("Chỉ hỏi người nộp đơn sau khi đã báo kết quả, hoặc sau khi vụ việc kết thúc với kết quả."))
def result_is_known(case: Any) -> bool:
    return case.outcome in ENDS_BY_CLOSING or (case.status == Status.SUPERVISED and not case.owes_relay)


@because(_("Không có ý kiến chưa thỏa đáng nào chờ xem xét."))
def some_dissatisfaction(case: Any) -> bool:
    return bool(case.has_dissatisfaction)


@because(_("Không còn cam kết nào chưa xong."))
def some_commitment_open(case: Any) -> bool:
    return bool(case.has_unsettled_commitments)


@because(_("Còn cam kết chưa xong: cần xác minh hoặc miễn từng cam kết trước khi kết thúc."))
def all_commitments_settled(case: Any) -> bool:
    return not case.has_unsettled_commitments


@because(_("Đơn đã có chữ ký, hoặc loại đơn này không cần chữ ký."))
def signature_awaited(case: Any) -> bool:
    return bool(case.awaits_signature)


@because(_("Đang chờ người nộp đơn bổ sung, hoặc chờ lãnh đạo quyết định về việc bổ sung."))
def no_supplement_awaited(case: Any) -> bool:
    return not case.supplement_state


@because(_("Người nộp đơn đã mất: đang chờ người thừa kế tiếp tục."))
def no_successor_awaited(case: Any) -> bool:
    return bool(case.bereaved != BereavementState.WAITING)


@because(_("Vụ việc không chờ người thừa kế nào."))
def successor_awaited(case: Any) -> bool:
    return bool(case.bereaved == BereavementState.WAITING)


@because(_("Chưa ghi nhận người nộp đơn nào mất mà chưa có người thừa kế."))
def may_be_succeeded(case: Any) -> bool:
    return bool(case.bereaved)


@because(_("Chưa có văn bản trả lời nào để đính chính."))
def has_an_answer(case: Any) -> bool:
    return bool(case.has_been_answered)


@because(_("Chỉ khiếu nại lần hai mới gắn với vụ việc khiếu nại lần đầu."))
def is_a_second_complaint(case: Any) -> bool:
    return KINDS[case.kind].after_a_first


@because(_("Vụ việc này đã gắn với vụ việc khiếu nại lần đầu."))
def first_not_linked(case: Any) -> bool:
    return not case.is_linked_to_first


@because(_("Có ngày ghi muộn chưa được người thứ hai xác nhận."))
def no_late_entry(case: Any) -> bool:
    return not case.late_entry_waits


@because(_("Không có ngày ghi muộn nào chờ xác nhận."))
def late_entry_waits(case: Any) -> bool:
    return bool(case.late_entry_waits)


@because(_("Có yêu cầu rút đơn đang chờ người thứ hai xem xét."))
def no_withdrawal_doubted(case: Any) -> bool:
    return not case.withdrawal_doubted


@because(_("Không có yêu cầu rút đơn nào chờ xem xét."))
def withdrawal_doubted(case: Any) -> bool:
    return bool(case.withdrawal_doubted)


@because(_("Đã có đề nghị mở lại đang chờ lãnh đạo quyết định."))
def no_reopening_asked(case: Any) -> bool:
    return not case.reopening_waits


@because(_("Chưa có đề nghị mở lại: một người đề nghị kèm lý do, lãnh đạo khác quyết định."))
def reopening_asked(case: Any) -> bool:
    return bool(case.reopening_waits)


@because(_("Không có đề nghị bổ sung nào đang chờ."))
def supplement_awaited(case: Any) -> bool:
    return bool(case.supplement_state)


@because(_("Không có đề nghị bổ sung nào đang chờ người nộp đơn."))
def supplement_open(case: Any) -> bool:
    return bool(case.supplement_state == SupplementState.OPEN)


@because(_("Chưa có báo cáo quá hạn bổ sung: người xử lý báo sau ngày đã hẹn với người nộp đơn."))
def supplement_lapsed(case: Any) -> bool:
    return bool(case.supplement_state == SupplementState.LAPSED)


@because(_("Vụ việc đã chuyển cơ quan: hãy nhập vụ việc chưa chuyển vào vụ việc này, không làm ngược lại."))
def not_at_an_agency(case: Any) -> bool:
    return case.status not in SENT_ON


@because(_("Đã có đơn nhập vào vụ việc này: cần bỏ nhập các đơn ấy trước."))
def no_petition_joined(case: Any) -> bool:
    return not case.leads_others


@because(_("Vụ việc này không nhập vào vụ việc nào."))
def is_joined(case: Any) -> bool:
    return bool(case.outcome == Outcome.JOINED)


@because(_("Vụ việc đã nhập vào vụ việc khác: muốn xử lý riêng thì bỏ nhập, không mở lại."))
def is_not_joined(case: Any) -> bool:
    return not is_joined(case)


@because(_("Vụ việc này không tách từ vụ việc nào."))
def is_part(case: Any) -> bool:
    return bool(case.is_split_off)


@because(_("Vụ việc này được tách từ vụ việc khác: hãy bỏ tách, không hủy số."))
def is_no_part(case: Any) -> bool:
    return not case.is_split_off


@because(_("Đã tách nội dung khác khỏi vụ việc này: cần bỏ tách các vụ việc ấy trước."))
def has_no_parts(case: Any) -> bool:
    return not case.has_parts


@because(_("Đã có văn bản gửi đi trong vụ việc này: không còn bỏ tách hay hủy số được."))
def nothing_was_sent(case: Any) -> bool:
    return not case.has_sent_something


@because(_("Đơn niêm phong không tách được: mỗi nội dung cần một lá đơn riêng, giữ kín từ đầu."))
def is_not_sealed(case: Any) -> bool:
    return not case.sealed


@because(_("Nội dung này đã trở về vụ việc gốc: muốn xử lý riêng thì tách lại, không mở lại."))
def is_not_put_back(case: Any) -> bool:
    return bool(case.outcome != Outcome.UNSPLIT)


@because(_("Số này đã hủy vì vào sổ nhầm: đơn có thật thì tiếp nhận lại với số mới."))
def is_not_voided(case: Any) -> bool:
    return bool(case.outcome != Outcome.VOIDED)


@because(_("Không có thời hạn nào đang chạy mà quy định cho gia hạn."))
def some_clock_can_be_extended(case: Any) -> bool:
    return any(clock.is_running and clock.extendable for clock in case.clocks)


@because(_("Không có thời hạn nào đang chạy mà quy định cho tạm dừng."))
def some_clock_can_be_paused(case: Any) -> bool:
    return any(clock.is_running and clock.pausable for clock in case.clocks)


@because(_("Không có thời hạn nào đang tạm dừng."))
def some_clock_stands_still(case: Any) -> bool:
    return any(clock.stands_still for clock in case.clocks)


@because(_("Không còn bản gốc nào của công dân ở đơn vị."))
def some_original_in_the_house(case: Any) -> bool:
    return bool(case.has_originals)


@because(_("Không có thời hạn nào bị chậm."))
def some_clock_was_late(case: Any) -> bool:
    return any(clock.was_late for clock in case.clocks)


@because(_("Vụ việc này không niêm phong."))
def is_sealed(case: Any) -> bool:
    return bool(case.sealed)


class Lifecycle(ConcurrentTransitionMixin, models.Model):
    """What is legal now. Who may do it is `access.py`; only operations call these."""

    status = StateField(choices=Status.choices, default=Status.REGISTERED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @property
    def stood_at(self) -> str:
        """Where the case stood when it was joined."""
        raise NotImplementedError

    @transition(status, source=OPEN, target=None, conditions=[signature_awaited])
    def record_signature(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_supplement_awaited, nothing_beyond_a_draft])
    def ask_supplement(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[supplement_awaited])
    def receive_supplement(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[supplement_open])
    def report_no_supplement(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[supplement_awaited])
    def go_on_without(self) -> None: ...

    @transition(
        status,
        source=AT_THE_MTTQ_DESK,
        target=Status.CLOSED,
        conditions=[
            supplement_lapsed,
            no_late_entry,
            nothing_beyond_a_draft,
            no_letter_under_way,
            no_petition_joined,
            all_commitments_settled,
            no_request_open,
        ],
    )
    def file_unsupplemented(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def record_death(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[may_be_succeeded])
    def record_successor(self) -> None: ...

    @transition(
        status,
        source=AT_THE_MTTQ_DESK,
        target=Status.CLOSED,
        conditions=[
            successor_awaited,
            no_late_entry,
            nothing_beyond_a_draft,
            no_letter_under_way,
            no_petition_joined,
            all_commitments_settled,
            no_request_open,
        ],
    )
    def close_unsucceeded(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[is_a_second_complaint, first_not_linked])
    def link_first(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[late_entry_waits])
    def confirm_late_entry(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[late_entry_waits])
    def strike_late_entry(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_late_entry])
    def correct_day(self) -> None: ...

    @transition(status, source="*", target=None)
    def correct_party(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[has_an_answer])
    def correct_paper(self) -> None: ...

    @transition(status, source=Status.REGISTERED, target=Status.INSTRUCTED)
    def instruct(self) -> None: ...

    @transition(status, source=[s for s in OPEN if s is not Status.REGISTERED], target=None)
    def reassign(self) -> None: ...

    @transition(status, source=Status.INSTRUCTED, target=Status.IN_HAND)
    def take_up(self) -> None: ...

    @transition(
        status, source=Status.IN_HAND, target=None, conditions=[nothing_beyond_a_draft, no_screening_to_confirm]
    )
    def screen(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[screening_to_confirm])
    def confirm_screening(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[screening_to_confirm])
    def reject_screening(self) -> None: ...

    @transition(status, source=[Status.INSTRUCTED, Status.IN_HAND], target=None)
    def report_to_head(self) -> None: ...

    @transition(
        status, source=Status.IN_HAND, target=None, conditions=[nothing_beyond_a_draft, screened_to_be_sent_at_once]
    )
    def transfer_at_once(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[guidance_has_left, no_letter_under_way, all_commitments_settled, no_request_open, no_late_entry],
    )
    def guide(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[return_has_left, no_letter_under_way, all_commitments_settled, no_request_open, no_late_entry],
    )
    def return_to_sender(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[
            split_guidance_has_left,
            no_letter_under_way,
            all_commitments_settled,
            no_request_open,
            no_late_entry,
        ],
    )
    def ask_to_split(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[screened_to_be_filed, no_letter_under_way, all_commitments_settled, no_request_open, no_late_entry],
    )
    def file_away(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=None,
        conditions=[
            nothing_beyond_a_draft,
            no_screening_to_confirm,
            screened_where_it_must_be,
            screened_to_be_sent,
        ],
    )
    def draft_letter(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=None,
        conditions=[
            letter_drafted,
            no_supplement_awaited,
            no_successor_awaited,
            no_screening_to_confirm,
            screened_where_it_must_be,
            screened_to_be_sent,
            no_dispute_open,
            goes_where_was_decided,
        ],
    )
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

    @transition(status, source=ONCE_TAKEN_UP, target=None)
    def draft_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_drafted])
    def submit_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_submitted])
    def send_back_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_submitted])
    def sign_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_signed])
    def issue_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_issued])
    def dispatch_other(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[other_letter_dispatched])
    def confirm_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_letter_issued])
    def void_letter(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_letter_held])
    def call_back_letter(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_letter_stopped])
    def clear_letter(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_link_live])
    def revoke_link(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[not_yet_acknowledged])
    def acknowledge_referral(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=Status.IN_HAND, conditions=[not_yet_acknowledged])
    def refuse_referral(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=Status.IN_HAND,
        conditions=[never_answered, not_before_the_competent_body],
    )
    def recall_referral(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[dispute_open])
    def settle_dispute(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=None,
        conditions=[goes_by_a_chain, at_the_agency, not_yet_accepted],
    )
    def record_acceptance(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=Status.ANSWERED,
        conditions=[goes_by_a_chain, at_the_agency, not_yet_accepted],
    )
    def refuse_acceptance(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=None,
        conditions=[goes_by_a_chain, some_chain_clock_can_be_extended],
    )
    def record_extension(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=None,
        conditions=[goes_by_a_chain, being_resolved, resolution_not_suspended],
    )
    def record_suspension(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[goes_by_a_chain, resolution_suspended])
    def record_resumption(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[goes_by_a_chain, being_resolved])
    def record_decision(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=Status.ANSWERED,
        conditions=[acknowledged, decided_where_the_law_wants_it],
    )
    def answer(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_sent])
    def confirm_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_unacknowledged])
    def acknowledge_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_unacknowledged])
    def refuse_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_acknowledged])
    def answer_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_reply_unread])
    def note_reply(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_under_way])
    def end_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_rung_to_chase])
    def chase(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_rung_waits])
    def let_rung_be(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_rung_before_leadership])
    def lay_before_leadership(self) -> None: ...

    @transition(status, source=Status.ANSWERED, target=None, conditions=[no_recommendation_under_way])
    def recommend_to_superior(self) -> None: ...

    @transition(
        status,
        source=[Status.FORWARDED, Status.ANSWERED],
        target=None,
        conditions=[superior_has_not_decided],
    )
    def record_superior_decision(self) -> None: ...

    @transition(
        status,
        source=[Status.FORWARDED, Status.ANSWERED],
        target=None,
        conditions=[some_recommendation_sent],
    )
    def record_superior_reply(self) -> None: ...

    @transition(
        status,
        source=Status.ANSWERED,
        target=Status.FORWARDED,
        conditions=[some_recommendation_sent, lies_with_the_superior],
    )
    def record_superior_order(self) -> None: ...

    @transition(
        status,
        source=Status.ANSWERED,
        target=Status.FORWARDED,
        conditions=[no_decision_to_send_back, no_recommendation_under_way],
    )
    def ask_clarification(self) -> None: ...

    @transition(status, source=Status.ANSWERED, target=Status.SUPERVISED, conditions=[no_recommendation_under_way])
    def accept_answer(self) -> None: ...

    @transition(status, source=[Status.ANSWERED, Status.SUPERVISED], target=None, conditions=[result_to_be_told])
    def record_told(self) -> None: ...

    @transition(status, source=[Status.SUPERVISED, Status.CLOSED], target=None, conditions=[result_is_known])
    def record_helped(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[some_dissatisfaction])
    def look_into(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def verify(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def contest(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def waive(self) -> None: ...

    @transition(
        status,
        source=Status.SUPERVISED,
        target=Status.CLOSED,
        conditions=[
            all_commitments_settled,
            no_letter_under_way,
            no_request_open,
            petitioner_was_told,
            no_withdrawal_doubted,
            no_late_entry,
        ],
    )
    def close(self) -> None: ...

    @transition(status, source=OPEN, target=Status.CLOSED, conditions=[no_petition_joined, no_withdrawal_doubted])
    def withdraw(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_withdrawal_doubted])
    def withdraw_part(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_withdrawal_doubted])
    def doubt_withdrawal(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[withdrawal_doubted])
    def refuse_withdrawal(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[withdrawal_doubted])
    def clear_withdrawal(self) -> None: ...

    @transition(
        status,
        source=OPEN,
        target=Status.CLOSED,
        conditions=[
            not_at_an_agency,
            nothing_beyond_a_draft,
            no_letter_under_way,
            no_petition_joined,
            all_commitments_settled,
            no_request_open,
        ],
    )
    def join(self) -> None: ...

    @transition(status, source=Status.CLOSED, target=RETURN_VALUE(*OPEN), conditions=[is_joined])
    def unjoin(self) -> str:
        """Return to where it stood: the one move whose end only the case itself knows."""
        return self.stood_at

    @transition(status, source=OPEN, target=None, conditions=[is_not_sealed])
    def split(self) -> None: ...

    @transition(
        status,
        source=OPEN,
        target=Status.CLOSED,
        conditions=[is_part, nothing_was_sent, no_petition_joined, has_no_parts, all_commitments_settled],
    )
    def unsplit(self) -> None: ...

    @transition(
        status,
        source=OPEN,
        target=Status.CLOSED,
        conditions=[nothing_was_sent, is_no_part, no_petition_joined, has_no_parts, all_commitments_settled],
    )
    def void_registration(self) -> None: ...

    @transition(
        status,
        source=Status.CLOSED,
        target=None,
        conditions=[is_not_joined, is_not_put_back, is_not_voided, no_reopening_asked],
    )
    def ask_reopening(self) -> None: ...

    @transition(
        status,
        source=Status.CLOSED,
        target=Status.IN_HAND,
        conditions=[is_not_joined, is_not_put_back, is_not_voided, reopening_asked],
    )
    def reopen(self) -> None: ...

    @transition(status, source=Status.CLOSED, target=None, conditions=[reopening_asked])
    def decline_reopening(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def attach_document(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def receive_papers(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[some_original_in_the_house])
    def return_papers(self) -> None: ...

    @transition(status, source="*", target=None)
    def add_note(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_clock_can_be_extended])
    def extend_duty(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_clock_can_be_paused])
    def pause_duty(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_clock_stands_still])
    def resume_duty(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[some_clock_was_late])
    def explain_lateness(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[is_sealed])
    def reveal(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[is_sealed])
    def redact(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def reclassify(self) -> None: ...


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
    status = StateField(choices=LetterStatus.choices, default=LetterStatus.DRAFT, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=LetterStatus.DRAFT, target=LetterStatus.SUBMITTED)
    def be_submitted(self) -> None: ...

    @transition(status, source=LetterStatus.SUBMITTED, target=LetterStatus.DRAFT)
    def be_sent_back(self) -> None: ...

    @transition(status, source=LetterStatus.SUBMITTED, target=LetterStatus.SIGNED)
    def be_signed(self) -> None: ...

    @transition(status, source=LetterStatus.SIGNED, target=LetterStatus.SUBMITTED)
    def be_laid_before_anew(self) -> None: ...

    @transition(status, source=LetterStatus.SIGNED, target=LetterStatus.ISSUED)
    def be_issued(self) -> None: ...

    @transition(status, source=LetterStatus.ISSUED, target=LetterStatus.DISPATCHED)
    def be_dispatched(self) -> None: ...

    @transition(status, source=LetterStatus.DISPATCHED, target=LetterStatus.DELIVERED)
    def be_delivered(self) -> None: ...

    @transition(status, source=LetterStatus.ISSUED, target=LetterStatus.VOIDED)
    def be_voided(self) -> None: ...

    @transition(
        status, source=[LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED], target=LetterStatus.CANCELLED
    )
    def be_cancelled(self) -> None: ...


class ScreeningLife(ConcurrentTransitionMixin, models.Model):
    state = StateField(choices=ScreeningState.choices, default=ScreeningState.STANDS, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=ScreeningState.WAITING, target=ScreeningState.STANDS)
    def be_confirmed(self) -> None: ...

    @transition(state, source=ScreeningState.WAITING, target=ScreeningState.REFUSED)
    def be_refused(self) -> None: ...

    @transition(state, source=[ScreeningState.WAITING, ScreeningState.STANDS], target=ScreeningState.REPLACED)
    def be_replaced(self) -> None: ...


class ReferralLife(ConcurrentTransitionMixin, models.Model):
    status = StateField(choices=ReferralStatus.choices, default=ReferralStatus.PREPARED, protected=True, max_length=12)

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

    @transition(
        status,
        source=[ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.ACKNOWLEDGED],
        target=ReferralStatus.RECALLED,
    )
    def be_recalled(self) -> None: ...

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


class DisputeLife(ConcurrentTransitionMixin, models.Model):
    """A petition that goes round: laid before the leader, who says where it goes; or overtaken."""

    state = StateField(choices=DisputeState.choices, default=DisputeState.OPEN, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=DisputeState.OPEN, target=DisputeState.SETTLED)
    def be_settled(self) -> None: ...

    @transition(state, source=DisputeState.OPEN, target=DisputeState.DROPPED)
    def be_dropped(self) -> None: ...


class RecommendationLife(ConcurrentTransitionMixin, models.Model):
    """What the MTTQ recommended to the superior of an agency, and what came of it."""

    state = StateField(
        choices=RecommendationState.choices, default=RecommendationState.DRAFTED, protected=True, max_length=8
    )

    class Meta:
        abstract = True

    @transition(state, source=RecommendationState.DRAFTED, target=RecommendationState.SENT)
    def be_sent(self) -> None: ...

    @transition(state, source=RecommendationState.SENT, target=RecommendationState.DECIDED)
    def be_decided(self) -> None: ...

    @transition(
        state, source=[RecommendationState.SENT, RecommendationState.DECIDED], target=RecommendationState.REPLIED
    )
    def be_replied(self) -> None: ...

    @transition(
        state,
        source=[RecommendationState.DRAFTED, RecommendationState.SENT, RecommendationState.DECIDED],
        target=RecommendationState.DROPPED,
    )
    def be_dropped(self) -> None: ...


class RungLife(ConcurrentTransitionMixin, models.Model):
    """One rung of the ladder on which an agency is chased."""

    state = StateField(choices=RungState.choices, default=RungState.AHEAD, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=RungState.AHEAD, target=RungState.REACHED)
    def be_reached(self) -> None: ...

    @transition(state, source=[RungState.AHEAD, RungState.REACHED], target=RungState.CLIMBED)
    def be_climbed(self) -> None: ...

    @transition(state, source=RungState.REACHED, target=RungState.LET_BE)
    def be_let_be(self) -> None: ...

    @transition(state, source=RungState.REACHED, target=RungState.SKIPPED)
    def be_skipped(self) -> None: ...

    @transition(state, source=[RungState.AHEAD, RungState.REACHED], target=RungState.DROPPED)
    def be_dropped(self) -> None: ...


class CommitmentLife(ConcurrentTransitionMixin, models.Model):
    status = StateField(choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=[CommitmentStatus.OPEN, CommitmentStatus.CONTESTED], target=CommitmentStatus.VERIFIED)
    def be_verified(self) -> None: ...

    @transition(status, source=CommitmentStatus.OPEN, target=CommitmentStatus.CONTESTED)
    def be_contested(self) -> None: ...

    @transition(status, source=[CommitmentStatus.OPEN, CommitmentStatus.CONTESTED], target=CommitmentStatus.WAIVED)
    def be_waived(self) -> None: ...


class WithdrawalLife(ConcurrentTransitionMixin, models.Model):
    """What was withdrawn stands at once; of what looks wrong a second person says whether it does."""

    state = StateField(choices=WithdrawalState.choices, default=WithdrawalState.STANDS, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=WithdrawalState.DOUBTED, target=WithdrawalState.REFUSED)
    def be_refused(self) -> None: ...

    @transition(state, source=WithdrawalState.DOUBTED, target=WithdrawalState.CLEARED)
    def be_cleared(self) -> None: ...


class BereavementLife(ConcurrentTransitionMixin, models.Model):
    """A petitioner has died: somebody takes the matter up, it goes on by itself, or nobody does."""

    state = StateField(choices=BereavementState.choices, default=BereavementState.WAITING, protected=True, max_length=9)

    class Meta:
        abstract = True

    # After the end too: the case is opened again, and somebody goes on.
    @transition(state, source=list(MAY_BE_SUCCEEDED), target=BereavementState.SUCCEEDED)
    def be_succeeded(self) -> None: ...

    @transition(state, source=BereavementState.WAITING, target=BereavementState.ENDED)
    def be_ended(self) -> None: ...

    @transition(state, source=BereavementState.WAITING, target=BereavementState.DROPPED)
    def be_dropped(self) -> None: ...


class LateEntryLife(ConcurrentTransitionMixin, models.Model):
    """A day of the past, entered days afterwards: it holds at once and waits for a second person to stand for it."""

    state = StateField(choices=LateEntryState.choices, default=LateEntryState.WAITING, protected=True, max_length=9)

    class Meta:
        abstract = True

    @transition(state, source=LateEntryState.WAITING, target=LateEntryState.CONFIRMED)
    def be_confirmed(self) -> None: ...

    @transition(state, source=LateEntryState.WAITING, target=LateEntryState.STRUCK)
    def be_struck(self) -> None: ...


class ReopeningLife(ConcurrentTransitionMixin, models.Model):
    state = StateField(choices=ReopeningState.choices, default=ReopeningState.WAITING, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=ReopeningState.WAITING, target=ReopeningState.GRANTED)
    def be_granted(self) -> None: ...

    @transition(state, source=ReopeningState.WAITING, target=ReopeningState.DECLINED)
    def be_declined(self) -> None: ...


class SupplementLife(ConcurrentTransitionMixin, models.Model):
    """What the petitioner was asked to bring: brought, not brought in time, waited for no longer."""

    state = StateField(choices=SupplementState.choices, default=SupplementState.OPEN, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.OPEN)
    def be_received_in_part(self) -> None: ...

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.RECEIVED)
    def be_received(self) -> None: ...

    @transition(state, source=SupplementState.OPEN, target=SupplementState.LAPSED)
    def be_lapsed(self) -> None: ...

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.WAIVED)
    def be_waived(self) -> None: ...

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.DROPPED)
    def be_dropped(self) -> None: ...


class SessionLife(ConcurrentTransitionMixin, models.Model):
    """A session of reception: on the schedule, going on, over; what was planned may be called off."""

    status = StateField(choices=SessionStatus.choices, default=SessionStatus.PLANNED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=SessionStatus.PLANNED, target=SessionStatus.OPEN)
    def be_opened(self) -> None: ...

    @transition(status, source=SessionStatus.OPEN, target=SessionStatus.ENDED)
    def be_over(self) -> None: ...

    @transition(status, source=SessionStatus.PLANNED, target=SessionStatus.CANCELLED)
    def be_called_off(self) -> None: ...
