"""The schedule of reception as the sheet that hangs on the wall (Luật Tiếp công dân Điều 24.4)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import ReceptionSession
from letters.book import Column, render_book
from organizations.models import Unit

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def schedule_pdf(unit: Unit, sessions: Sequence[ReceptionSession], *, first: date) -> bytes:
    """Set the sessions ahead in the order of their days; it is Vietnamese for whoever prints it."""
    with override("vi"):
        columns = [
            Column(_("Ngày"), 5),
            Column(_("Giờ"), 4),
            Column(_("Nội dung"), 8),
            Column(_("Địa điểm"), 9),
            Column(_("Người tiếp"), 8),
            Column(_("Cơ quan cùng tiếp"), 8),
        ]
        return render_book(
            title=_("Lịch tiếp công dân"),
            unit=unit.name,
            period=_("Từ ngày %(day)s") % {"day": f"{first:%d/%m/%Y}"},
            form=_("Niêm yết theo khoản 4 Điều 24 Luật Tiếp công dân"),
            columns=columns,
            rows=[_row(one) for one in sessions],
        )


def _row(one: ReceptionSession) -> list[str]:
    what = one.get_kind_display()
    title = one.receiver.title
    return [
        f"{WEEKDAYS[one.held_on.weekday()]}, {one.held_on:%d/%m/%Y}",
        f"{one.begins_at:%H:%M} – {one.ends_at:%H:%M}",
        f"{what} ({_('trực tuyến')})" if one.online else what,
        one.place,
        f"{one.receiver.full_name}, {title}" if title else one.receiver.full_name,
        "; ".join(body.name for body in one.bodies.all()),
    ]
