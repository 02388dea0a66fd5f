"""What each message says. No names of citizens: a message names the case, its page shows the rest to who may see it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    subject: Promise | str
    body: Promise | str


WORDINGS: dict[str, Wording] = {
    "new_petition": Wording(
        _("Đơn mới %(number)s cần bút phê"), _("Đơn %(number)s vừa vào sổ và đang chờ lãnh đạo bút phê.")
    ),
    "handed_to_you": Wording(
        _("Vụ việc %(number)s được giao cho bạn"), _("Lãnh đạo giao bạn xử lý vụ việc %(number)s.")
    ),
    "letter_to_sign": Wording(
        _("Công văn của vụ việc %(number)s chờ ký"), _("Dự thảo công văn chuyển vụ việc %(number)s đã được trình ký.")
    ),
    "letter_sent_back": Wording(
        _("Dự thảo công văn %(number)s bị trả lại"),
        _("Lãnh đạo trả lại dự thảo công văn của vụ việc %(number)s, kèm ý kiến cần sửa."),
    ),
    "letter_to_issue": Wording(
        _("Công văn của vụ việc %(number)s chờ cấp số"),
        _("Công văn của vụ việc %(number)s đã ký, cần cấp số và gửi đi."),
    ),
    "letter_for_agency": Wording(
        _("Mặt trận chuyển đến vụ việc %(number)s"),
        _("Mặt trận vừa chuyển vụ việc %(number)s và đề nghị cơ quan trả lời trước ngày ghi trong công văn."),
    ),
    "agency_refused": Wording(
        _("Cơ quan từ chối vụ việc %(number)s"), _("Cơ quan từ chối vụ việc %(number)s; cần chọn cơ quan khác.")
    ),
    "agency_answered": Wording(
        _("Cơ quan đã trả lời vụ việc %(number)s"), _("Có trả lời cho vụ việc %(number)s, cần xem xét.")
    ),
    "clarification_asked": Wording(
        _("Mặt trận đề nghị làm rõ vụ việc %(number)s"),
        _("Mặt trận đề nghị cơ quan làm rõ câu trả lời cho vụ việc %(number)s."),
    ),
    "commitments_to_follow": Wording(
        _("Cam kết cần theo dõi, vụ việc %(number)s"), _("Vụ việc %(number)s có cam kết cần theo dõi và xác minh.")
    ),
    "ready_to_close": Wording(
        _("Vụ việc %(number)s có thể kết thúc"),
        _("Vụ việc %(number)s không còn việc chưa xong, chờ lãnh đạo kết thúc."),
    ),
    "duty_soon": Wording(
        _("Sắp đến hạn, vụ việc %(number)s"), _("Một thời hạn của vụ việc %(number)s đến ngày %(due_on)s.")
    ),
    "duty_overdue": Wording(
        _("Quá hạn, vụ việc %(number)s"), _("Một thời hạn của vụ việc %(number)s đã qua ngày %(due_on)s.")
    ),
    "receipt": Wording(
        _("Mặt trận đã nhận đơn của ông/bà"),
        _("Đơn của ông/bà đã vào sổ số %(number)s. Mã tra cứu: %(code)s. Ông/bà dùng mã này để xem đơn đang ở đâu."),
    ),
    "forwarded_to": Wording(
        _("Đơn số %(number)s đã được chuyển"),
        _("Mặt trận đã chuyển đơn số %(number)s đến %(agency)s và đề nghị trả lời trước ngày %(answer_by)s."),
    ),
    "answer_relayed": Wording(
        _("Có trả lời cho đơn số %(number)s"),
        _("%(agency)s đã trả lời đơn số %(number)s. Mặt trận tiếp tục theo dõi việc thực hiện. Mã tra cứu: %(code)s."),
    ),
    "case_closed": Wording(
        _("Đơn số %(number)s đã kết thúc"),
        _("Mặt trận đã kết thúc theo dõi đơn số %(number)s. Mã tra cứu: %(code)s."),
    ),
}
