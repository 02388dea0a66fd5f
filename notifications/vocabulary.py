"""The words of telling: through what, to whom, about what, when; what became of it; the sentences of its events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    IN_APP = "in_app", _("Trên hệ thống")
    EMAIL = "email", _("Thư điện tử")


class Recipient(models.TextChoices):
    """Whose address is looked up when the message leaves: no address is copied into a message."""

    PERSON = "person", _("Người dùng")
    PETITIONER = "petitioner", _("Người nộp đơn")
    UNIT = "unit", _("Cơ quan, đơn vị")
    KEEPER = "keeper", _("Nơi giữ phiếu kiểm soát")


class MessageState(models.TextChoices):
    OWED = "owed", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Trouble(models.TextChoices):
    """Why a message has not left. The first two pass by themselves; the others wait for a person."""

    UNREACHABLE = "unreachable", _("Máy chủ thư không trả lời")
    NOT_NOW = "not_now", _("Máy chủ thư tạm thời từ chối")
    REFUSED = "refused", _("Máy chủ thư từ chối hẳn")
    NO_ADDRESS = "no_address", _("Người nhận không có địa chỉ")
    BAD_ADDRESS = "bad_address", _("Địa chỉ không nhận được thư")
    CUT_OFF = "cut_off", _("Bị ngắt khi đang gửi")
    OVERTAKEN = "overtaken", _("Đã hết hạn trước khi gửi được")


class Group(models.TextChoices):
    """What people choose by: few enough to be read on a telephone."""

    WORK = "work", _("Việc đến tay tôi")
    DEADLINES = "deadlines", _("Thời hạn của tôi sắp đến, đã qua")
    CHANGES = "changes", _("Thời hạn được tính lại, gia hạn, tạm dừng")
    WATCHED = "watched", _("Việc người khác để quá hạn")
    PETITIONERS = "petitioners", _("Báo cho người nộp đơn")
    SHEETS = "sheets", _("Phiếu kiểm soát hằng ngày")


class Timing(models.TextChoices):
    AT_ONCE = "at_once", _("Ngay")
    DAILY = "daily", _("Gộp mỗi ngày một lần")
    OFF = "off", _("Không báo")


# Nobody can say they were not told: what the law or the work needs is always said inside the house.
NEEDED = frozenset({Group.WORK, Group.DEADLINES, Group.CHANGES})
# A person's own choice: what a petitioner is told is not one of them.
CHOSEN_BY_PEOPLE = (Group.WORK, Group.DEADLINES, Group.CHANGES, Group.WATCHED)

EVENTS = {
    "preferences.changed": _("Chọn cách nhận thông báo"),
    "message.resent": _("Gửi lại thư chưa gửi được"),
    "address.bounced": _("Địa chỉ thư bị trả lại"),
    "sheet_keeper.entered": _("Ghi địa chỉ nhận phiếu kiểm soát hằng ngày"),
    "sheet_keeper.removed": _("Bỏ địa chỉ nhận phiếu kiểm soát hằng ngày"),
    "sheet_keeper.written_to": _("Gửi phiếu kiểm soát qua thư điện tử"),
}
