"""The words of the legal clock: labels of states, units, natures and marks, and the sentences of its events."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .facts import AppliesHere, Confidence, Direction, Nature, PauseEffect, Unit


class DutyState(models.TextChoices):
    RUNNING = "running", _("Đang tính hạn")
    PAUSED = "paused", _("Đang tạm dừng")
    MET = "met", _("Đã thực hiện")
    WAIVED = "waived", _("Được miễn")
    VOID = "void", _("Không còn hiệu lực")


class Because(models.TextChoices):
    """Why a due date was counted, or counted again."""

    OPENED = "opened", _("Mở thời hạn")
    RESUMED = "resumed", _("Tiếp tục sau tạm dừng")
    EXTENDED = "extended", _("Gia hạn")
    RESTORED = "restored", _("Vụ việc lại được xử lý riêng")
    MISTAKE = "mistake", _("Đính chính ngày ghi sai")
    CALENDAR = "calendar", _("Lịch làm việc thay đổi")
    LAW = "law", _("Quy định thay đổi")


class RuleRole(models.TextChoices):
    """Only a duty is ever swept for lateness."""

    DUTY = "duty", _("Việc phải làm")
    LIMITATION = "limitation", _("Thời hiệu")
    EFFECT = "effect", _("Ngày có hiệu lực")
    MINIMUM = "minimum", _("Thời gian tối thiểu")
    RECURRING = "recurring", _("Việc định kỳ")
    RETENTION = "retention", _("Thời hạn lưu")


class DayKind(models.TextChoices):
    DAY_OFF = "day_off", _("Ngày nghỉ")
    MAKEUP_OFF = "makeup_off", _("Nghỉ bù")
    SWAP_OFF = "swap_off", _("Nghỉ hoán đổi")
    SWAP_WORK = "swap_work", _("Làm bù")


class Source(models.TextChoices):
    SHIPPED = "shipped", _("Theo phần mềm")
    LOCAL = "local", _("Do đơn vị thêm")


class ProposalKind(models.TextChoices):
    NEW_RULE = "new_rule", _("Quy tắc mới của đơn vị")
    NEW_VERSION = "new_version", _("Phiên bản mới của quy tắc")
    CONFIRM = "confirm", _("Xác nhận đã đối chiếu văn bản")
    APPLIES = "applies", _("Quyết định có áp dụng tại đơn vị hay không")


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("Chờ người thứ hai quyết định")
    APPROVED = "approved", _("Đã được duyệt")
    REFUSED = "refused", _("Không được duyệt")


UNITS = {
    Unit.WORKING_DAY: _("ngày làm việc"),
    Unit.CALENDAR_DAY: _("ngày"),
    Unit.HOUR: _("giờ"),
    Unit.MONTH: _("tháng"),
    Unit.YEAR: _("năm"),
}
DIRECTIONS = {Direction.AFTER: _("tính tới"), Direction.BEFORE: _("tính lùi")}
PAUSE_EFFECTS = {
    PauseEffect.EXCLUDED: _("thời gian tạm dừng không tính"),
    PauseEffect.RESUMES: _("tính tiếp từ quyết định tiếp tục"),
    PauseEffect.NONE: _("không tạm dừng"),
}
NATURES = {
    Nature.STATUTORY: _("theo luật"),
    Nature.LETTER_SET: _("theo công văn"),
    Nature.INTERNAL: _("nội bộ"),
}
CONFIDENCES = {
    Confidence.READ: _("đã đọc văn bản"),
    Confidence.SECONDARY: _("theo nguồn thứ cấp"),
    Confidence.MEMORY: _("theo trí nhớ, chưa đối chiếu"),
    Confidence.UNSURE: _("chưa xác minh"),
}
APPLICABILITY = {
    AppliesHere.YES: _("áp dụng"),
    AppliesHere.UNSURE: _("chưa chắc áp dụng"),
    AppliesHere.NO: _("không áp dụng"),
}
CASE_KINDS = {
    "any": _("Mọi loại việc"),
    "reception": _("Tiếp công dân"),
    "complaint": _("Khiếu nại"),
    "disciplinary_complaint": _("Khiếu nại quyết định kỷ luật"),
    "denunciation": _("Tố cáo"),
    "administrative_feedback": _("Phản ánh, kiến nghị về quy định hành chính"),
    "corruption_request": _("Kiến nghị về phòng, chống tham nhũng"),
    "inspection_board_recommendation": _("Kiến nghị của Ban Thanh tra nhân dân"),
    "investment_board_recommendation": _("Kiến nghị của Ban Giám sát đầu tư của cộng đồng"),
    "supervision": _("Giám sát"),
    "supervision_recommendation": _("Kiến nghị sau giám sát"),
    "social_criticism": _("Phản biện xã hội"),
    "cadre_supervision": _("Giám sát cán bộ, đảng viên"),
    "opinion": _("Góp ý xây dựng Đảng, chính quyền"),
    "voter_petition": _("Kiến nghị cử tri"),
    "council_supervision": _("Giám sát của Hội đồng nhân dân"),
    "document": _("Văn thư"),
    "data_incident": _("Sự cố dữ liệu cá nhân"),
    "data_processing": _("Xử lý dữ liệu cá nhân"),
}
BINDS = {
    "mttq": _("Mặt trận"),
    "agency": _("Cơ quan giải quyết"),
    "receiving_body": _("Cơ quan tiếp nhận đơn"),
    "state_body": _("Cơ quan nhà nước"),
    "party_committee": _("Cấp ủy"),
    "board": _("Ban Thanh tra nhân dân"),
    "elected_body": _("Cơ quan dân cử"),
    "petitioner": _("Người nộp đơn"),
    "none": _("Không ai, chỉ để tính ngày"),
}

SENTENCES = {
    "law.loaded": _("Nạp danh mục thời hạn và lịch làm việc"),
    "law.rule_closed": _("Khép một quy tắc thời hạn"),
    "law.rule_proposed": _("Đề nghị thay đổi quy tắc thời hạn"),
    "law.rule_approved": _("Duyệt thay đổi quy tắc thời hạn"),
    "law.rule_refused": _("Không duyệt thay đổi quy tắc thời hạn"),
    "calendar.changed": _("Thay đổi lịch làm việc của một năm"),
}
