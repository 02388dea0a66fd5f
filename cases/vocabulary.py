"""The words of the case: its states, moves, parties and events, each with what the office calls it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a petition is by its content, never by its title; `kinds.py` says what differs."""

    COMPLAINT = "complaint", _("Khiếu nại lần đầu")
    COMPLAINT_SECOND = "complaint_second", _("Khiếu nại lần hai")
    COMPLAINT_DISCIPLINE = "complaint_discipline", _("Khiếu nại quyết định kỷ luật")
    DENUNCIATION = "denunciation", _("Tố cáo")
    PROPOSAL = "proposal", _("Kiến nghị")
    FEEDBACK = "feedback", _("Phản ánh")
    CORRUPTION = "corruption", _("Kiến nghị về phòng, chống tham nhũng")
    INSPECTION_BOARD = "inspection_board", _("Kiến nghị của Ban Thanh tra nhân dân")
    INVESTMENT_BOARD = "investment_board", _("Kiến nghị của Ban Giám sát đầu tư của cộng đồng")
    CADRE = "cadre", _("Phản ánh về cán bộ, đảng viên")
    VOTER = "voter", _("Kiến nghị cử tri")
    OPINION = "opinion", _("Góp ý xây dựng Đảng, chính quyền")


class Intake(models.TextChoices):
    """The road by which a petition reached the desk."""

    IN_PERSON = "in_person", _("Trực tiếp tại quầy")
    POST = "post", _("Bưu điện")
    EMAIL = "email", _("Thư điện tử")
    TELEPHONE = "telephone", _("Điện thoại")
    OPINION_BOX = "opinion_box", _("Hòm thư góp ý")
    PORTAL = "portal", _("Cổng tra cứu, gửi đơn")
    FORWARDED = "forwarded", _("Cơ quan khác chuyển đến")
    ONLINE = "online", _("Tiếp công dân trực tuyến")


class Standing(models.TextChoices):
    """What a petition counts as, by its kind, the road it came and whether it is signed (law.md §14 point 20)."""

    FULL = "full", _("Đủ hình thức")
    SIGN_FIRST = "sign_first", _("Cần người nộp ký trước")
    INFORMATION = "information", _("Tiếp nhận như thông tin")
    NOT_THIS_WAY = "not_this_way", _("Không nhận qua đường này")


class ContestedWhat(models.TextChoices):
    """What a complaint is about (Luật Khiếu nại Điều 2)."""

    DECISION = "decision", _("Quyết định hành chính")
    ACT = "act", _("Hành vi hành chính")
    DISCIPLINE = "discipline", _("Quyết định kỷ luật cán bộ, công chức")


class PartyRole(models.TextChoices):
    PETITIONER = "petitioner", _("Người nộp đơn")
    REPRESENTATIVE = "representative", _("Người đại diện")
    RESPONDENT = "respondent", _("Người, cơ quan bị nêu trong đơn")
    RELATED = "related", _("Người có liên quan")
    DECEASED = "deceased", _("Người nộp đơn đã mất")


# Whoever hands in, for themselves or for others; the rest is who or what the petition is about.
STAND_BEHIND = (PartyRole.PETITIONER, PartyRole.REPRESENTATIVE)


class Signing(models.TextChoices):
    """Whether the one who wrote says who they are."""

    NAMED = "named", _("Ký tên thật")
    PEN_NAME = "pen_name", _("Ký bút danh")
    ANONYMOUS = "anonymous", _("Không ghi tên")


class Authority(models.TextChoices):
    """By what a representative stands for others."""

    AUTHORISED = "authorised", _("Giấy ủy quyền")
    APPOINTED = "appointed", _("Văn bản cử người đại diện")
    BY_LAW = "by_law", _("Đại diện theo pháp luật")
    MISSING = "missing", _("Chưa có giấy tờ")


class Sameness(models.TextChoices):
    """Why two people look like one, the strongest first."""

    IDENTITY_NUMBER = "identity_number", _("Cùng số căn cước")
    PHONE = "phone", _("Cùng họ tên và điện thoại")
    ADDRESS = "address", _("Cùng họ tên và địa chỉ")


class Status(models.TextChoices):
    """Where a case is. How it ended is its outcome; late or nearly due is derived, never a state."""

    REGISTERED = "registered", _("Mới tiếp nhận")
    INSTRUCTED = "instructed", _("Đã có bút phê")
    IN_HAND = "in_hand", _("Mặt trận đang xử lý")
    FORWARDED = "forwarded", _("Đã chuyển cơ quan")
    ANSWERED = "answered", _("Cơ quan đã trả lời")
    SUPERVISED = "supervised", _("Theo dõi thực hiện")
    CLOSED = "closed", _("Đã kết thúc")


class MatterOrigin(models.TextChoices):
    """How a petition came to concern a case."""

    REGISTERED = "registered", _("Vào sổ")
    SPLIT = "split", _("Tách từ vụ việc khác")
    JOINED = "joined", _("Nhập từ vụ việc khác")


