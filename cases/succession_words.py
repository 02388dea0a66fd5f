"""The words of a succession: how far a decision about units has come, and what it hands on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeoverState(models.TextChoices):
    """A decision is entered and looked at, ordered, carried out case by case, done; or dropped unordered."""

    PREPARED = "prepared", _("Đang chuẩn bị")
    ORDERED = "ordered", _("Đã quyết định, đang bàn giao")
    DONE = "done", _("Đã bàn giao xong")
    DROPPED = "dropped", _("Đã bỏ")


class Handed(models.TextChoices):
    """What one row of it is about."""

    CASE = "case", _("Vụ việc")
    AGENDA = "agenda", _("Việc cần nêu, hồ sơ của đơn vị khác")
    SESSION = "session", _("Buổi tiếp công dân đã lên lịch")
    COMPETENCE = "competence", _("Dòng danh bạ thẩm quyền")
    MEMBERSHIP = "membership", _("Người làm việc")
    CLIENT = "client", _("Phần mềm kết nối")


class HandedState(models.TextChoices):
    WAITS = "waits", _("Chờ bàn giao")
    MOVED = "moved", _("Đã bàn giao")
    ENDED = "ended", _("Kết thúc cùng đơn vị")
    GONE = "gone", _("Không còn gì mở")


# What happens to a decision; its subject is the decision.
EVENTS_OF_SUCCESSIONS = {
    "changeover.prepared": _("Nhập quyết định sắp xếp đơn vị"),
    "changeover.chosen": _("Chọn đơn vị kế thừa nhận từng phần việc"),
    "changeover.ordered": _("Quyết định bàn giao cho đơn vị kế thừa"),
    "changeover.finished": _("Bàn giao xong cho đơn vị kế thừa"),
    "changeover.dropped": _("Bỏ quyết định sắp xếp đơn vị đã nhập"),
}
