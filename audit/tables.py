"""Tables that leave the house for a spreadsheet and come back: what people wrote stays text, never a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""
# A spreadsheet takes these for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: str) -> str:
    """Return the cell as it goes out: what looks like a formula behind a quote."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def from_text(cell: str) -> str:
    """Return the cell as it was before it went out."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ";") -> Iterator[str]:
    """Yield the table line by line."""
    yield beginning(head, delimiter=delimiter)
    yield from in_lines(rows, delimiter=delimiter)


def beginning(head: Sequence[str], *, delimiter: str = ";") -> str:
    """Return what stands before the first row."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter).writerow(head)
    return f"{MARK}{line.getvalue()}"


def in_lines(rows: Iterable[Sequence[str]], *, delimiter: str = ";") -> Iterator[str]:
    """Yield each row as its line: they may be put one behind the other."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter)
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([as_text(cell) for cell in row])
        yield line.getvalue()