class Outcome(models.TextChoices):
    """How a case ended."""

    FULFILLED = "fulfilled", _("Đã trả lời và thực hiện xong")
    EXPLAINED = "explained", _("Đã trả lời, giải thích rõ")
    PARTLY = "partly", _("Đáp ứng một phần")
    NOT_MET = "not_met", _("Không được đáp ứng")
    WITHDRAWN = "withdrawn", _("Người nộp đơn rút đơn")
    GUIDED = "guided", _("Đã hướng dẫn người gửi")
    RETURNED = "returned", _("Đã trả lại đơn")
    SPLIT_ASKED = "split_asked", _("Đã đề nghị tách đơn")
    FILED_AWAY = "filed_away", _("Lưu đơn")
    NO_SUCCESSOR = "no_successor", _("Người nộp đơn mất, không ai tiếp tục")
    JOINED = "joined", _("Đã nhập vào vụ việc khác")
    UNSPLIT = "unsplit", _("Đã gộp lại vào vụ việc gốc")
    VOIDED = "voided", _("Đã hủy, vào sổ nhầm")


# What a leader closes a case with; the others belong to moves of their own.
ENDS_BY_CLOSING = (Outcome.FULFILLED, Outcome.EXPLAINED, Outcome.PARTLY, Outcome.NOT_MET)
# Numbers that stay in the register and are no case of their own: statistics count without them.
NO_CASE_OF_ITS_OWN = (Outcome.JOINED, Outcome.UNSPLIT, Outcome.VOIDED)
OUTCOMES_OF_A_CASE = tuple(outcome for outcome in Outcome if outcome not in NO_CASE_OF_ITS_OWN)


class ScreenedTo(models.TextChoices):
    """What is to become of a petition, as its handler and, where needed, a second person decide."""

    FORWARD = "forward", _("Chuyển cơ quan có thẩm quyền và theo dõi")
    GUIDE = "guide", _("Hướng dẫn người gửi, một lần")
    RETURN = "return", _("Trả lại đơn")
    FILE_AWAY = "file_away", _("Lưu đơn, không xử lý tiếp")
    JOIN = "join", _("Nhập vào vụ việc đang mở")
    ASK_TO_SPLIT = "ask_to_split", _("Đề nghị tách đơn")
    TRANSFER_INVESTIGATION = "transfer_investigation", _("Chuyển ngay cơ quan điều tra")
    TRANSFER_PARTY = "transfer_party", _("Chuyển tổ chức Đảng có thẩm quyền")
    REPORT = "report", _("Báo cáo ngay lãnh đạo")


class ScreeningState(models.TextChoices):
    """Whether what was decided at screening holds."""

    WAITING = "waiting", _("Chờ người thứ hai xác nhận")
    STANDS = "stands", _("Có hiệu lực")
    REFUSED = "refused", _("Không được xác nhận")
    REPLACED = "replaced", _("Đã thay bằng lần phân loại sau")


AT_ONCE = frozenset({ScreenedTo.TRANSFER_INVESTIGATION, ScreenedTo.TRANSFER_PARTY})


