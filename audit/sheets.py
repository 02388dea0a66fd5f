"""A table as a spreadsheet that is sent while it is written: nothing of it is held but the rows at hand.

Every cell is a string of its own inside the sheet: "=1+1" is what somebody wrote, never a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from .shares import in_shares

MOST_ROWS = 1_048_575
"""What a sheet holds below its head."""
LONGEST = 32_000
"""A cell of a spreadsheet takes 32,767 letters."""
AT_A_TIME = 200
BETWEEN = "\x1f"
# What XML cannot say at all, however it is written.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
OF_A_ROW = re.compile(UNSPEAKABLE.pattern.replace("\x1f", "\x1e"))
"""The same but for what stands between two cells: a whole row is looked at once."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
AROUND = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Two looks: text as it is, and the head in bold. Number format 49 is text.
    "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def in_lines(rows: Iterable[Sequence[str]], *, style: int = 0) -> str:
    """Return the rows as they stand in the sheet, without their numbers: they may be put one behind the other."""
    begin, end = f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
    lines = []
    for row in rows:
        line = BETWEEN.join(row)
        if len(line) > LONGEST or OF_A_ROW.search(line) or line.count(BETWEEN) >= len(row):
            line = BETWEEN.join(UNSPEAKABLE.sub("", cell[:LONGEST]) for cell in row)
        lines.append(f"<row>{begin}{_escaped(line).replace(BETWEEN, f'{end}{begin}')}{end}</row>")
    return "".join(lines)


def as_sheet(head: Sequence[str], rows: Iterable[Sequence[str]], *, title: str, width: int = 24) -> Iterator[bytes]:
    """Yield the spreadsheet piece by piece."""
    return from_lines(head, (in_lines(share) for share in in_shares(rows, size=AT_A_TIME)), title=title, width=width)


def from_lines(head: Sequence[str], lines: Iterable[str], *, title: str, width: int = 24) -> Iterator[bytes]:
    """Yield the spreadsheet around rows that `in_lines` has written."""
    out = _Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in AROUND.items():
            package.writestr(name, content)
        package.writestr("xl/workbook.xml", _book(title))
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(_begun(head, width).encode())
            for some in lines:
                sheet.write(some.encode())
                yield from out.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield from out.taken()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _book(title: str) -> str:
    name = _escaped(title[:31]).replace('"', "&quot;")
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _begun(head: Sequence[str], width: int) -> str:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(head)}" width="{width}" customWidth="1"/></cols>'
        f"<sheetData>{in_lines([head], style=1)}"
    )


class _Outgoing(io.RawIOBase):
    """Where the package is written to: what came in is handed on, and nobody can go back in it."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, some: bytes) -> int:  # type: ignore[override]  # whatever holds bytes
        self._waiting.append(bytes(some))
        return len(some)

    def taken(self) -> Iterator[bytes]:
        if self._waiting:
            yield b"".join(self._waiting)
            self._waiting.clear()
