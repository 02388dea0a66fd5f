"""A register as paper or as a table for a spreadsheet. In both, what people wrote stays text."""

import io
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from letters.book import render_book
from organizations.models import Unit

from .registers import Book, Row
from .root import newest_root


def book_pdf(book: Book, unit: Unit, first: date, last: date, rows: list[Row]) -> bytes:
    """The book as it would lie in the office; its head is Vietnamese for whoever prints it."""
    with override("vi"):
        return render_book(
            title=str(book.title),
            unit=unit.name,
            period=period(first, last),
            form=str(book.form),
            columns=book.head(),
            rows=rows,
            foot=newest_root(),
        )


def book_xlsx(book: Book, unit: Unit, first: date, last: date, rows: list[Row]) -> bytes:
    """The same rows as a spreadsheet. Every cell is a string: "=1+1" is what somebody wrote, never a formula."""
    content = io.BytesIO()
    with override("vi"), xlsxwriter.Workbook(content, {"in_memory": True, "constant_memory": False}) as table:
        sheet = table.add_worksheet(_("Sổ"))
        bold = table.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
        plain = table.add_format({"text_wrap": True, "border": 1, "valign": "top", "num_format": "@"})
        sheet.write_string(0, 0, unit.name)
        sheet.write_string(1, 0, f"{book.title}. {period(first, last)}")
        for place, column in enumerate(book.head()):
            sheet.set_column(place, place, column.share * 3)
            sheet.write_string(3, place, column.label, bold)
        for line, row in enumerate(rows, 4):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell, plain)
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(3)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return content.getvalue()


def period(first: date, last: date) -> str:
    return _("Từ ngày %(first)s đến ngày %(last)s") % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