class LetterStatus(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    SUBMITTED = "submitted", _("Trình ký")
    SIGNED = "signed", _("Đã ký, chờ cấp số")
    ISSUED = "issued", _("Đã cấp số")
    DISPATCHED = "dispatched", _("Đã gửi đi")
    DELIVERED = "delivered", _("Đã đến nơi")
    CANCELLED = "cancelled", _("Đã hủy dự thảo")
    VOIDED = "voided", _("Đã hủy số")


class LetterForm(models.TextChoices):
    """What the MTTQ writes in a case beside the transfer; the words stand in the letters catalogue."""

    NOTICE_TRANSFER = "notice_transfer", _("Thông báo chuyển đơn cho công dân")
    NOTICE_RESULT = "notice_result", _("Thông báo kết quả cho công dân")
    GUIDANCE = "guidance", _("Phiếu hướng dẫn")
    GUIDANCE_SPLIT = "guidance_split", _("Phiếu hướng dẫn tách đơn")
    RETURN_PETITION = "return_petition", _("Công văn trả lại đơn")
    REMINDER = "reminder", _("Công văn đôn đốc")
    DIALOGUE = "dialogue", _("Công văn đề nghị làm việc")
    RECOMMENDATION = "recommendation", _("Công văn kiến nghị cơ quan cấp trên")
    INVITATION = "invitation", _("Giấy mời")
    COOPERATION = "cooperation", _("Công văn đề nghị phối hợp")
    SUPPLEMENT = "supplement", _("Công văn đề nghị bổ sung")


class SupplementOf(models.TextChoices):
    """What the petitioner is asked to bring."""

    PAPERS = "papers", _("Giấy tờ, tài liệu")
    INFORMATION = "information", _("Thông tin")
    SIGNATURE = "signature", _("Chữ ký")


class AskedBy(models.TextChoices):
    """How the petitioner was asked. A letter is written, signed and numbered like any other."""

    IN_PERSON = "in_person", _("Nói trực tiếp")
    TELEPHONE = "telephone", _("Gọi điện thoại")
    LETTER = "letter", _("Bằng văn bản")


class SupplementState(models.TextChoices):
    """Whether the petitioner is still waited for."""

    OPEN = "open", _("Chờ người nộp đơn bổ sung")
    LAPSED = "lapsed", _("Quá hạn bổ sung, chờ lãnh đạo quyết định")
    RECEIVED = "received", _("Đã bổ sung đủ")
    WAIVED = "waived", _("Không chờ bổ sung nữa")
    DROPPED = "dropped", _("Không còn phải bổ sung")


# The case waits for the petitioner, or for the leader because nobody came.
SUPPLEMENT_AWAITED = (SupplementState.OPEN, SupplementState.LAPSED)


class BereavementState(models.TextChoices):
    """What becomes of a petition whose petitioner has died."""

    WAITING = "waiting", _("Chờ người thừa kế tiếp tục")
    GOES_ON = "goes_on", _("Vụ việc vẫn tiếp tục")
    SUCCEEDED = "succeeded", _("Có người thừa kế tiếp tục")
    ENDED = "ended", _("Không ai tiếp tục")
    DROPPED = "dropped", _("Không còn chờ người thừa kế")


# Somebody may still take it up.
MAY_BE_SUCCEEDED = (
    BereavementState.WAITING,
    BereavementState.GOES_ON,
    BereavementState.ENDED,
    BereavementState.DROPPED,
)


class CorrectedWhat(models.TextChoices):
    """What was written down wrongly and is corrected; what an issued letter says never is."""

    RECEIVED_ON = "received_on", _("Ngày nhận đơn")
    DELIVERED_ON = "delivered_on", _("Ngày công văn đến cơ quan")
    PETITIONER = "petitioner", _("Thông tin người nộp đơn")
    ANSWER_PAPER = "answer_paper", _("Số, ngày văn bản trả lời")
    ACT = "act", _("Văn bản của cơ quan có thẩm quyền")


# Days that time limits are counted from.
CORRECTED_DAYS = (CorrectedWhat.RECEIVED_ON, CorrectedWhat.DELIVERED_ON)


class EnteredLate(models.TextChoices):
    """Which day was entered days afterwards, or corrected: limits hang on it."""

    RECEIVED_ON = "received_on", _("Ngày nhận đơn")
    SIGNED_ON = "signed_on", _("Ngày ký đơn")
    ACT_ON = "act_on", _("Ngày văn bản của cơ quan có thẩm quyền")
    ACT_ARRIVED = "act_arrived", _("Ngày văn bản của cơ quan có thẩm quyền đến Mặt trận")


class LateEntryState(models.TextChoices):
    """Whether a second person stands for a day of the past."""

    WAITING = "waiting", _("Chờ người thứ hai xác nhận ngày")
    CONFIRMED = "confirmed", _("Đã xác nhận ngày")
    STRUCK = "struck", _("Không công nhận, lấy ngày ghi")


class FirstKnownBy(models.TextChoices):
    """Why a case looks like the first instance of a second complaint, the strongest first."""

    DECISION = "decision", _("Cùng số quyết định giải quyết lần đầu")
    CONTESTED = "contested", _("Cùng quyết định bị khiếu nại")
    PERSON = "person", _("Cùng người khiếu nại")


class WithdrawnBy(models.TextChoices):
    """On what a withdrawal rests."""

    WRITTEN = "written", _("Đơn rút có chữ ký hoặc điểm chỉ")
    RECORDED = "recorded", _("Biên bản ghi việc rút, người rút ký")
    SPOKEN = "spoken", _("Lời nói, cán bộ ghi lại")


class WithdrawalState(models.TextChoices):
    """Whether what was withdrawn is withdrawn."""

    STANDS = "stands", _("Đã ghi nhận")
    DOUBTED = "doubted", _("Chờ người thứ hai xem xét")
    REFUSED = "refused", _("Không chấp nhận, vụ việc tiếp tục")
    CLEARED = "cleared", _("Không có dấu hiệu bất thường, ghi rút như thường")


class Doubt(models.TextChoices):
    """Why a withdrawal does not end the matter (Luật Tố cáo Điều 33; NĐ 156/2026 Điều 4; Luật Khiếu nại Điều 10)."""

    COERCION = "coercion", _("Bị đe dọa, ép buộc")
    BRIBERY = "bribery", _("Bị mua chuộc")
    VIOLATION = "violation", _("Có dấu hiệu vi phạm pháp luật trong nội dung tố cáo")
    SLANDER = "slander", _("Có dấu hiệu lợi dụng tố cáo để vu khống, xúc phạm")


class ReopeningState(models.TextChoices):
    """Whether what was closed is opened again."""

    WAITING = "waiting", _("Chờ lãnh đạo khác quyết định")
    GRANTED = "granted", _("Đã mở lại")
    DECLINED = "declined", _("Không mở lại")


class RungKind(models.TextChoices):
    """How an agency that let its day pass is chased, one rung after the other (Luật MTTQ Điều 28, 29, 30)."""

    REMINDER = "reminder", _("Đôn đốc bằng công văn")
    DIALOGUE = "dialogue", _("Đề nghị làm việc, đối thoại")
    SUPERIOR = "superior", _("Kiến nghị cơ quan cấp trên")
    LEADERSHIP = "leadership", _("Báo cáo lãnh đạo, đưa vào thông báo sáu tháng")


class RungState(models.TextChoices):
    AHEAD = "ahead", _("Chưa đến lúc")
    REACHED = "reached", _("Đến lượt phải làm")
    CLIMBED = "climbed", _("Đã thực hiện")
    LET_BE = "let_be", _("Lãnh đạo cho để lại")
    SKIPPED = "skipped", _("Lãnh đạo cho bỏ qua bậc")
    DROPPED = "dropped", _("Thôi, vì không còn chậm")


class LetBe(models.TextChoices):
    """What the leader does with a rung that is not climbed."""

    WAIT = "wait", _("Để lại: bậc sau tính từ hôm nay")
    SKIP = "skip", _("Bỏ qua bậc này: làm ngay bậc sau")


class BroughtTo(models.TextChoices):
    """Before whom a supervisor brings a case that does not move."""

    LEADER = "leader", _("Báo cáo lãnh đạo")
    BRIEFING = "briefing", _("Giao ban kỳ tới")
    PLAN = "plan", _("Kế hoạch giám sát")


class RecommendationState(models.TextChoices):
    """How far a recommendation to the superior body has come."""

    DRAFTED = "drafted", _("Đang soạn kiến nghị")
    SENT = "sent", _("Đã gửi cơ quan cấp trên")
    DECIDED = "decided", _("Cơ quan cấp trên đã quyết định, chờ trả lời")
    REPLIED = "replied", _("Cơ quan cấp trên đã trả lời")
    DROPPED = "dropped", _("Không chờ nữa")


class SuperiorResult(models.TextChoices):
    """What the superior body said to a recommendation."""

    UPHELD = "upheld", _("Giữ nguyên ý kiến của cơ quan")
    ANSWERED = "answered", _("Cấp trên trực tiếp trả lời nội dung đơn")
    ORDERED = "ordered", _("Yêu cầu cơ quan xem xét, trả lời lại")


class ToldBy(models.TextChoices):
    """How somebody was told by word of mouth."""

    TELEPHONE = "telephone", _("Qua điện thoại")
    IN_PERSON = "in_person", _("Trực tiếp tại nơi tiếp công dân")


class Helped(models.TextChoices):
    """Whether the result helped, as the petitioner says."""

    YES = "yes", _("Thỏa đáng")
    PARTLY = "partly", _("Thỏa đáng một phần")
    NO = "no", _("Chưa thỏa đáng")


class HeardBy(models.TextChoices):
    """By which road the petitioner said whether it helped."""

    PORTAL = "portal", _("Qua trang tra cứu")
    TELEPHONE = "telephone", _("Nói qua điện thoại")
    IN_PERSON = "in_person", _("Nói trực tiếp")


class SentBy(models.TextChoices):
    """The road on which a letter leaves the house."""

    POST = "post", _("Bưu điện")
    BY_HAND = "by_hand", _("Giao trực tiếp, ký sổ giao nhận")
    EMAIL = "email", _("Thư điện tử")


class HoldState(models.TextChoices):
    """What became of a letter that was to leave by e-mail and waited some minutes."""

    WAITING = "waiting", _("Đang giữ, chờ gửi")
    LEFT = "left", _("Đã gửi đi")
    CALLED_BACK = "called_back", _("Đã gọi lại")
    FALLEN = "fallen", _("Không gửi được nữa")


class Objection(models.TextChoices):
    """Why a letter, a message or a link does not leave the house; the sentence says what to do."""

    NO_HEAD = "no_head", _("Chưa biết ai là người đứng đầu cơ quan nhận")
    OTHER_HEAD = "other_head", _("Người đứng đầu cơ quan nhận đã thay đổi")
    SEALED_BY_EMAIL = "sealed_email", _("Văn bản của vụ việc niêm phong gửi bằng thư điện tử")
    NO_ADDRESS = "no_address", _("Nơi nhận chưa có địa chỉ thư điện tử đăng ký")
    NAMES_THE_SENDER = "names_sender", _("Văn bản nêu người gửi của vụ việc niêm phong")
    INTERNAL_WORDS = "internal", _("Văn bản chép ghi chú hoặc ý kiến chỉ đạo nội bộ")
    TO_THE_ACCUSED = "accused", _("Nơi nhận là người, cơ quan bị tố cáo, bị khiếu nại, bị phản ánh")


class KnockOn(models.TextChoices):
    """What a stranger may try at the door of one-time links."""

    ASK = "ask", _("Xin mã")
    TRY = "try", _("Nhập mã")
    SEND = "send", _("Gửi ảnh chụp bằng điện thoại")


class LinkRefused(models.TextChoices):
    """Why a code was not sent, or did not open."""

    STRANGER = "stranger", _("Không có mã nào như vậy")
    USED = "used", _("Mã đã được dùng")
    EXPIRED = "expired", _("Mã đã hết hạn")
    ENDED = "ended", _("Việc này không còn chờ cơ quan, hoặc Mặt trận đã thu hồi đường dẫn")
    TOO_MANY = "too_many", _("Quá nhiều lần trong một lúc")
    NO_ADDRESS = "no_address", _("Cơ quan chưa có địa chỉ thư điện tử đăng ký")


class ReferralRole(models.TextChoices):
    """What an agency was asked to be: the one that answers for the case, or one that helps beside it."""

    LEAD = "lead", _("Chủ trì")
    COOPERATING = "cooperating", _("Phối hợp")


class ReferralStatus(models.TextChoices):
    PREPARED = "prepared", _("Đang soạn")
    SENT = "sent", _("Đã gửi, chưa xác nhận nhận")
    RECEIVED = "received", _("Cơ quan đã nhận")
    ACKNOWLEDGED = "acknowledged", _("Cơ quan nhận trách nhiệm trả lời")
    REFUSED = "refused", _("Cơ quan từ chối")
    RECALLED = "recalled", _("Mặt trận đã thu hồi")
    ANSWERED = "answered", _("Cơ quan đã trả lời")
    ENDED = "ended", _("Đã thôi")


# Sent, and an answer may still come.
UNDER_WAY = (ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.ACKNOWLEDGED)
# Sent, and the agency has said neither yes nor no.
NOT_ACCEPTED = (ReferralStatus.SENT, ReferralStatus.RECEIVED)
# Sent, and come back without an answer.
RETURNED = (ReferralStatus.REFUSED, ReferralStatus.RECALLED)


class DisputeGround(models.TextChoices):
    """Why it is said that a petition goes round."""

    BACK_AGAIN = "back_again", _("Chuyển lại nơi đã từ chối hoặc đã thu hồi")
    THIRD_TRANSFER = "third_transfer", _("Chuyển lần thứ ba")


class DisputeState(models.TextChoices):
    OPEN = "open", _("Chờ lãnh đạo quyết định nơi chuyển")
    SETTLED = "settled", _("Lãnh đạo đã quyết định nơi chuyển")
    DROPPED = "dropped", _("Không còn phải quyết định")


class DisputeDecision(models.TextChoices):
    """What the leader decides about a petition that goes round."""

    SEND = "send", _("Vẫn chuyển đến cơ quan ghi trong dự thảo")
    SEND_ELSEWHERE = "send_elsewhere", _("Chuyển đến cơ quan khác")
    ASK_SUPERIOR = "ask_superior", _("Hỏi cơ quan cấp trên chung")


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
    AGENCY_PAPER = "agency_paper", _("Văn bản của cơ quan")


class AnswerResult(models.TextChoices):
    """What an agency said to what was asked."""

    AGREED = "agreed", _("Tiếp thu, sẽ thực hiện")
    PARTLY = "partly", _("Tiếp thu một phần")
    EXPLAINED = "explained", _("Giải trình")
    REJECTED = "rejected", _("Không tiếp thu")


class Weighed(models.TextChoices):
    """Whether an answer says what was asked, point by point."""

    ANSWERED = "answered", _("Đã trả lời đủ")
    PARTLY = "partly", _("Trả lời một phần")
    NOT = "not", _("Chưa trả lời")


class ProceedingFact(models.TextChoices):
    """What the competent body did with a complaint or a denunciation. The MTTQ records it and does none of it."""

    ACCEPTED = "accepted", _("Thụ lý")
    REFUSED = "refused", _("Không thụ lý")
    EXTENDED = "extended", _("Gia hạn giải quyết")
    SUSPENDED = "suspended", _("Tạm đình chỉ")
    RESUMED = "resumed", _("Tiếp tục giải quyết")
    DECIDED = "decided", _("Quyết định giải quyết, kết luận nội dung")
    TERMINATED = "terminated", _("Đình chỉ giải quyết")
    SENT_BACK = "sent_back", _("Cơ quan cấp trên yêu cầu xem xét lại")


class Position(models.TextChoices):
    """How far the competent body has come with it; read from the facts, never kept beside them."""

    WAITING = "waiting", _("Chờ thụ lý")
    ACCEPTED = "accepted", _("Đã thụ lý, đang giải quyết")
    SUSPENDED = "suspended", _("Đang tạm đình chỉ")
    REFUSED = "refused", _("Không được thụ lý")
    ENDED = "ended", _("Đã có quyết định, kết luận")


class NotAccepted(models.TextChoices):
    """On which ground it was not accepted (Luật Khiếu nại Điều 11; Luật Tố cáo Điều 29)."""

    NOT_REVIEWABLE = "not_reviewable", _("Quyết định nội bộ, quy phạm pháp luật hoặc bí mật nhà nước")
    NOT_AFFECTED = "not_affected", _("Không trực tiếp liên quan đến quyền, lợi ích của người khiếu nại")
    NO_CAPACITY = "no_capacity", _("Không có năng lực hành vi mà không có người đại diện hợp pháp")
    REPRESENTATIVE = "representative", _("Người đại diện không hợp pháp")
    UNSIGNED = "unsigned", _("Đơn không có chữ ký hoặc điểm chỉ")
    TIME_BARRED = "time_barred", _("Hết thời hiệu, thời hạn mà không có lý do chính đáng")
    SECOND_DECIDED = "second_decided", _("Đã có quyết định giải quyết lần hai")
    TERMINATED_BEFORE = "terminated_before", _("Đã đình chỉ, quá 30 ngày không tiếp tục khiếu nại")
    COURT = "court", _("Tòa án đã thụ lý hoặc đã xét xử")
    CONDITIONS = "conditions", _("Không đủ điều kiện thụ lý tố cáo")


class Complexity(models.TextChoices):
    """What makes a matter complex (NĐ 124/2020 Điều 3a; NĐ 31/2019 Điều 3): written down in the body's own file."""

    PLACES = "places", _("Phải xác minh ở hai nơi trở lên")
    CONTENTS = "contents", _("Có hai nội dung trở lên")
    PEOPLE = "people", _("Nhiều người")
    FOREIGN = "foreign", _("Có yếu tố nước ngoài")
    AGENCIES = "agencies", _("Liên quan trách nhiệm của nhiều cơ quan")
    OPINIONS = "opinions", _("Cơ quan có thẩm quyền còn ý kiến khác nhau")
    EVIDENCE = "evidence", _("Tài liệu, chứng cứ mâu thuẫn")


class Breach(models.TextChoices):
    """What in a decision of the competent body goes against the law: it happened, and it moves no date."""

    BEYOND_CAP = "beyond_cap", _("Vượt mức hoặc số lần pháp luật cho phép")
    NO_BASIS = "no_basis", _("Không nêu căn cứ phức tạp bằng văn bản")
    AFTER_LIMIT = "after_limit", _("Ra sau khi thời hạn đã hết")


class CommitmentStatus(models.TextChoices):
    OPEN = "open", _("Đang thực hiện")
    CONTESTED = "contested", _("Chưa đạt")
    VERIFIED = "verified", _("Đã xác minh xong")
    WAIVED = "waived", _("Không còn phải làm")


UNSETTLED = (CommitmentStatus.OPEN, CommitmentStatus.CONTESTED)


class InspectionState(models.TextChoices):
    """How far it has come with going there and looking at what was promised."""

    PLANNED = "planned", _("Đã lên lịch")
    REPORTED = "reported", _("Đã báo cáo kết quả")
    CALLED_OFF = "called_off", _("Đã hủy lịch")


class Found(models.TextChoices):
    """What was found of one commitment by whoever went there."""

    VERIFIED = "verified", _("Đã thực hiện")
    CONTESTED = "contested", _("Chưa đạt")
    OPEN = "open", _("Chưa rõ, theo dõi tiếp")


class DocumentSource(models.TextChoices):
    PETITIONER = "petitioner", _("Người nộp đơn")
    AGENCY = "agency", _("Cơ quan")
    FRONT = "front", _("Mặt trận")


class Move(models.TextChoices):
    """Everything somebody may do to a case, said as a verb on a button."""

    REGISTER = "register", _("Tiếp nhận đơn")
    RECORD_SIGNATURE = "record_signature", _("Ghi nhận đơn đã ký")
    INSTRUCT = "instruct", _("Bút phê")
    REASSIGN = "reassign", _("Giao người khác")
    TAKE_UP = "take_up", _("Nhận xử lý")
    SCREEN = "screen", _("Phân loại đơn")
    CONFIRM_SCREENING = "confirm_screening", _("Xác nhận phân loại")
    REJECT_SCREENING = "reject_screening", _("Không đồng ý phân loại")
    REPORT_TO_HEAD = "report_to_head", _("Báo cáo ngay")
    TRANSFER_AT_ONCE = "transfer_at_once", _("Chuyển ngay")
    GUIDE = "guide", _("Kết thúc: đã hướng dẫn")
    RETURN_TO_SENDER = "return_to_sender", _("Kết thúc: đã trả lại đơn")
    ASK_TO_SPLIT = "ask_to_split", _("Kết thúc: đã đề nghị tách đơn")
    FILE_AWAY = "file_away", _("Lưu đơn")
    DRAFT_LETTER = "draft_letter", _("Soạn công văn chuyển")
    SUBMIT_LETTER = "submit_letter", _("Trình ký")
    SEND_BACK_LETTER = "send_back_letter", _("Trả lại dự thảo")
    SIGN_LETTER = "sign_letter", _("Ký công văn")
    ISSUE_LETTER = "issue_letter", _("Cấp số, ban hành")
    DISPATCH_LETTER = "dispatch_letter", _("Gửi đi")
    CONFIRM_DELIVERY = "confirm_delivery", _("Xác nhận đã đến nơi")
    DRAFT_OTHER = "draft_other", _("Soạn văn bản khác")
    SUBMIT_OTHER = "submit_other", _("Trình ký văn bản khác")
    SEND_BACK_OTHER = "send_back_other", _("Trả lại dự thảo văn bản khác")
    SIGN_OTHER = "sign_other", _("Ký văn bản khác")
    ISSUE_OTHER = "issue_other", _("Cấp số văn bản khác")
    DISPATCH_OTHER = "dispatch_other", _("Gửi văn bản khác")
    CONFIRM_OTHER = "confirm_other", _("Xác nhận văn bản khác đã đến")
    VOID_LETTER = "void_letter", _("Hủy số văn bản")
    CALL_BACK_LETTER = "call_back_letter", _("Gọi lại văn bản chờ gửi")
    CLEAR_LETTER = "clear_letter", _("Cho gửi dù bị chặn")
    REVOKE_LINK = "revoke_link", _("Thu hồi đường dẫn trả lời")
    ACKNOWLEDGE_REFERRAL = "acknowledge_referral", _("Nhận trách nhiệm trả lời")
    REFUSE_REFERRAL = "refuse_referral", _("Từ chối")
    RECALL_REFERRAL = "recall_referral", _("Thu hồi công văn")
    SETTLE_DISPUTE = "settle_dispute", _("Quyết định nơi chuyển")
    RECORD_ACCEPTANCE = "record_acceptance", _("Ghi việc thụ lý")
    REFUSE_ACCEPTANCE = "refuse_acceptance", _("Ghi việc không thụ lý")
    RECORD_EXTENSION = "record_extension", _("Ghi quyết định gia hạn")
    RECORD_SUSPENSION = "record_suspension", _("Ghi quyết định tạm đình chỉ")
    RECORD_RESUMPTION = "record_resumption", _("Ghi quyết định tiếp tục giải quyết")
    RECORD_DECISION = "record_decision", _("Ghi quyết định giải quyết, kết luận")
    ANSWER = "answer", _("Trả lời")
    CONFIRM_REQUEST = "confirm_request", _("Xác nhận đề nghị phối hợp đã đến")
    ACKNOWLEDGE_REQUEST = "acknowledge_request", _("Nhận phối hợp")
    REFUSE_REQUEST = "refuse_request", _("Từ chối phối hợp")
    ANSWER_REQUEST = "answer_request", _("Trả lời phối hợp")
    NOTE_REPLY = "note_reply", _("Đã đọc trả lời phối hợp")
    END_REQUEST = "end_request", _("Thôi đề nghị phối hợp")
    CHASE = "chase", _("Soạn văn bản đôn đốc")
    LET_RUNG_BE = "let_rung_be", _("Cho hoãn, bỏ qua bậc đôn đốc")
    LAY_BEFORE_LEADERSHIP = "lay_before_leadership", _("Ghi ý kiến lãnh đạo về việc cơ quan chậm")
    RECOMMEND_TO_SUPERIOR = "recommend_to_superior", _("Kiến nghị cơ quan cấp trên")
    RECORD_SUPERIOR_DECISION = "record_superior_decision", _("Ghi quyết định của cơ quan cấp trên")
    RECORD_SUPERIOR_REPLY = "record_superior_reply", _("Ghi trả lời của cơ quan cấp trên")
    RECORD_SUPERIOR_ORDER = "record_superior_order", _("Ghi việc cấp trên yêu cầu xem xét lại")
    ASK_CLARIFICATION = "ask_clarification", _("Đề nghị làm rõ")
    ACCEPT_ANSWER = "accept_answer", _("Chấp nhận trả lời")
    RECORD_TOLD = "record_told", _("Ghi đã báo kết quả bằng lời")
    RECORD_HELPED = "record_helped", _("Ghi ý kiến của người nộp đơn về kết quả")
    LOOK_INTO = "look_into", _("Xem xét ý kiến chưa thỏa đáng")
    BRING_UP = "bring_up", _("Đưa ra giao ban, trình lãnh đạo")
    TAKE_DOWN = "take_down", _("Ghi kết quả giao ban, cho ý kiến")
    VERIFY = "verify", _("Xác minh cam kết")
    CONTEST = "contest", _("Cam kết chưa đạt")
    WAIVE = "waive", _("Miễn cam kết")
    PLAN_INSPECTION = "plan_inspection", _("Lên lịch kiểm tra thực tế")
    MOVE_INSPECTION = "move_inspection", _("Đổi lịch kiểm tra thực tế")
    REGROUP_INSPECTION = "regroup_inspection", _("Thay người đi kiểm tra thực tế")
    CALL_OFF_INSPECTION = "call_off_inspection", _("Hủy lịch kiểm tra thực tế")
    REPORT_INSPECTION = "report_inspection", _("Báo cáo kết quả kiểm tra thực tế")
    CLOSE = "close", _("Kết thúc vụ việc")
    ASK_REOPENING = "ask_reopening", _("Đề nghị mở lại")
    REOPEN = "reopen", _("Mở lại")
    DECLINE_REOPENING = "decline_reopening", _("Không mở lại")
    WITHDRAW = "withdraw", _("Ghi nhận rút đơn")
    WITHDRAW_PART = "withdraw_part", _("Ghi nhận rút một phần")
    DOUBT_WITHDRAWAL = "doubt_withdrawal", _("Ghi yêu cầu rút đơn có dấu hiệu bất thường")
    REFUSE_WITHDRAWAL = "refuse_withdrawal", _("Không chấp nhận rút đơn")
    CLEAR_WITHDRAWAL = "clear_withdrawal", _("Không có dấu hiệu bất thường")
    ASK_SUPPLEMENT = "ask_supplement", _("Đề nghị bổ sung")
    RECEIVE_SUPPLEMENT = "receive_supplement", _("Nhận bổ sung")
    REPORT_NO_SUPPLEMENT = "report_no_supplement", _("Báo quá hạn bổ sung")
    GO_ON_WITHOUT = "go_on_without", _("Xử lý tiếp, không chờ bổ sung")
    FILE_UNSUPPLEMENTED = "file_unsupplemented", _("Lưu đơn vì không bổ sung")
    RECORD_DEATH = "record_death", _("Ghi nhận người nộp đơn mất")
    RECORD_SUCCESSOR = "record_successor", _("Ghi người thừa kế tiếp tục")
    CLOSE_UNSUCCEEDED = "close_unsucceeded", _("Kết thúc: không ai tiếp tục")
    LINK_FIRST = "link_first", _("Gắn với khiếu nại lần đầu")
    CONFIRM_LATE_ENTRY = "confirm_late_entry", _("Xác nhận ngày ghi muộn, ngày đính chính")
    STRIKE_LATE_ENTRY = "strike_late_entry", _("Không công nhận ngày ghi muộn, ngày đính chính")
    CORRECT_DAY = "correct_day", _("Đính chính ngày ghi sai")
    CORRECT_PARTY = "correct_party", _("Đính chính thông tin người nộp đơn")
    CORRECT_PAPER = "correct_paper", _("Đính chính số, ngày văn bản trả lời")
    CORRECT_ACT = "correct_act", _("Đính chính văn bản của cơ quan có thẩm quyền")
    JOIN = "join", _("Nhập vào vụ việc khác")
    UNJOIN = "unjoin", _("Bỏ nhập")
    SPLIT = "split", _("Tách nội dung")
    UNSPLIT = "unsplit", _("Bỏ tách")
    VOID_REGISTRATION = "void_registration", _("Hủy số vào sổ nhầm")
    ATTACH_DOCUMENT = "attach_document", _("Thêm tài liệu")
    RECEIVE_PAPERS = "receive_papers", _("Nhận giấy tờ, lập biên nhận")
    RETURN_PAPERS = "return_papers", _("Giao trả bản gốc")
    ADD_NOTE = "add_note", _("Ghi chú nội bộ")
    EXTEND_DUTY = "extend_duty", _("Gia hạn")
    PAUSE_DUTY = "pause_duty", _("Tạm dừng thời hạn")
    RESUME_DUTY = "resume_duty", _("Tiếp tục thời hạn")
    EXPLAIN_LATENESS = "explain_lateness", _("Ghi lý do chậm")
    REVEAL = "reveal", _("Mở niêm phong")
    REDACT = "redact", _("Làm bản che thông tin")
    RECLASSIFY = "reclassify", _("Phân loại lại")


class OpeningState(models.TextChoices):
    """How far a table from the old books has come."""

    READING = "reading", _("Đang kiểm tra")
    CHECKED = "checked", _("Đã kiểm tra, chờ chọn")
    ENTERING = "entering", _("Đang vào sổ")
    DONE = "done", _("Đã xong")
    UNREADABLE = "unreadable", _("Không đọc được")


class RowState(models.TextChoices):
    READY = "ready", _("Đúng, chờ vào sổ")
    BAD = "bad", _("Chưa đúng")
    ENTERED = "entered", _("Đã vào sổ")
    REFUSED = "refused", _("Không vào sổ được")


class Series(models.TextChoices):
    """The rows of numbers that an office takes over from its paper books."""

    CASE = "case", _("Số vụ việc")
    LETTER = "letter", _("Số văn bản đi")
    LETTER_SECRET = "letter_secret", _("Số văn bản mật đi")
    INCOMING = "incoming", _("Số văn bản đến")
    INCOMING_SECRET = "incoming_secret", _("Số văn bản mật đến")


class Purpose(models.TextChoices):
    """Why the register leaves the house as a table. A code, so that the history of it names nobody."""

    MOVE = "move", _("Chuyển sang hệ thống khác")
    HANDOVER = "handover", _("Bàn giao công việc")
    INSPECTION = "inspection", _("Kiểm tra, thanh tra")
    REPORT = "report", _("Báo cáo, thống kê")
    ARCHIVE = "archive", _("Lưu trữ")
