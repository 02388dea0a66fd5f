"""A paper of the house that follows no form: the head of a letter, and under it whatever blocks are laid down."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from .blocks import Block
from .render import typeset
from .setting import headed

LAYOUT = "1.typ"


def render_sheet(*, unit: str, place: str, title: str, line: str, day: date, blocks: Sequence[Block]) -> bytes:
    """Set the blocks under the unit's head as PDF bytes; `line` stands where a letter has its number."""
    return typeset(LAYOUT, asdict(headed(unit=unit, place=place, title=title, line=line, day=day, blocks=blocks)))
