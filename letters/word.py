"""Draws a page as Word keeps it. Imported with the first page only: the library is 8 MiB of every process."""

import io
from collections.abc import Mapping
from typing import Any

import segno
from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from .setting import Page

FONT = "Times New Roman"  # what every office has; NĐ 30/2020 Phụ lục I
CENTER = WD_ALIGN_PARAGRAPH.CENTER
WIDTHS = {"narrow": Cm(1.1), "small": Cm(2.2), "medium": Cm(4.4), "wide": Cm(8.3)}
HALF = Cm(8)

Said = Mapping[str, Any]


def drawn(written: Page) -> bytes:
    """Return the page as a .docx."""
    paper = _paper(written)
    _head(paper, written)
    for block in written.blocks:
        DRAW[block["kind"]](paper, block, written)
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _paper(written: Page) -> Paper:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    paper.core_properties.title = written.title
    paper.core_properties.author = ""
    if written.draft:
        _line(section.header.paragraphs[0], "DỰ THẢO", bold=True, align=CENTER)
    return paper


def _head(paper: Paper, written: Page) -> None:
    left, right = _two_cells(paper)
    for number, line in enumerate(written.organisation):
        _line(left.paragraphs[0] if not number else left.add_paragraph(), line, size=13, align=CENTER)
    _line(left.add_paragraph(), written.standing, size=13, bold=True, align=CENTER)
    _line(left.add_paragraph(), written.number_line, size=13, align=CENTER)
    if written.about:
        _line(left.add_paragraph(), written.about, size=12, align=CENTER)
    _line(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTER)
    _line(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align=CENTER)
    _line(right.add_paragraph(), written.place_and_date, size=13, italic=True, align=CENTER)


def _paragraph(paper: Paper, block: Said, written: Page) -> None:
    one = paper.add_paragraph()
    one.paragraph_format.first_line_indent = Cm(1.27)
    one.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for run in block["runs"]:
        said = one.add_run(run["text"])
        said.bold, said.italic = run["bold"], run["italic"]


def _dashed(paper: Paper, block: Said, written: Page) -> None:
    for text in block["lines"]:
        _line(paper.add_paragraph(), f"- {text}").paragraph_format.first_line_indent = Cm(1.27)


def _title(paper: Paper, block: Said, written: Page) -> None:
    _line(paper.add_paragraph(), block["words"]["name"], size=15, bold=True, align=CENTER)
    if block["words"]["about"]:
        _line(paper.add_paragraph(), block["words"]["about"], bold=True, align=CENTER)


def _addressed(paper: Paper, block: Said, written: Page) -> None:
    _line(paper.add_paragraph(), f"Kính gửi: {block['words']['name']}", align=CENTER)


def _particulars(paper: Paper, block: Said, written: Page) -> None:
    for label, value in block["rows"]:
        one = paper.add_paragraph()
        one.add_run(f"{label}\t")
        one.add_run(value)
        one.paragraph_format.left_indent, one.paragraph_format.first_line_indent = Cm(4), Cm(-4)


def _table(paper: Paper, block: Said, written: Page) -> None:
    columns = block["columns"]
    drawn = paper.add_table(rows=1, cols=len(columns))
    drawn.style, drawn.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for number, column in enumerate(columns):
        _line(drawn.rows[0].cells[number].paragraphs[0], column["label"], size=13, bold=True)
    for row in block["rows"]:
        cells = drawn.add_row().cells
        for number, text in enumerate(row):
            _line(cells[number].paragraphs[0], text, size=13)
    _widths(drawn, [WIDTHS[column["width"]] for column in columns])


def _tracking(paper: Paper, block: Said, written: Page) -> None:
    words = block["words"]
    left, right = _two_cells(paper)
    _line(left.paragraphs[0], "Mã tra cứu")
    _line(left.add_paragraph(), words["code"], size=22, bold=True)
    _line(left.add_paragraph(), f"Số đơn {words['number']}, nhận: {words['received_at']}")
    _qr(right.paragraphs[0], written.qr)


def _closing(paper: Paper, block: Said, written: Page) -> None:
    words = block["words"]
    last = _line(paper.add_paragraph(), words["closing"])
    last.paragraph_format.first_line_indent, last.paragraph_format.keep_with_next = Cm(1.27), True
    left, right = _two_cells(paper)
    _line(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for name in block["lines"]:
        _line(left.add_paragraph(), f"- {name}", size=11)
    if words["qr_words"] and written.qr:
        _qr(left.add_paragraph(), written.qr)
        _line(left.add_paragraph(), words["qr_words"], size=10)
    _line(right.paragraphs[0], "TM. BAN THƯỜNG TRỰC", bold=True, align=CENTER)
    _line(right.add_paragraph(), words["signer_title"].upper(), bold=True, align=CENTER)
    _signed_by(right, words["signer_name"])


def _two_sign(paper: Paper, block: Said, written: Page) -> None:
    for cell, side in zip(_two_cells(paper), ("left", "right"), strict=True):
        _line(cell.paragraphs[0], block["words"][side], bold=True, align=CENTER)
        _line(cell.add_paragraph(), "(ký, ghi rõ họ tên)", italic=True, align=CENTER)
        _signed_by(cell, block["words"][f"{side}_name"])


def _fine(paper: Paper, block: Said, written: Page) -> None:
    for text in block["lines"]:
        _line(paper.add_paragraph(), text, size=10)


DRAW = {
    "paragraph": _paragraph,
    "dashed": _dashed,
    "title": _title,
    "addressed": _addressed,
    "particulars": _particulars,
    "table": _table,
    "tracking": _tracking,
    "closing": _closing,
    "two_sign": _two_sign,
    "fine": _fine,
}


def _signed_by(cell: _Cell, name: str) -> None:
    signed = _line(cell.add_paragraph(), name, bold=True, align=CENTER)
    signed.paragraph_format.space_before = Pt(54)  # room for the hand and the seal


def _two_cells(paper: Paper) -> tuple[_Cell, _Cell]:
    drawn = paper.add_table(rows=1, cols=2)
    _widths(drawn, [HALF, HALF])
    left, right = drawn.rows[0].cells
    return left, right


def _widths(drawn: Table, widths: list[Cm]) -> None:
    drawn.autofit = False
    for row in drawn.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _line(
    one: Paragraph,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    run = one.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if align is not None:
        one.alignment = align
    one.paragraph_format.space_after = Pt(2)
    return one


def _qr(one: Paragraph, address: str) -> None:
    if address:
        drawing = io.BytesIO()
        segno.make(address, error="m", micro=False).save(drawing, kind="png", scale=8, border=0)
        one.add_run().add_picture(io.BytesIO(drawing.getvalue()), width=Cm(2.2))
