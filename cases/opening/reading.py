"""Reads the table row by row, as offices make them: a sheet, or CSV with or without BOM, comma, semicolon or tab."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_noop

from audit.tables import from_text

from .columns import COLUMNS

LARGEST = 20 * 1024 * 1024
UNPACKED = 400 * 1024 * 1024
"""A sheet is a packed file: what it would become is asked before it is opened."""
MOST_ROWS = 50_000
MOST_COLUMNS = 80
LONGEST = 20_000
"""Letters in one cell; a spreadsheet itself takes 32,767."""
HEAD_WITHIN = 10
"""A title may stand above the head of the columns."""
SHEET = b"PK\x03\x04"

Cells = dict[str, str]


class UnreadableTable(ValueError):
    """The file as a whole is no table of ours: the sentence to show, and its facts."""

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def rows_of(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Yield each line that holds anything, with its number and its cells by column. Raises `UnreadableTable`."""
    lines = _lines(content)
    places: dict[str, int] = {}
    for number, cells in lines:
        places = _places(cells)
        if places or number > HEAD_WITHIN:
            break
    if missing := [column.heading for column in COLUMNS if column.needed and column.key not in places]:
        raise UnreadableTable(gettext_noop("Bảng thiếu cột: %(columns)s."), columns=", ".join(missing))
    found = 0
    for number, cells in lines:
        said = {key: cells[place] for key, place in places.items() if place < len(cells) and cells[place]}
        if not said:
            continue
        found += 1
        if found > MOST_ROWS:
            raise UnreadableTable(gettext_noop("Mỗi bảng không quá %(most)d dòng; cần chia nhỏ."), most=MOST_ROWS)
        yield number, said
    if not found:
        raise UnreadableTable(gettext_noop("Bảng chưa có dòng nào dưới hàng tên cột."))


def must_be_a_table(content: bytes) -> None:
    """Refuse at once what the first lines already show to be no table of ours. Raises `UnreadableTable`."""
    next(rows_of(content), None)


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Return where each column stands, nothing when this line is no head."""
    heads = [" ".join(cell.casefold().rstrip("* ").split()) for cell in cells]
    places = {one.key: heads.index(one.heading.casefold()) for one in COLUMNS if one.heading.casefold() in heads}
    return places if len(places) >= 3 else {}


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(content) > LARGEST:
        most = LARGEST // (1024 * 1024)
        raise UnreadableTable(gettext_noop("Tệp lớn hơn %(most)d MB; cần chia nhỏ."), most=most)
    return _lines_of_sheet(content) if content.startswith(SHEET) else _lines_of_text(content)


def _lines_of_sheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # 11 MiB of every process, and few open a sheet
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    refusal = UnreadableTable(
        gettext_noop("Không mở được tệp bảng tính; cần lưu lại dưới dạng .xlsx hoặc “CSV UTF-8”.")
    )
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise refusal
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # Some programs write a wrong size into the sheet; then only one cell would be read.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            yield number, [_said(cell) for cell in row]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, EOFError, SyntaxError) as error:
        if isinstance(error, UnreadableTable):
            raise
        raise refusal from error


def _lines_of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            gettext_noop("Không đọc được tệp: cần lưu bảng dưới dạng .xlsx hoặc “CSV UTF-8” rồi chọn lại tệp.")
        ) from error
    beginning = text[:4000]
    reader = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=beginning.count))
    try:
        for row in reader:
            yield reader.line_num, [_said(from_text(cell.strip())) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise UnreadableTable(gettext_noop("Tệp CSV hỏng ở dòng %(line)d."), line=reader.line_num) from error


def _said(cell: object) -> str:
    """Return the cell as text: a day as a day, a whole number without its point, one form for each letter."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFC", str(cell).strip())[:LONGEST].replace("\x00", "")
