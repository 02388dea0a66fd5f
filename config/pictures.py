"""A machine as a picture: its states side by side, each arrow on a line of its own, named on the left.

Nothing can overlap, however many arrows there are, and the same machine gives the same bytes.
"""

from html import escape

from .machines import Arrow, Machine

NAMES, COLUMN, HEAD, LINE, EDGE = 330, 126, 64, 26, 12
STYLE = (
    "text{font:13px 'Be Vietnam Pro',system-ui,sans-serif;fill:#1d2733}.name{fill:#5b6775;font-size:11px}"
    ".box{fill:#eef3f9;stroke:#1f4e8c}.end{fill:#e7f2ea;stroke:#2c6e49}.life{stroke:#c9d2dc;stroke-dasharray:2 4}"
    ".way{stroke:#1f4e8c;stroke-width:1.5}.dot,.tip{fill:#1f4e8c}.row{fill:#f6f8fb}.page{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#e6ebf1}.name{fill:#9fb0c3}.box{fill:#1b2a3d;stroke:#7fb0ee}"
    ".end{fill:#17301f;stroke:#7cc79a}.life{stroke:#3a4756}.way{stroke:#7fb0ee}.dot,.tip{fill:#7fb0ee}"
    ".row{fill:#161d26}.page{fill:#10161d}}"
)


def picture(machine: Machine) -> str:
    """Return the machine as SVG; arrows that leave the state where it is are not drawn."""
    middle = {value: NAMES + COLUMN * at + COLUMN // 2 for at, (value, _label) in enumerate(machine.states)}
    width, height = NAMES + COLUMN * len(machine.states) + EDGE, HEAD + LINE * len(machine.moving) + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(machine.name)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
    ]
    tops = [HEAD + LINE * at + EDGE for at in range(len(machine.moving))]
    parts += [f'<rect class="row" x="0" y="{top}" width="{width}" height="{LINE}"/>' for top in tops[::2]]
    for value, label in machine.states:
        parts += _head(middle[value], label, value, height=height, end=value in machine.ends)
    for top, arrow in zip(tops, machine.moving, strict=True):
        parts += _line(arrow, middle, y=top + LINE // 2)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _head(x: int, label: str, value: str, *, height: int, end: bool) -> list[str]:
    first, second = _in_two(label)
    kind = "box end" if end else "box"
    box = f'<rect class="{kind}" x="{x - COLUMN // 2 + 3}" y="6" width="{COLUMN - 6}" height="{HEAD - 12}" rx="6"/>'
    rows = [(first, 22), (second, 36)] if second else [(first, 28)]
    words = [f'<text x="{x}" y="{y}" text-anchor="middle" font-size="12">{escape(row)}</text>' for row, y in rows]
    name = f'<text class="name" x="{x}" y="{HEAD - 14}" text-anchor="middle">{escape(value)}</text>'
    return [f'<line class="life" x1="{x}" y1="{HEAD}" x2="{x}" y2="{height - 4}"/>', box, *words, name]


def _in_two(label: str) -> tuple[str, str]:
    """Break a long label where both halves are nearest in length."""
    if len(label) <= 14:
        return label, ""
    gaps = [at for at, sign in enumerate(label) if sign == " "]
    cut = min(gaps, key=lambda at: abs(at - len(label) / 2), default=len(label))
    return label[:cut], label[cut + 1 :]


def _line(arrow: Arrow, middle: dict[str, int], *, y: int) -> list[str]:
    starts, ends = [middle[state] for state in arrow.sources], [middle[state] for state in arrow.targets]
    named = f'<text x="{EDGE}" y="{y + 4}">{escape(arrow.label or arrow.name)}'
    named += f' <tspan class="name">{escape(arrow.name)}</tspan></text>' if arrow.label else "</text>"
    way = f'<line class="way" x1="{min(starts + ends)}" y1="{y}" x2="{max(starts + ends)}" y2="{y}"/>'
    dots = [f'<circle class="dot" cx="{x}" cy="{y}" r="3.5"/>' for x in starts]
    return [named, way, *dots, *(tip for end in ends for tip in _tips(end, starts, y=y))]


def _tips(end: int, starts: list[int], *, y: int) -> list[str]:
    """A tip from each side on which an arrow comes in."""
    sides = [side for side, there in ((-1, min(starts) < end), (1, max(starts) > end)) if there]
    return [
        f'<path class="tip" d="M{end + side * 2} {y}L{end + side * 11} {y - 5}L{end + side * 11} {y + 5}Z"/>'
        for side in sides
    ]
