"""A paper of the house that follows no form: the head of a letter, and under it whatever blocks are laid down."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from .blocks import Block, fine_print
from .render import typeset
from .setting import headed

LAYOUT = "1.typ"


def render_sheet(
    *, unit: str, place: str, title: str, line: str, day: date, blocks: Sequence[Block], foot: Sequence[str] = ()
) -> bytes:
    """Set the blocks under the unit's head as PDF bytes; `line` stands where a letter has its number.

    The foot stands below everything, in small print.
    """
    under = [fine_print(*foot)] if foot else []
    content = headed(unit=unit, place=place, title=title, line=line, day=day, blocks=[*blocks, *under])
    return typeset(LAYOUT, asdict(content))
