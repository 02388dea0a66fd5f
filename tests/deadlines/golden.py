"""The golden dates as they stand in golden.csv: read once, in words that no counting program shares."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from deadlines.facts import Pause

FILE = Path(__file__).with_name("golden.csv")


@dataclass
class Row:
    start: date
    length: int | None
    unit: str
    before: bool
    rule: str
    due: str
    reason: str
    variant: str = ""
    known: date | None = None
    given: date | None = None
    pauses: list[Pause] = field(default_factory=list)
    extend: list[int] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return not self.due[0].isdigit()


def golden() -> list[Row]:
    with FILE.open(encoding="utf-8") as file:
        return [_row(columns) for columns in csv.DictReader(file)]


def _row(columns: dict[str, str]) -> Row:
    length, unit, *before = columns["limit"].split()
    row = Row(
        start=date.fromisoformat(columns["start"]),
        length=None if length == "none" else int(length),
        unit=unit,
        before=before == ["before"],
        rule=columns["rule"],
        due=columns["due"],
        reason=columns["reason"],
    )
    for fact in columns["facts"].split():
        name, _, value = fact.partition("=")
        if name == "pause":
            first, _, last = value.partition("..")
            row.pauses.append(Pause(date.fromisoformat(first), date.fromisoformat(last) if last else None, "QĐ"))
        elif name == "extend":
            row.extend.append(int(value))
        else:
            setattr(row, name, value if name == "variant" else date.fromisoformat(value))
    return row
