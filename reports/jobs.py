"""Việc tự động: what the workers did lately, job by job and hour by hour, and the long work people have set going.

For administrators: names of jobs, times and numbers. Whose a long work is, and about which cases, is not told here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import JobHour

A_DAY = timedelta(hours=24)

# Every job of the workers, in words, in the order in which one looks for it.
JOBS: dict[str, str | Promise] = {
    "cases.sweep": gettext_lazy("Xem hạn nào sắp đến, hạn nào đã qua"),
    "notifications.gather": gettext_lazy("Gom thông báo thành bản tin"),
    "notifications.send": gettext_lazy("Gửi thông báo ra ngoài"),
    "notifications.relay": gettext_lazy("Gửi lại thông báo còn sót"),
    "notifications.mail_sheets": gettext_lazy("Gửi tờ kiểm soát trong ngày"),
    "cases.release": gettext_lazy("Cho đi những thư đã qua thời gian giữ"),
    "audit.deliver": gettext_lazy("Làm những việc theo sau sự kiện"),
    "audit.relay": gettext_lazy("Làm tiếp những việc còn sót sau sự kiện"),
    "audit.checkpoint": gettext_lazy("Ký điểm kiểm soát mỗi giờ"),
    "audit.checkpoint_asked": gettext_lazy("Ký điểm kiểm soát khi có người yêu cầu"),
    "files.examine": gettext_lazy("Mở thử, vẽ trang, quét tệp mới nhận"),
    "desk.exports": gettext_lazy("Ghi bảng kết xuất"),
    "workflows.batches": gettext_lazy("Làm việc hàng loạt"),
    "workflows.leavings": gettext_lazy("Bàn giao việc của người nghỉ"),
    "workflows.who_left": gettext_lazy("Tìm việc còn trong tay người đã nghỉ"),
    "cases.opening": gettext_lazy("Đưa sổ cũ vào"),
    "cases.changeovers": gettext_lazy("Chuyển việc của đơn vị kết thúc"),
    "cases.erasures": gettext_lazy("Xóa hồ sơ đã duyệt"),
    "cases.recount": gettext_lazy("Tính lại hạn khi lịch hoặc luật đổi"),
    "cases.sign_receipts": gettext_lazy("Ký biên nhận còn thiếu chữ ký"),
    "desk.forget_exports": gettext_lazy("Dọn bảng kết xuất hết hạn"),
    "desk.forget_photos": gettext_lazy("Dọn ảnh chụp cho đơn bỏ dở"),
    "desk.forget_read": gettext_lazy("Dọn dấu đã đọc của việc đã xong"),
    "cases.forget_openings": gettext_lazy("Dọn bảng sổ cũ không còn cần"),
    "cases.forget_knocks": gettext_lazy("Dọn dấu gõ cửa đường dẫn một lần"),
    "audit.forget_runs": gettext_lazy("Dọn nhật ký việc tự động quá 30 ngày"),
    "audit.beat": gettext_lazy("Báo tiến trình nền còn chạy"),
}


@dataclass(frozen=True)
class Ran:
    """One job over a stretch of time: the last day, or one hour."""

    name: str
    label: str
    last_at: datetime | None = None
    runs: int = 0
    failed: int = 0
    average: str = ""
    longest: str = ""
    last_error: str = ""


def last_day(*, at: datetime) -> list[Ran]:
    """Return every job with what it did in the last 24 hours; one that did nothing says when it last did."""
    rows = JobHour.objects.filter(hour__gte=at - A_DAY).values("name")
    found = {
        row["name"]: row for row in rows.annotate(n=Sum("runs"), no=Sum("failed"), ms=Sum("took"), most=Max("longest"))
    }
    last = dict(JobHour.objects.values_list("name").annotate(last=Max("last_at")))
    errors = dict(
        JobHour.objects.filter(hour__gte=at - A_DAY, failed__gt=0).order_by("hour").values_list("name", "last_error")
    )
    return [
        _ran(name, last.get(name), found.get(name, {}), errors.get(name, "")) for name in dict.fromkeys((*JOBS, *found))
    ]


def hours_of(name: str) -> "QuerySet[JobHour]":
    """Return the hours in which a job ran."""
    return JobHour.objects.filter(name=name)


def told(rows: Sequence[JobHour]) -> list[tuple[datetime, Ran]]:
    """Say of each hour what the job did in it."""
    return [
        (
            row.hour,
            _ran(
                row.name,
                row.last_at,
                {"n": row.runs, "no": row.failed, "ms": row.took, "most": row.longest},
                row.last_error,
            ),
        )
        for row in rows
    ]


def label_of(name: str) -> str:
    """Return a job in words; one of an earlier version by its own name."""
    return str(JOBS.get(name, name))


def _ran(name: str, last_at: datetime | None, row: Mapping[str, Any], error: str) -> Ran:
    runs = row.get("n", 0)
    average = _seconds(row["ms"] / runs) if runs else ""
    longest = _seconds(row["most"]) if runs else ""
    return Ran(name, label_of(name), last_at, runs, row.get("no", 0), average, longest, error)


def _seconds(milliseconds: float) -> str:
    if milliseconds < 100:
        return _("dưới 0,1 giây")
    return _("%(n)s giây") % {"n": number_format(milliseconds / 1000, 1 if milliseconds < 100_000 else 0)}
