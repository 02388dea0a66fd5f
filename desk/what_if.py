"""What a change of the calendar would move, before anybody confirms it: how many dates of which rule, and how far."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice

from cases.operations import SupposedDay, suppose
from deadlines.calendar_table import Plan, Table
from deadlines.vocabulary import DayKind
from deadlines.working_days import SATURDAY, SpecialDay

MOST = 1000
"""Counted exactly up to here; a page does not wait for more."""


@dataclass(frozen=True)
class Moves:
    rows: list[tuple[str, date, date, int]]
    """Title of the rule, the date as it is, the date as it would be, how many."""
    total: int

    @property
    def more(self) -> bool:
        return self.total >= MOST


def would_move(change: Plan, table: Table, *, on: date) -> Moves:
    """Count through the very lines that move the dates once the table is in force. Names no case."""
    adopted_on = table.notice.adopted_on
    days = [
        SupposedDay(
            SpecialDay(one.day, one.kind == DayKind.SWAP_WORK, one.name, one.citation), one.adopted_on or adopted_on
        )
        for one in [*change.added, *change.changed]
    ]
    days += [SupposedDay(SpecialDay(day, day.weekday() < SATURDAY), adopted_on) for day in change.withdrawn]
    moves = islice(suppose(on=on, days=days), MOST)
    counted = Counter((move.duty.rule.title, move.was, move.due_on) for move in moves)
    return Moves(
        rows=[(*what, many) for what, many in sorted(counted.items(), key=lambda row: (-row[1], row[0]))],
        total=sum(counted.values()),
    )
