"""Reads the shipped schedule: how long a closed file is kept, under which article, and how well that was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..facts import Confidence
from .reading import HERE, RETENTION, WrongRow, content_of

CLOSED = "closed_on"


@dataclass(frozen=True)
class PeriodRow:
    key: str
    title: str
    kinds: list[str]
    outcomes: list[str]
    years: int | None
    """None is for good."""
    runs_from: str
    citation: str
    note: str
    in_force_from: date
    in_force_to: date | None
    confidence: str

    @property
    def is_sure(self) -> bool:
        return Confidence(self.confidence).is_sure

    def is_in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def covers(self, kind: str, outcome: str) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.outcomes or outcome in self.outcomes)


@cache
def shipped_schedule(folder: Path = HERE) -> Sequence[PeriodRow]:
    """Return the rows in their order, checked row by row; the first that covers a case counts. Raises `WrongRow`."""
    rows = [period_row(row) for row in content_of(folder / RETENTION)["schedule"]]
    versions = {(row.key, row.in_force_from) for row in rows}
    if len(versions) != len(rows):
        raise WrongRow("retention: the same row twice")
    return rows


def period_row(content: Mapping[str, Any]) -> PeriodRow:
    """Return one checked row. Raises `WrongRow`."""
    name = str(content.get("key"))
    wanted = {one.name for one in fields(PeriodRow)}
    if set(content) != wanted:
        raise WrongRow(f"{name}: unknown or missing {sorted(set(content) ^ wanted)}")
    row = PeriodRow(**content)
    if not row.title.strip() or not row.citation.strip():
        raise WrongRow(f"{name}: no title or no citation")
    if row.confidence not in list(Confidence):
        raise WrongRow(f"{name}: confidence is {row.confidence!r}")
    if row.runs_from != CLOSED or (row.years is not None and row.years < 1):
        raise WrongRow(f"{name}: runs from {row.runs_from!r} for {row.years!r} years")
    return row
