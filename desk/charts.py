"""Charts drawn on the server as SVG: only places and sizes, as attributes; colours are classes of the stylesheet."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, FOOT, HEAD = 720, 180, 20, 14
GAP = 0.35
BAR = 128


@dataclass(frozen=True)
class Part:
    """One stretch of a bar."""

    kind: str
    at: float
    size: float


@dataclass(frozen=True)
class Column:
    """One upright bar: its parts from the ground up, its label below and its figure above."""

    x: float
    width: float
    parts: list[Part]
    top: float
    label: str
    figure: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Columns:
    """A chart of upright bars side by side."""

    columns: list[Column]
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - FOOT


def columns(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]], *, wide: int = WIDTH) -> Columns:
    """Draw one bar for each row: its label, and its parts as kind and number, from the ground up."""
    most = max((sum(number for _kind, number in parts) for _label, parts in rows), default=0) or 1
    room = HEIGHT - FOOT - HEAD
    step = wide / max(len(rows), 1)
    width = min(step * (1 - GAP), 48)
    drawn = []
    for place, (label, parts) in enumerate(rows):
        ground, stacked = float(HEIGHT - FOOT), []
        for kind, number in parts:
            size = room * number / most
            ground -= size
            stacked.append(Part(kind, round(ground, 1), round(size, 1)))
        x = round(step * place + (step - width) / 2, 1)
        figure = sum(number for _kind, number in parts)
        drawn.append(Column(x, round(width, 1), stacked, round(ground - 3, 1), label, figure))
    return Columns(drawn, wide)


def bar(parts: Sequence[tuple[str, int]], whole: int) -> list[Part]:
    """Draw one lying bar of a table's row: each part in its share of the whole."""
    place, drawn = 0.0, []
    for kind, number in parts:
        size = BAR * number / whole if whole else 0
        drawn.append(Part(kind, round(place, 1), round(size, 1)))
        place += size
    return drawn
