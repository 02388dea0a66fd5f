"""Writes the table as a spreadsheet: the empty form with its lists, what was refused, the register itself.

Every cell is a string: "=1+1" is what somebody wrote, never a formula.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit import tables

from .columns import BY_KEY, COLUMNS, LINE, REASONS, Column, offered
from .reading import MOST_ROWS, Cells

LISTS = "Danh mục"
FORM = "Bảng"
HELP = "Hướng dẫn"
WIDTH, WIDE = 18, 40
LONG = frozenset({"summary", "text", "asked", "address", "answer_text", "note"})
LONGEST = 32_000
"""A cell of a spreadsheet takes 32,767 letters."""


def empty_form(lists: dict[str, Sequence[str]]) -> bytes:
    """Return the form to fill in: coded columns choose from lists, a second sheet explains every column."""
    content = io.BytesIO()
    with override("vi"), xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(FORM)
        _head(book, sheet, COLUMNS)
        text = book.add_format({"num_format": "@"})
        for place, column in enumerate(COLUMNS):
            # As text: a number of an identity card keeps its zeros, a day stays as it was typed.
            sheet.set_column(place, place, WIDE if column.key in LONG else WIDTH, text)
        _explain(book)
        _lists(book, sheet, {**_coded(), **lists})
        sheet.freeze_panes(1, 1)
    return content.getvalue()


def filled(rows: Iterable[Cells], *, columns: Sequence[Column] = COLUMNS) -> bytes:
    """Return the rows under our columns."""
    return _written(rows, columns, ())


def refused(rows: Iterable[tuple[int, Cells, str]]) -> bytes:
    """Return the refused rows with their line and their reasons, to be put right and handed in again."""
    return _written(({**cells, LINE: str(line), REASONS: why} for line, cells, why in rows), COLUMNS, (LINE, REASONS))


def as_csv(rows: Iterable[Cells]) -> Iterator[str]:
    """Yield the same table line by line."""
    cells = ([row.get(column.key, "") for column in COLUMNS] for row in rows)
    return tables.as_csv([column.heading for column in COLUMNS], cells)


def _written(rows: Iterable[Cells], columns: Sequence[Column], more: Sequence[str]) -> bytes:
    content = io.BytesIO()
    # Row by row to disk: ten thousand rows are not held in memory.
    with override("vi"), xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(FORM)
        text = book.add_format({"num_format": "@"})
        for place in range(len(more) + len(columns)):
            sheet.set_column(place, place, WIDTH, text)
        keys = [*more, *(column.key for column in columns)]
        _head(book, sheet, columns, more)
        for number, row in enumerate(rows, start=1):
            for place, key in enumerate(keys):
                if row.get(key):
                    sheet.write_string(number, place, row[key][:LONGEST], text)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def _head(book: Any, sheet: Any, columns: Sequence[Column], more: Sequence[str] = ()) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "bg_color": "#DCE6F2"})
    for place, heading in enumerate([*more, *(f"{one.heading} *" if one.needed else one.heading for one in columns)]):
        sheet.write_string(0, place, heading, bold)


def _explain(book: Any) -> None:
    sheet = book.add_worksheet(HELP)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((28, 14, 70, 34)):
        sheet.set_column(place, place, width)
    sheet.merge_range(
        0, 0, 0, 3,
        _("Mỗi dòng là một vụ việc. Cột có dấu * luôn phải điền. Không đổi tên cột; thứ tự cột thế nào cũng được."),
        bold,
    )  # fmt: skip
    for place, word in enumerate((_("Cột"), _("Phải điền"), _("Ghi gì"), _("Ví dụ"))):
        sheet.write_string(2, place, word, bold)
    for line, column in enumerate(COLUMNS, start=3):
        sheet.write_string(line, 0, column.heading, bold)
        sheet.write_string(line, 1, _("có") if column.needed else "", plain)
        sheet.write_string(line, 2, str(column.help), plain)
        sheet.write_string(line, 3, column.example, plain)


def _coded() -> dict[str, Sequence[str]]:
    return {column.key: offered(column) for column in COLUMNS if column.choices}


def _lists(book: Any, sheet: Any, lists: dict[str, Sequence[str]]) -> None:
    """Long lists stand on a sheet of their own: a list inside the cell holds 255 letters at most."""
    kept = book.add_worksheet(LISTS)
    places = {column.key: place for place, column in enumerate(COLUMNS)}
    for place, (key, words) in enumerate(sorted(lists.items(), key=lambda one: places[one[0]])):
        kept.write_string(0, place, BY_KEY[key].heading)
        kept.set_column(place, place, WIDE)
        for line, word in enumerate(words, start=1):
            kept.write_string(line, place, word)
        if words:
            source = f"='{LISTS}'!{_cell(1, place)}:{_cell(len(words), place)}"
            at = places[key]
            sheet.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": source, "ignore_blank": True})


def _cell(line: int, place: int) -> str:
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return f"${name}${line + 1}"
