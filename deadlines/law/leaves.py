"""Reads the shipped leaves of classification: when a petition falls under one, what is done, by what paper and why."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from ..facts import Confidence
from .reading import HERE, LEAVES, WrongRow, content_of

# What may become of a petition at the MTTQ; `cases.vocabulary.ScreenedTo` says them in words.
OUTCOMES = frozenset(
    {
        "forward",
        "guide",
        "return",
        "file_away",
        "join",
        "ask_to_split",
        "transfer_investigation",
        "transfer_party",
        "report",
    }
)


@dataclass(frozen=True)
class LeafRow:
    key: str
    when: str
    outcome: str
    form: str
    """Of the letters catalogue; blank when no paper goes out."""
    paper: str
    """The paper as the law calls it."""
    retention_years: int | None
    at_mttq: bool
    citation: str
    confidence: str

    @property
    def is_sure(self) -> bool:
        return Confidence(self.confidence).is_sure


@cache
def shipped_leaves(folder: Path = HERE) -> Mapping[str, LeafRow]:
    """Return the leaves by key, checked row by row. Raises `WrongRow`."""
    rows = [leaf_row(row) for row in content_of(folder / LEAVES)["leaves"]]
    found = {row.key: row for row in rows}
    if len(found) != len(rows):
        raise WrongRow("leaves: the same key twice")
    return found


def leaf_row(content: Mapping[str, Any]) -> LeafRow:
    """Return one checked leaf. Raises `WrongRow`."""
    name = str(content.get("key"))
    wanted = {one.name for one in fields(LeafRow)}
    if set(content) != wanted:
        raise WrongRow(f"{name}: unknown or missing {sorted(set(content) ^ wanted)}")
    row = LeafRow(**content)
    if not row.when.strip() or not row.citation.strip():
        raise WrongRow(f"{name}: no condition or no citation")
    if row.confidence not in list(Confidence):
        raise WrongRow(f"{name}: confidence is {row.confidence!r}")
    if row.at_mttq and row.outcome not in OUTCOMES:
        raise WrongRow(f"{name}: outcome is {row.outcome!r}")
    return row
