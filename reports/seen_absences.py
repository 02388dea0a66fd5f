"""A supervisor's list as a table: what has not happened, whose it is, how long it lasts, what was done so far."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor

from .absence import Known
from .absence_rows import described
from .seen import about


def heads() -> list[str]:
    with override("vi"):
        return [
            _("Đang chờ ai"),
            _("Văn bản hoặc việc phải làm"),
            _("Số đơn"),
            _("Loại"),
            _("Ai"),
            _("Việc gì"),
            _("Bao lâu"),
            _("Từ ngày hoặc hạn"),
            _("Hạn dựa vào đâu"),
            _("Số lần đôn đốc"),
            _("Đôn đốc gần nhất"),
            _("Đã đưa ra"),
            _("Trạng thái"),
        ]


def title() -> str:
    with override("vi"):
        return _("Giám sát")


def lines_of(which: str, rows: Sequence[Any], *, seen_by: Actor, known: Known) -> list[list[str]]:
    """Return a line for each of these rows, in this order."""
    with override("vi"):
        return [
            [
                one.whose,
                str(one.beside),
                one.case.number,
                str(one.case.get_kind_display()),
                one.who,
                about(one.case),
                one.due.text,
                one.due.date_text,
                one.due.nature_text,
                str(one.chased.times or ""),
                f"{one.chased.last_on:%d/%m/%Y}" if one.chased.last_on is not None else "",
                ", ".join(one.brought_to),
                str(one.case.get_outcome_display() if one.case.outcome else one.case.get_status_display()),
            ]
            for one in described(which, rows, seen_by=seen_by, known=known)
        ]
