"""Who held a case and how long, as the paper that is laid on the table: each stretch, its events, what was late."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cases.holders import LATE_BY_NATURE
from cases.models import Case
from cases.statement import Held, Statement, Track
from letters.blocks import Block, Run, fine_print, paragraph, particulars, table, title, two_sign
from letters.sheet import render_sheet


def pdf_of(case: Case, statement: Statement, *, printed_by: str, foot: Sequence[str] = ()) -> bytes:
    """The statement under the head of the unit that holds the case; what each reader may know is already decided."""
    with override("vi"):
        unit = case.unit
        name = _("Bảng ai giữ, bao lâu")
        return render_sheet(
            unit=unit.name,
            place=unit.place,
            title=f"{name} {case.number}",
            line=_("Vụ việc số %(number)s") % {"number": case.number},
            day=statement.on,
            blocks=[
                title(name.upper()),
                which_case(case, on=statement.on),
                *(block for track in statement.tracks for block in _track(track)),
                *_late(statement),
                two_sign(_("Người lập bảng"), printed_by, _("Lãnh đạo"), ""),
                fine_print(
                    _(
                        "Ngày xảy ra sự kiện thuộc về nơi giao đi; nơi nhận giữ từ ngày hôm sau (Bộ luật Dân sự "
                        "91/2015/QH13 Điều 147). Số trong ngoặc vuông là số của sự kiện trong lịch sử vụ việc."
                    ),
                ),
            ],
            foot=foot,
        )


def which_case(case: Case, *, on: date) -> Block:
    """Which case a sheet is about, and up to which day."""
    return particulars(
        [
            (_("Trích yếu"), case.summary),
            (_("Vào sổ"), f"{case.registered_on:%d/%m/%Y}"),
            (_("Trạng thái"), case.get_status_display()),
            (_("Lập đến hết ngày"), f"{on:%d/%m/%Y}"),
        ]
    )


def _track(track: Track) -> list[Block]:
    blocks = [paragraph(Run(track.title, bold=True))]
    if track.whole:
        facts = {"first": f"{track.began_on:%d/%m/%Y}", "last": f"{track.until:%d/%m/%Y}"}
        facts["days"] = days_in_words(track.working_days, track.days)
        blocks.append(paragraph(_("Từ ngày %(first)s đến hết ngày %(last)s: %(days)s.") % facts))
    columns = [
        {"label": _("Ai giữ, từ ngày đến hết ngày"), "width": "wide", "align": "left"},
        {"label": _("Ngày làm việc"), "width": "small", "align": "center"},
        {"label": _("Theo sự kiện"), "width": "wide", "align": "left"},
    ]
    return [*blocks, table(columns, [_row(one) for one in track.held])]


def _row(held: Held) -> list[str]:
    told = [f"{event.sentence}, {event.on:%d/%m/%Y} [{event.number}]" for event in held.began_by]
    told += [
        _("Đến khi: %(event)s") % {"event": f"{event.sentence}, {event.on:%d/%m/%Y} [{event.number}]"}
        for event in held.ended_by
    ]
    return [
        f"{held.who}\n{held.first_on:%d/%m/%Y} – {held.last_on:%d/%m/%Y}",
        days_in_words(held.working_days, held.days) if held.working_days is None else str(held.working_days),
        "\n".join(told),
    ]


def _late(statement: Statement) -> list[Block]:
    """One list for each nature: nobody adds them together (law.md §14 point 16)."""
    blocks = []
    for nature, label in LATE_BY_NATURE.items():
        rows = statement.late[nature]
        blocks.append(paragraph(Run(str(label), bold=True)))
        if not rows:
            blocks.append(paragraph(_("Không có việc nào chậm.")))
            continue
        columns = [
            {"label": _("Việc, hạn"), "width": "wide", "align": "left"},
            {"label": _("Chậm"), "width": "small", "align": "center"},
            {"label": _("Khi ai giữ"), "width": "medium", "align": "left"},
        ]
        blocks.append(
            table(
                columns,
                [
                    [
                        "\n".join(
                            filter(
                                None,
                                [
                                    one.title,
                                    _("hạn %(day)s") % {"day": f"{one.due_on:%d/%m/%Y}"},
                                    _("Lý do chậm: %(because)s") % {"because": one.because} if one.because else "",
                                ],
                            )
                        ),
                        one.how_long,
                        f"{held.who}\n{held.first_on:%d/%m/%Y} – {held.last_on:%d/%m/%Y}",
                    ]
                    for held, one in rows
                ],
            )
        )
    return blocks


def days_in_words(working: int | None, days: int) -> str:
    if working is None:
        return ngettext(
            "%(n)s ngày, chưa có lịch làm việc của năm ấy", "%(n)s ngày, chưa có lịch làm việc của năm ấy", days
        ) % {"n": days}
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", working) % {"n": working}
