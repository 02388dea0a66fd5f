"""The words of the case: its states, moves, parties and events, each with what the office calls it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PROPOSAL = "proposal", _("Kiến nghị")
    FEEDBACK = "feedback", _("Phản ánh")


class Intake(models.TextChoices):
    """The road by which a petition reached the desk."""

    IN_PERSON = "in_person", _("Trực tiếp tại quầy")
    POST = "post", _("Bưu điện")
    EMAIL = "email", _("Thư điện tử")
    TELEPHONE = "telephone", _("Điện thoại")
    OPINION_BOX = "opinion_box", _("Hòm thư góp ý")
    FORWARDED = "forwarded", _("Cơ quan khác chuyển đến")


class PartyRole(models.TextChoices):
    PETITIONER = "petitioner", _("Người nộp đơn")
    REPRESENTATIVE = "representative", _("Người đại diện")


class Status(models.TextChoices):
    """Where a case is. How it ended is its outcome; late or nearly due is derived, never a state."""

    REGISTERED = "registered", _("Mới tiếp nhận")
    INSTRUCTED = "instructed", _("Đã có bút phê")
    IN_HAND = "in_hand", _("Mặt trận đang xử lý")
    FORWARDED = "forwarded", _("Đã chuyển cơ quan")
    ANSWERED = "answered", _("Cơ quan đã trả lời")
    SUPERVISED = "supervised", _("Theo dõi thực hiện")
    CLOSED = "closed", _("Đã kết thúc")


class Outcome(models.TextChoices):
    """How a case ended."""

    FULFILLED = "fulfilled", _("Đã trả lời và thực hiện xong")
    EXPLAINED = "explained", _("Đã trả lời, giải thích rõ")
    PARTLY = "partly", _("Đáp ứng một phần")
    NOT_MET = "not_met", _("Không được đáp ứng")
    WITHDRAWN = "withdrawn", _("Người nộp đơn rút đơn")


class LetterStatus(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    SUBMITTED = "submitted", _("Trình ký")
    SIGNED = "signed", _("Đã ký, chờ cấp số")
    ISSUED = "issued", _("Đã cấp số")
    DISPATCHED = "dispatched", _("Đã gửi đi")
    CANCELLED = "cancelled", _("Đã hủy dự thảo")


class ReferralStatus(models.TextChoices):
    PREPARED = "prepared", _("Đang soạn")
    SENT = "sent", _("Đã gửi, chưa xác nhận nhận")
    RECEIVED = "received", _("Cơ quan đã nhận")
    ACKNOWLEDGED = "acknowledged", _("Cơ quan nhận trách nhiệm trả lời")
    REFUSED = "refused", _("Cơ quan từ chối")
    ANSWERED = "answered", _("Cơ quan đã trả lời")
    ENDED = "ended", _("Đã thôi")


class RefusalReason(models.TextChoices):
    NOT_COMPETENT = "not_competent", _("Không thuộc thẩm quyền")
    ALREADY_ANSWERED = "already_answered", _("Đã trả lời trước đây")
    UNCLEAR = "unclear", _("Nội dung chưa rõ, thiếu tài liệu")
    IN_COURT = "in_court", _("Tòa án đang xem xét")


class Evidence(models.TextChoices):
    """How it is known that a letter arrived."""

    DELIVERY_BOOK = "delivery_book", _("Sổ giao nhận văn bản")
    POSTAL_SLIP = "postal_slip", _("Phiếu báo phát của bưu điện")
    PORTAL = "portal", _("Cơ quan xác nhận trên hệ thống")
    EMAIL_REPLY = "email_reply", _("Thư điện tử xác nhận")


class AnswerResult(models.TextChoices):
    """What an agency said to what was asked."""

    AGREED = "agreed", _("Tiếp thu, sẽ thực hiện")
    PARTLY = "partly", _("Tiếp thu một phần")
    EXPLAINED = "explained", _("Giải trình")
    REJECTED = "rejected", _("Không tiếp thu")


class CommitmentStatus(models.TextChoices):
    OPEN = "open", _("Đang thực hiện")
    CONTESTED = "contested", _("Chưa đạt")
    VERIFIED = "verified", _("Đã xác minh xong")
    WAIVED = "waived", _("Không còn phải làm")


UNSETTLED = (CommitmentStatus.OPEN, CommitmentStatus.CONTESTED)


class DocumentSource(models.TextChoices):
    PETITIONER = "petitioner", _("Người nộp đơn")
    AGENCY = "agency", _("Cơ quan")
    FRONT = "front", _("Mặt trận")


class Threshold(models.TextChoices):
    """Points on the way of a duty at which people are told, each once."""

    SOON = "soon", _("Sắp đến hạn")
    OVERDUE = "overdue", _("Quá hạn")


class Move(models.TextChoices):
    """Everything somebody may do to a case, said as a verb on a button."""

    REGISTER = "register", _("Tiếp nhận đơn")
    INSTRUCT = "instruct", _("Bút phê")
    REASSIGN = "reassign", _("Giao người khác")
    TAKE_UP = "take_up", _("Nhận xử lý")
    DRAFT_LETTER = "draft_letter", _("Soạn công văn chuyển")
    SUBMIT_LETTER = "submit_letter", _("Trình ký")
    SEND_BACK_LETTER = "send_back_letter", _("Trả lại dự thảo")
    SIGN_LETTER = "sign_letter", _("Ký công văn")
    ISSUE_LETTER = "issue_letter", _("Cấp số, ban hành")
    DISPATCH_LETTER = "dispatch_letter", _("Gửi đi")
    CONFIRM_DELIVERY = "confirm_delivery", _("Xác nhận đã đến nơi")
    ACKNOWLEDGE_REFERRAL = "acknowledge_referral", _("Nhận trách nhiệm trả lời")
    REFUSE_REFERRAL = "refuse_referral", _("Từ chối")
    ANSWER = "answer", _("Trả lời")
    ASK_CLARIFICATION = "ask_clarification", _("Đề nghị làm rõ")
    ACCEPT_ANSWER = "accept_answer", _("Chấp nhận trả lời")
    VERIFY = "verify", _("Xác minh cam kết")
    CONTEST = "contest", _("Cam kết chưa đạt")
    WAIVE = "waive", _("Miễn cam kết")
    CLOSE = "close", _("Kết thúc vụ việc")
    REOPEN = "reopen", _("Mở lại")
    WITHDRAW = "withdraw", _("Ghi nhận rút đơn")
    ATTACH_DOCUMENT = "attach_document", _("Thêm tài liệu")
    ADD_NOTE = "add_note", _("Ghi chú nội bộ")
    NOTE_THRESHOLD = "note_threshold", _("Ghi mốc thời hạn")


# Each event of a case with its sentence on the timeline.
EVENTS = {
    "case.registered": _("Tiếp nhận đơn, vào sổ"),
    "case.instructed": _("Lãnh đạo bút phê"),
    "case.reassigned": _("Giao người xử lý khác"),
    "case.taken_up": _("Mặt trận nhận xử lý"),
    "letter.drafted": _("Soạn công văn chuyển"),
    "letter.submitted": _("Trình ký công văn"),
    "letter.sent_back": _("Trả lại dự thảo công văn"),
    "letter.signed": _("Ký công văn"),
    "letter.issued": _("Cấp số, ban hành công văn"),
    "referral.dispatched": _("Gửi công văn đến cơ quan"),
    "referral.delivered": _("Xác nhận công văn đã đến cơ quan"),
    "referral.acknowledged": _("Cơ quan nhận trách nhiệm trả lời"),
    "referral.refused": _("Cơ quan từ chối"),
    "referral.answered": _("Cơ quan trả lời"),
    "answer.clarification_asked": _("Đề nghị cơ quan làm rõ trả lời"),
    "answer.accepted": _("Chấp nhận trả lời, theo dõi thực hiện"),
    "commitment.verified": _("Xác minh cam kết đã thực hiện"),
    "commitment.contested": _("Xác minh cam kết chưa đạt"),
    "commitment.waived": _("Miễn thực hiện cam kết"),
    "case.closed": _("Kết thúc vụ việc"),
    "case.reopened": _("Mở lại vụ việc"),
    "case.withdrawn": _("Người nộp đơn rút đơn"),
    "document.attached": _("Thêm tài liệu vào hồ sơ"),
    "case.noted": _("Ghi chú nội bộ"),
    "duty.soon": _("Thời hạn sắp đến"),
    "duty.overdue": _("Thời hạn đã qua"),
}
