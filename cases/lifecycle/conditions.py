"""What a move of the case asks of it now: each condition with the sentence that a refused person reads."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..kinds import DENUNCIATIONS, KINDS
from ..vocabulary import (
    AT_ONCE,
    ENDS_BY_CLOSING,
    BereavementState,
    DisputeState,
    LetterForm,
    LetterStatus,
    Move,
    Outcome,
    Position,
    RecommendationState,
    ReferralStatus,
    RungKind,
    ScreenedTo,
    ScreeningState,
    Status,
    SupplementState,
)
from .several import request_waits_for
from .states import SENT_ON

Test = TypeVar("Test", bound=Callable[[Any], bool])


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


@because(_("Nội dung hồ sơ đã xóa, không mở lại được nữa."))
def is_not_erased(case: Any) -> bool:
    return case.erased_on is None


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


@because(_("Vụ việc không nằm trong danh sách giao ban, trình lãnh đạo hay kế hoạch giám sát nào."))
def something_brought_up(case: Any) -> bool:
    return bool(case.is_brought_up)


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


@because(_("Chưa có buổi kiểm tra thực tế nào được lên lịch."))
def inspection_planned(case: Any) -> bool:
    return bool(case.has_inspection_planned)


@because(
    _(
        "Đang có buổi kiểm tra thực tế đã lên lịch: cần báo cáo kết quả, hoặc hủy lịch kèm lý do, trước khi làm việc "
        "này."
    )
)
def no_inspection_planned(case: Any) -> bool:
    return not case.has_inspection_planned


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


@because(_("Có ngày ghi muộn hoặc ngày đính chính chưa được người thứ hai xác nhận."))
def no_late_entry(case: Any) -> bool:
    return not case.late_entry_waits


@because(_("Không có ngày ghi muộn hoặc ngày đính chính nào chờ xác nhận."))
def late_entry_waits(case: Any) -> bool:
    return bool(case.late_entry_waits)


@because(_("Chưa ghi văn bản nào của cơ quan có thẩm quyền."))
def some_act_recorded(case: Any) -> bool:
    return bool(case.has_proceedings)


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
