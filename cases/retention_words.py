"""The words of keeping and erasing: on which ground a file ends, how far a decision is, what became of each row."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureGround(models.TextChoices):
    """Why what people wrote goes: its time has run out, or the person asks and the law gives them the right."""

    RUN_OUT = "run_out", _("Hết thời hạn lưu")
    ASKED = "asked", _("Người có dữ liệu yêu cầu")


class ErasureState(models.TextChoices):
    """Prepared by one, laid before another, carried out case by case; or sent back, refused, dropped."""

    PREPARED = "prepared", _("Đang lập")
    PROPOSED = "proposed", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt, đang thực hiện")
    DONE = "done", _("Đã thực hiện xong")
    REFUSED = "refused", _("Không được duyệt")
    DROPPED = "dropped", _("Đã bỏ")


class ErasedState(models.TextChoices):
    """One row of it. Wiped is between: the words are gone, the files are about to go."""

    WAITS = "waits", _("Chờ thực hiện")
    OFF = "off", _("Đã đưa ra khỏi danh mục")
    LEFT = "left", _("Để lại: hồ sơ đang tạm giữ hoặc đã mở lại")
    WIPED = "wiped", _("Đang xóa tệp")
    DONE = "done", _("Đã xóa")


UNDER_WAY = (ErasureState.PREPARED, ErasureState.PROPOSED, ErasureState.APPROVED)
UNFINISHED = (ErasedState.WAITS, ErasedState.WIPED)
"""Rows with which the worker is not done."""

# What happens to a decision; its subject is the decision. What is erased stands in the chain of the case or visit.
EVENTS_OF_ERASURES = {
    "erasure.prepared": _("Lập danh mục hồ sơ đề nghị xóa"),
    "erasure.row_taken_off": _("Đưa một hồ sơ ra khỏi danh mục"),
    "erasure.proposed": _("Trình duyệt danh mục hồ sơ đề nghị xóa"),
    "erasure.sent_back": _("Trả lại danh mục để lập lại"),
    "erasure.refused": _("Không duyệt danh mục hồ sơ đề nghị xóa"),
    "erasure.approved": _("Duyệt danh mục hồ sơ đề nghị xóa"),
    "erasure.dropped": _("Bỏ danh mục hồ sơ đề nghị xóa"),
    "erasure.finished": _("Thực hiện xong danh mục hồ sơ đề nghị xóa"),
    "erasure.reapplied": _("Thực hiện lại danh mục sau khi khôi phục bản sao lưu"),
    "visit.erased": _("Xóa nội dung lượt tiếp công dân"),
}
