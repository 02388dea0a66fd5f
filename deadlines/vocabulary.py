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

SENTENCES = {
    "law.loaded": _("Nạp danh mục thời hạn và lịch làm việc"),
    "law.rule_closed": _("Khép một quy tắc thời hạn"),
    "calendar.changed": _("Thay đổi lịch làm việc của một năm"),
}
