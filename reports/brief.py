"""One page for the leadership: the figures of a period, who is latest, what rises, what is to be spoken of."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import AgendaItem
from letters.blocks import Block, fine_print, paragraph, particulars, table, title
from letters.sheet import render_sheet
from organizations.models import Unit

from .agenda import about, holder, kept_by
from .dashboard import Asked, Board, Line
from .root import newest_root

MOST_AGENCIES, MOST_SPOTS, MOST_CASES = 4, 3, 3
LONGEST = 100
"""Of what a case is about: the page stays one page."""


def brief_pdf(unit: Unit, found: Board, waiting: Sequence[AgendaItem], *, asked: Asked, printed_by: str) -> bytes:
    """Set the page; in Vietnamese whoever prints it, and of a sealed case it says nothing."""
    with override("vi"):
        name = _("Báo cáo nhanh tiếp nhận, theo dõi đơn")
        period = _("Từ ngày %(first)s đến ngày %(last)s") % {"first": _day(asked.first), "last": _day(asked.last)}
        return render_sheet(
            unit=unit.name,
            place=unit.place,
            title=name,
            line=_("Trình lãnh đạo"),
            day=asked.on,
            blocks=[
                title(name.upper(), period),
                _figures(found),
                *_agencies(found.agencies),
                *_rising(found),
                *_agenda(waiting),
                fine_print(
                    _("Người lập: %(name)s.") % {"name": printed_by},
                    _(
                        "Trễ theo luật và trễ theo công văn đứng riêng, không cộng vào nhau. Đúng hạn là vụ việc chưa "
                        "lỡ hạn luật định hay ngày ghi trong công văn, cam kết nào."
                    ),
                ),
            ],
            foot=newest_root(),
        )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _figures(found: Board) -> Block:
    said, oldest = found.total.figures, found.ages[-1]
    return particulars(
        [
            (_("Đã nhận"), str(said["received"])),
            (_("Đúng hạn"), f"{said['on_time']} ({found.total.percent} %)"),
            (_("Trễ theo luật"), str(said["law"])),
            (_("Trễ theo công văn"), str(said["letter"])),
            (_("Đã kết thúc"), str(said["closed"])),
            (
                _("Đang mở"),
                _("%(n)s vụ việc, trong đó %(old)s vụ việc đã quá một năm")
                % {"n": str(found.open_now), "old": str(oldest.number)},
            ),
        ]
    )


def _agencies(lines: Sequence[Line]) -> list[Block]:
    late = [one for one in lines if one.missed][:MOST_AGENCIES]
    if not late:
        return [paragraph(_("Chưa có cơ quan nào trễ."))]
    columns = [
        {"label": _("Cơ quan trễ nhiều nhất"), "width": "wide", "align": "left"},
        {"label": _("Đã chuyển"), "width": "small", "align": "center"},
        {"label": _("Đúng hạn"), "width": "small", "align": "center"},
        {"label": _("Trễ theo luật"), "width": "small", "align": "center"},
        {"label": _("Trễ theo công văn"), "width": "small", "align": "center"},
    ]
    rows = [[one.name, *(str(one.figures[name]) for name in ("received", "on_time", "law", "letter"))] for one in late]
    return [table(columns, rows)]


def _rising(found: Board) -> list[Block]:
    if not found.hot:
        return [paragraph(_("Bốn tuần qua không có lĩnh vực, địa bàn nào tăng rõ."))]
    columns = [
        {"label": _("Điểm nóng: lĩnh vực, địa bàn tăng"), "width": "wide", "align": "left"},
        {"label": _("4 tuần qua"), "width": "small", "align": "center"},
        {"label": _("4 tuần trước"), "width": "small", "align": "center"},
    ]
    return [table(columns, [[one.name, str(one.now), str(one.before)] for one in found.hot[:MOST_SPOTS]])]


def _agenda(waiting: Sequence[AgendaItem]) -> list[Block]:
    if not waiting:
        return [paragraph(_("Chưa có vụ việc nào được đưa ra giao ban."))]
    columns = [
        {"label": _("Vụ việc đưa ra giao ban"), "width": "wide", "align": "left"},
        {"label": _("Đang ở đâu"), "width": "medium", "align": "left"},
    ]
    rows = [["\n".join(_brief(item)), holder(item.case)] for item in waiting[:MOST_CASES]]
    more = [paragraph(_("Còn vụ việc khác trong danh sách giao ban."))] if len(waiting) > MOST_CASES else []
    return [table(columns, rows), *more]


def _brief(item: AgendaItem) -> Iterator[str]:
    yield f"{item.case.number}: {_short(about(item.case))}"
    if unit := kept_by(item):
        yield _("Hồ sơ của %(unit)s") % {"unit": unit}


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
