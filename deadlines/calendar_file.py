"""Reads the table of a year as offices make them: a sheet, or CSV with or without BOM, comma, semicolon or tab."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audit.tables import MARK, as_csv

from .calendar_table import Notice, Problem
from .law.reading import DayRow
from .vocabulary import DayKind

COLUMNS = {
    "day": "Ngày",
    "kind": "Loại",
    "name": "Tên",
    "swapped_with": "Đổi với ngày",
    "citation": "Căn cứ",
    "adopted_on": "Ngày ban hành",
    "confidence": "Mức tin cậy",
    "note": "Ghi chú",
}
"""The heads of the columns are Vietnamese in every language: it is the office's own form."""

NEEDED = ("day", "kind", "name")
LARGEST = 256 * 1024
MOST_LINES = 400
SHEET = b"PK\x03\x04"
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
KINDS = {"nghỉ": DayKind.DAY_OFF, "ngày nghỉ": DayKind.DAY_OFF, "nghỉ bù": DayKind.MAKEUP_OFF}
KINDS |= {"nghỉ hoán đổi": DayKind.SWAP_OFF, "làm bù": DayKind.SWAP_WORK}


class UnreadableTable(ValueError):
    """The file as a whole is no table of days; the message is the sentence to show."""


def empty_table() -> bytes:
    """Return the form to fill in, as spreadsheets open it."""
    return "".join(as_csv(tuple(COLUMNS.values()), [])).encode()


def text_of(content: bytes) -> str:
    """Return the text of the file. Raises `UnreadableTable`."""
    if len(content) > LARGEST:
        raise UnreadableTable(_("Tệp lớn hơn mọi bảng ngày nghỉ; cần kiểm tra lại có chọn đúng tệp không."))
    if content.startswith(SHEET):
        return _text_of_sheet(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            _("Không đọc được tệp: cần lưu bảng dưới dạng .xlsx hoặc “CSV UTF-8” rồi chọn lại tệp.")
        ) from error


def _text_of_sheet(content: bytes) -> str:
    """Return the first sheet as text with tabs, so that one reader says what is wrong with either."""
    from openpyxl import load_workbook  # noqa: PLC0415  # 11 MiB of every process, and few open a sheet
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # One line and one column more than are looked at: whoever brings more is told so.
        rows = list(book.worksheets[0].iter_rows(max_row=MOST_LINES + 1, max_col=len(COLUMNS) + 4, values_only=True))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise UnreadableTable(
            _("Không mở được tệp bảng tính; cần lưu lại dưới dạng .xlsx hoặc “CSV UTF-8”.")
        ) from error
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows([_said(cell) for cell in row] for row in rows)
    return text.getvalue()


def _said(cell: object) -> str:
    """A day stands in a sheet as a day, not as text."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


def read(text: str, notice: Notice) -> tuple[list[DayRow], list[Problem]]:
    """Return the days that could be read and the lines that could not. Raises `UnreadableTable`."""
    text = text.lstrip(MARK).strip("\r\n")
    first = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count)))
    heads = [head.strip().casefold() for head in rows[0]] if rows else []
    places = {name: heads.index(head.casefold()) for name, head in COLUMNS.items() if head.casefold() in heads}
    if missing := [COLUMNS[name] for name in NEEDED if name not in places]:
        raise UnreadableTable(_("Bảng thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)})
    if len(rows) > MOST_LINES:
        raise UnreadableTable(_("Bảng có nhiều dòng hơn số ngày trong năm; cần kiểm tra lại."))
    days: list[DayRow] = []
    wrong: list[Problem] = []
    for line, row in enumerate(rows[1:], start=1):
        said = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if not any(said.values()):
            continue
        found = list(_wrong_in(line, said))
        wrong += found
        if not found:
            days.append(_day_row(said, notice))
    return days, wrong


def _wrong_in(line: int, said: Mapping[str, str]) -> Iterator[Problem]:
    for name in ("day", "swapped_with", "adopted_on"):
        if (said.get(name) or name == "day") and _date(said.get(name, "")) is None:
            sentence = gettext_noop("“%(text)s” không phải là ngày; cần ghi dạng 31/12/2027.")
            yield Problem(line, sentence, {"text": said.get(name, "")})
    if _kind(said["kind"]) is None:
        sentence = gettext_noop(
            "“%(text)s” không phải là loại ngày; cần ghi Ngày nghỉ, Nghỉ bù, Nghỉ hoán đổi hoặc Làm bù."
        )
        yield Problem(line, sentence, {"text": said["kind"]})


def _day_row(said: Mapping[str, str], notice: Notice) -> DayRow:
    day, kind = _date(said["day"]), _kind(said["kind"])
    assert day is not None
    assert kind is not None
    return DayRow(
        day=day,
        kind=kind,
        name=said["name"],
        citation=said.get("citation") or notice.citation,
        adopted_on=_date(said.get("adopted_on", "")) or notice.adopted_on,
        confidence=said.get("confidence") or notice.confidence,
        swapped_with=_date(said.get("swapped_with", "")),
        note=said.get("note", ""),
    )


def _kind(text: str) -> str | None:
    return text if text in DayKind.values else KINDS.get(text.casefold())


def _date(text: str) -> date | None:
    match = DAY.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        return None
