"""A register printed as a book: A4 on its side, the head repeated, the pages numbered."""

from collections.abc import Sequence
from dataclasses import dataclass

from .render import typeset
from .setting import clean


@dataclass(frozen=True)
class Column:
    label: str
    share: int
    """How wide beside the others."""


def render_book(
    *,
    title: str,
    unit: str,
    period: str,
    form: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    foot: Sequence[str] = (),
) -> bytes:
    """The rows under their columns as PDF bytes, the foot under the last row; what people wrote is data, never code."""
    content = {
        "title": clean(title),
        "unit": clean(unit).upper(),
        "period": clean(period),
        "form": clean(form),
        "columns": [{"label": clean(column.label), "share": column.share} for column in columns],
        "rows": [[clean(cell) for cell in row] for row in rows],
        "foot": [clean(line) for line in foot],
    }
    return typeset("book-1.typ", content)
