"""Danh mục hồ sơ hết giá trị: the list of what is to be erased, as a paper that two people sign."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import Erasure, ErasureRow
from cases.retention_words import ErasedState, ErasureGround
from deadlines.law.schedule import PeriodRow, shipped_schedule
from letters.blocks import Block, fine_print, paragraph, particulars, table, title, two_sign
from letters.sheet import render_sheet

from .root import newest_root


def list_pdf(erasure: Erasure, rows: Sequence[ErasureRow], *, on: date) -> bytes:
    """Set the list: number, kind, days and basis of each file, and what became of it; nobody's words, nobody's name."""
    unit = erasure.unit
    with override("vi"):
        asked = erasure.ground == ErasureGround.ASKED
        name = _("Danh mục hồ sơ xóa theo yêu cầu") if asked else _("Danh mục hồ sơ hết thời hạn lưu")
        unsure = [row for row in rows if row.period and not _period(row.period).is_sure]
        blocks: list[Block] = [
            title(name.upper()),
            particulars(
                [
                    (_("Căn cứ"), erasure.basis),
                    (_("Ngày lập"), f"{erasure.prepared_on:%d/%m/%Y}"),
                    (_("Tình trạng"), str(erasure.get_state_display())),
                    (_("Số hồ sơ"), str(sum(row.state != ErasedState.OFF for row in rows))),
                ]
            ),
            table(_columns(), [_line(number, row) for number, row in enumerate(rows, start=1)]),
        ]
        if unsure:
            blocks.append(
                paragraph(
                    _(
                        "Dòng có dấu (*): thời hạn lưu ghi theo trí nhớ, chưa đối chiếu văn bản; người duyệt cần đối "
                        "chiếu trước khi ký."
                    )
                )
            )
        signed = erasure.judged_by.full_name if erasure.judged_by and not erasure.is_proposed else ""
        prepared = erasure.prepared_by.full_name if erasure.prepared_by else ""
        blocks.append(two_sign(_("Người lập danh mục"), prepared, _("Người duyệt"), signed))
        blocks.append(
            fine_print(
                _(
                    "Xóa nội dung, giữ lại số, ngày, kết quả và mã băm của từng tệp. Lịch sử và số liệu thống kê không "
                    "thay đổi."
                )
            )
        )
        return render_sheet(
            unit=unit.name,
            place=unit.place,
            title=name,
            line=_("Danh mục số %(number)s") % {"number": erasure.pk},
            day=on,
            blocks=blocks,
            foot=newest_root(),
        )


def _columns() -> list[dict[str, str]]:
    return [
        {"label": _("TT"), "width": "small", "align": "center"},
        {"label": _("Số, loại"), "width": "wide", "align": "left"},
        {"label": _("Kết thúc, hết hạn lưu"), "width": "medium", "align": "left"},
        {"label": _("Kết quả"), "width": "medium", "align": "left"},
    ]


def _line(number: int, row: ErasureRow) -> list[str]:
    if row.case is not None:
        mark = " (*)" if row.period and not _period(row.period).is_sure else ""
        what = f"{row.case.number}{mark}\n{row.case.get_kind_display()}"
        days = [row.case.closed_on, row.run_out_on]
    else:
        assert row.visit is not None, "a constraint says so"
        what, days = f"{row.visit.number}\n{_('Lượt tiếp công dân')}", [row.visit.ended_on, None]
    said = str(row.get_state_display()) + (f"\n{row.done_on:%d/%m/%Y}" if row.done_on else "")
    return [str(number), what, "\n".join(f"{day:%d/%m/%Y}" for day in days if day), said]


def _period(key: str) -> PeriodRow:
    return next(row for row in shipped_schedule() if row.key == key)
