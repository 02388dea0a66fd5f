"""What a letter is made of: paragraphs, lists, tables and signatures, said once and set as PDF and as editable text."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Run:
    """Words in one weight."""

    text: str
    bold: bool = False
    italic: bool = False


Words = str | Run


@dataclass(frozen=True)
class Block:
    """One part of the page; `kind` names it to both typesetters."""

    kind: str
    runs: tuple[Run, ...] = ()
    lines: tuple[str, ...] = ()
    columns: tuple[dict[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


Body = list[Block]


def paragraph(*words: Words) -> Block:
    return Block("paragraph", runs=tuple(Run(one) if isinstance(one, str) else one for one in words if one))


def paragraphs(text: str) -> Body:
    """Text of people may hold several paragraphs."""
    return [paragraph(part.strip()) for part in text.split("\n") if part.strip()]


def dashed(lines: Sequence[str]) -> Block:
    return Block("dashed", lines=tuple(lines))


def numbered(texts: Sequence[str]) -> Body:
    """Points 1, 2, 3: a point that people wrote in several paragraphs carries its number once."""
    return [block for number, text in enumerate(texts, 1) for block in paragraphs(f"{number}. {text}")]


def title(name: str, about: str = "") -> Block:
    """The name of the paper in the middle of the page, for everything that is not a công văn."""
    return Block("title", words={"name": name, "about": about})


def addressed_to(name: str) -> Block:
    return Block("addressed", words={"name": name})


def particulars(rows: Sequence[tuple[str, str]]) -> Block:
    """A label and what it says, row by row; a row without words is left out."""
    return Block("particulars", rows=tuple(row for row in rows if row[1]))


def table(columns: Sequence[dict[str, str]], rows: Sequence[Sequence[str]]) -> Block:
    return Block("table", columns=tuple(columns), rows=tuple(tuple(row) for row in rows))


def tracking(*, code: str, number: str, received_at: str, dense: bool = False) -> Block:
    """The box of the slip that a citizen takes home: the code in large letters beside its QR picture.

    A `dense` picture carries a signature: it is drawn larger, so that any telephone reads it.
    """
    words = {"code": code, "number": number, "received_at": received_at}
    return Block("tracking", words=words | ({"dense": "1"} if dense else {}))


def fine_print(*lines: str) -> Block:
    return Block("fine", lines=tuple(line for line in lines if line))


def closing(words: str, *, recipients: Sequence[str], signer_title: str, signer_name: str, qr_words: str = "") -> Block:
    """The last sentence, who gets a copy, who signs: they stay together, no page carries a signature alone."""
    signed = {"closing": words, "signer_title": signer_title, "signer_name": signer_name, "qr_words": qr_words}
    return Block("closing", lines=tuple(recipients), words=signed)


def two_sign(left: str, left_name: str, right: str, right_name: str) -> Block:
    return Block("two_sign", words={"left": left, "left_name": left_name, "right": right, "right_name": right_name})
