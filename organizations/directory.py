"""The directory of competence as a table that a spreadsheet opens, out and in again; every row in error is named."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from audit.tables import MARK, as_csv, from_text

from .models import Area, Competence, Field, Unit
from .operations.competence import NewCompetence
from .vocabulary import Confidence

COLUMNS = (
    *("field", "kind", "area", "agency", "agency_kind", "agency_level"),
    *("basis", "confidence", "from", "to", "note"),
)
MOST_ROWS = 5000


@dataclass(frozen=True)
class Line:
    """One row of the table: what it would become, or why it cannot."""

    number: int
    cells: dict[str, str]
    new: NewCompetence | None
    mistakes: list[str]


class NotATable(ValueError):
    """The text is no table with our columns; says why."""


def write(rows: Iterable[Competence]) -> str:
    """Return the table as CSV."""
    return "".join(as_csv(COLUMNS, map(_cells_of, rows), delimiter=","))


def _cells_of(row: Competence) -> list[str]:
    agency = "" if row.agency is None else row.agency.code or row.agency.name
    cells = (
        *(row.field_id or "", row.kind, row.area_id or "", agency, row.agency_kind, row.agency_level),
        *(row.basis, row.confidence, row.in_force_from, row.in_force_to or "", row.note),
    )
    return [str(cell) for cell in cells]


def read(text: str) -> list[Line]:
    """Return every row with what is wrong in it. Raises NotATable."""
    text = text.removeprefix(MARK)
    first = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise NotATable(_("Dòng đầu của bảng phải là: %(columns)s.") % {"columns": ", ".join(COLUMNS)})
    if len(rows) - 1 > MOST_ROWS:
        raise NotATable(_("Mỗi lần nhập không quá %(most)d dòng.") % {"most": MOST_ROWS})
    named = _Named(rows[1:])
    return [
        _line(number, dict(zip(COLUMNS, [from_text(cell.strip()) for cell in cells], strict=False)), named)
        for number, cells in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]


class _Named:
    """What the rows name, looked up in three queries."""

    def __init__(self, rows: list[list[str]]) -> None:
        cells = [dict(zip(COLUMNS, [from_text(cell.strip()) for cell in row], strict=False)) for row in rows]
        self.fields = Field.objects.in_bulk({row.get("field", "") for row in cells})
        self.areas = Area.objects.in_bulk({row.get("area", "") for row in cells})
        self.units: dict[str, list[Unit]] = {}
        names = {row.get("agency", "") for row in cells} - {""}
        for unit in Unit.objects.filter(in_force_to=None).filter(code__in=names).order_by("pk"):
            self.units.setdefault(unit.code, []).append(unit)
        for unit in Unit.objects.filter(in_force_to=None).filter(name__in=names).order_by("pk"):
            self.units.setdefault(unit.name, []).append(unit)


def _line(number: int, cells: dict[str, str], named: _Named) -> Line:
    mistakes: list[str] = []
    cells = {column: cells.get(column, "") for column in COLUMNS}

    def wrong(sentence: str, column: str) -> None:
        mistakes.append(sentence % {"cell": cells[column]})

    if cells["field"] and cells["field"] not in named.fields:
        wrong(_("Không có lĩnh vực mã “%(cell)s”."), "field")
    if cells["area"] and cells["area"] not in named.areas:
        wrong(_("Không có địa bàn mã “%(cell)s”."), "area")
    agencies = named.units.get(cells["agency"], [])
    if cells["agency"] and not agencies:
        wrong(_("Không có cơ quan nào đang hoạt động tên hoặc mã “%(cell)s”."), "agency")
    if len(agencies) > 1:
        wrong(_("Có nhiều cơ quan tên “%(cell)s”; cần ghi mã định danh."), "agency")
    if cells["confidence"] not in Confidence.values:
        wrong(_("Độ tin cậy “%(cell)s” không có trong danh sách."), "confidence")
    starts, ends = _day(cells["from"]), _day(cells["to"])
    if starts is None:
        wrong(_("Ngày bắt đầu “%(cell)s” không đọc được; viết như 2026-03-31 hoặc 31/03/2026."), "from")
    if cells["to"] and ends is None:
        wrong(_("Ngày kết thúc “%(cell)s” không đọc được; viết như 2026-03-31 hoặc 31/03/2026."), "to")
    if mistakes or starts is None:
        return Line(number, cells, None, mistakes)
    new = NewCompetence(
        field=named.fields.get(cells["field"]),
        kind=cells["kind"],
        area=named.areas.get(cells["area"]),
        agency=agencies[0] if agencies else None,
        agency_kind=cells["agency_kind"],
        agency_level=cells["agency_level"],
        basis=cells["basis"],
        confidence=cells["confidence"],
        note=cells["note"],
        in_force_from=starts,
        in_force_to=ends,
    )
    return Line(number, cells, new, [])


def _day(cell: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    return None


def mistakes_of(lines: list[Line]) -> Iterator[Line]:
    return (line for line in lines if line.mistakes)
