"""The first page of a dossier as a paper: what is in it, what is not, and what happened, one line for each event."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from cases.models import Case
from cases.timeline import Happening
from letters.blocks import Block, Run, dashed, fine_print, paragraph, table, title
from letters.sheet import render_sheet

from .holding import which_case

Line = tuple[str, str, str, str]
"""What it is, what is said of it, its digest, where it lies."""


def index_pdf(
    case: Case,
    papers: Sequence[Line],
    letters: Sequence[Line],
    left_out: Sequence[str],
    happenings: Sequence[Happening],
    *,
    on: date,
) -> bytes:
    unit = case.unit
    name = _("Mục lục hồ sơ vụ việc")
    blocks: list[Block] = [
        title(name.upper()),
        which_case(case, on=on),
        *_listed(_("Tài liệu"), papers),
        *_listed(_("Văn bản đã ban hành"), letters),
    ]
    if left_out:
        blocks += [paragraph(Run(_("Không đưa vào hồ sơ"), bold=True)), dashed(left_out)]
    blocks += [paragraph(Run(_("Diễn biến"), bold=True)), _told(happenings)]
    blocks.append(
        fine_print(
            _("Kiểm hồ sơ này ở bất cứ máy nào có Python: python verify.py HO_SO.zip --checkpoint PHIEU_KIEM_SOAT.json")
        )
    )
    return render_sheet(
        unit=unit.name,
        place=unit.place,
        title=f"{name} {case.number}",
        line=_("Vụ việc số %(number)s") % {"number": case.number},
        day=on,
        blocks=blocks,
    )


def _listed(name: str, lines: Sequence[Line]) -> list[Block]:
    columns = [
        {"label": name, "width": "wide", "align": "left"},
        {"label": _("Mã băm (SHA-256)"), "width": "medium", "align": "left"},
    ]
    if not lines:
        return [paragraph(Run(name, bold=True), ": ", _("không có."))]
    return [table(columns, [[f"{what}\n{about}", _in_lines(digest)] for what, about, digest, _path in lines])]


def _in_lines(digest: str) -> str:
    """Cut the digest where the column ends."""
    return "\n".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _told(happenings: Sequence[Happening]) -> Block:
    columns = [
        {"label": _("Ngày"), "width": "medium", "align": "left"},
        {"label": _("Việc"), "width": "wide", "align": "left"},
        {"label": _("Ai"), "width": "medium", "align": "left"},
    ]
    rows = [
        [f"{one.happened_on:%d/%m/%Y}", "\n".join(filter(None, [one.sentence, one.words])), _who(one)]
        for one in happenings
    ]
    return table(columns, rows)


def _who(one: Happening) -> str:
    return "\n".join(filter(None, [one.who, one.unit]))
