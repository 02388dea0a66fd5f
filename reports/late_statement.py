"""Ai làm trễ, as a paper: one unit over a period, each thing that was late, the four ways one under the other."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from letters.blocks import Block, Run, fine_print, paragraph, particulars, table, title, two_sign
from letters.sheet import render_sheet
from organizations.models import Unit

from .late import WAYS, Lateness, Period, described, late_duties, rules_by_way
from .root import newest_root

MOST_ROWS = 1000
"""Of one paper: a longer one nobody reads, and setting it would keep a worker for minutes."""


class TooLong(Exception):
    """More was late than one paper holds: a shorter period is asked for, nothing is left out."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


def lateness_of(unit: Unit, period: Period) -> dict[str, list[Lateness]]:
    """Return what the unit was late with, way by way, the oldest day first. Raises TooLong."""
    found: dict[str, list[Lateness]] = {}
    beside = ("case", "rule", "commitment", "referral__letter")
    for way, rules in rules_by_way().items():
        rows = late_duties(period, rules, unit=unit.pk).select_related(*beside).order_by("due_on", "pk")
        found[way] = described(list(rows[: MOST_ROWS + 1]), on=period.on)
    rows_found = sum(map(len, found.values()))
    if rows_found > MOST_ROWS:
        raise TooLong(rows_found)
    return found


def statement_pdf(
    printed_for: Unit, unit: Unit, late: dict[str, list[Lateness]], *, period: Period, printed_by: str
) -> bytes:
    """Set the paper; in Vietnamese whoever prints it, and of a sealed case it says no more than its number."""
    with override("vi"):
        name = _("Bản kê việc làm trễ")
        said = _("Từ ngày %(first)s đến ngày %(last)s") % {
            "first": f"{period.first:%d/%m/%Y}",
            "last": f"{period.until:%d/%m/%Y}",
        }
        return render_sheet(
            unit=printed_for.name,
            place=printed_for.place,
            title=name,
            line=_("Dùng trong giám sát"),
            day=period.on,
            blocks=[
                title(name.upper(), said),
                particulars([(_("Đơn vị phải làm"), unit.name)]),
                *(block for way in WAYS for block in _way(way, late[way])),
                two_sign(_("Người lập"), printed_by, _("Lãnh đạo"), ""),
                fine_print(
                    _(
                        "Liệt kê việc có ít nhất một ngày trễ trong kỳ, không kể những ngày tạm dừng theo văn bản. Số "
                        "ngày trễ tính từ sau ngày hạn đến ngày xong, hoặc đến ngày lập bản kê nếu chưa xong."
                    ),
                    _(
                        "Trễ theo luật, theo công văn, theo cam kết và mốc nội bộ đứng riêng, không cộng vào nhau. Mốc "
                        "nội bộ không phải hạn luật định."
                    ),
                ),
            ],
            foot=newest_root(),
        )


def _way(way: str, rows: Sequence[Lateness]) -> list[Block]:
    head = paragraph(Run(f"{WAYS[way][0]} ({len(rows)})", bold=True))
    if not rows:
        return [head, paragraph(_("Không có việc nào."))]
    columns = [
        {"label": _("Số đơn, việc phải làm"), "width": "wide", "align": "left"},
        {"label": _("Hạn, ngày xong"), "width": "medium", "align": "left"},
        {"label": _("Trễ"), "width": "small", "align": "center"},
        {"label": _("Hạn dựa vào đâu"), "width": "medium", "align": "left"},
    ]
    return [head, table(columns, [_row(one) for one in rows])]


def _row(one: Lateness) -> list[str]:
    what = [one.duty.case.number, one.what]
    if one.because:
        what.append(_("Lý do chậm: %(because)s") % {"because": one.because})
    days = [
        _("hạn %(day)s") % {"day": f"{one.duty.due_on:%d/%m/%Y}"},
        one.ended,
    ]
    return ["\n".join(what), "\n".join(days), one.how_long, one.rests_on]
