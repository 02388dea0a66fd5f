"""The lives that were led, read back from every table: which row belongs to whom, and when it truly was."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from .marks import FIRST, NAMED, ROWS
from .shapes import NOT_OURS, Row, Shape, Told, describe, tables

SHARED = {"cases_identitykey", "cases_numberseries", "deadlines_knowncalendar"}
"""Made on the way by whoever came first, and everybody's from then on."""
TOLD_ALREADY = {"notifications_pendingmessage"}
"""What waits to be gathered is a matter of minutes: it was sent long ago."""
JOINS_LIVES = ("cases_", "workflows_", "viewflow_", "audit_event")
DATABASE = "cau-noi.sqlite3"
BEGINS_AT = time(1, 0)
"""Eight in the morning in Vietnam; each step of a day comes some minutes later."""


class Lives:
    """Everything that was led, by who made it."""

    def __init__(self, folder: Path) -> None:
        self.told = json.loads((folder / "lives.json").read_text())
        self.today = date.fromisoformat(self.told["today"])
        self.since = date.fromisoformat(self.told["since"])
        self.base: list[Row] = []
        self.left_out: Counter[str] = Counter()
        self._tables = _tables_in(folder / DATABASE)
        self._made = self._ranges()
        self._moments = [(datetime.fromisoformat(one["at"]), n) for n, one in enumerate(self.told["steps"])]
        self._places = self._minutes()
        rows = self._read(folder / DATABASE)
        self.shapes = list(self._shapes(rows))

    def _ranges(self) -> dict[str, list[tuple[int, int, int]]]:
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, step in enumerate(self.told["steps"]):
            for table, (first, last) in step["made"].items():
                found.setdefault(table, []).append((first, last, number))
        return found

    def _minutes(self) -> list[datetime]:
        """Give each step its moment: a day's steps of one life follow each other through the working day.

        Lives that are joined to another one tell of it in its case, behind what it did that day itself.
        """
        seen: Counter[tuple[object, str]] = Counter()
        found = []
        for step in self.told["steps"]:
            place = seen[step["family"], step["day"]]
            seen[step["family"], step["day"]] += 1
            began = datetime.combine(date.fromisoformat(step["day"]), BEGINS_AT)
            late = 480 if step["life"] is None else 0
            found.append(began + timedelta(minutes=11 * place + late))
        return found

    def moment_of(self, text: str) -> datetime:
        """Return when that was in the life, which the clock on the wall did not know."""
        at = datetime.fromisoformat(text.rstrip("Z").replace(" ", "T") + "+00:00")
        low, high = 0, len(self._moments)
        while low < high:
            middle = (low + high) // 2
            if self._moments[middle][0] <= at:
                low = middle + 1
            else:
                high = middle
        return self._places[low - 1] if low else datetime.combine(self.since, BEGINS_AT)

    def _step_of(self, table: Told, key: object) -> int | None:
        if table.name in SHARED or not isinstance(key, int):
            return None
        rows = self._made.get(table.counted_by, [])
        low, high = 0, len(rows)
        while low < high:
            middle = (low + high) // 2
            if rows[middle][0] <= key:
                low = middle + 1
            else:
                high = middle
        return rows[low - 1][2] if low and key <= rows[low - 1][1] else None

    def _read(self, file: Path) -> list[Row]:
        found = []
        with sqlite3.connect(file) as source:
            for table in tables():
                names = ", ".join(f'"{column}"' for column in table.columns)
                for values in source.execute(f'SELECT {names} FROM "{table.name}" ORDER BY "{table.key}"'):
                    said = dict(zip(table.columns, values, strict=True))
                    row = Row(table, said[table.key], said)
                    step = self._step_of(table, row.key)
                    if step is None:
                        self.base.append(row)
                    elif table.name in TOLD_ALREADY:
                        self.left_out[table.name] += 1
                    else:
                        row.life = self.told["steps"][step]["life"]
                        found.append(row)
        return found

    def _shapes(self, rows: list[Row]) -> Iterator[Shape]:
        owner = {(row.table.counted_by, row.key): row for row in rows}
        refers = {id(row): list(self._referred(row, owner)) for row in rows}
        self._give_to_lives(rows, refers)
        together = list(range(len(self.told["lives"])))

        def root(life: int) -> int:
            while together[life] != life:
                life = together[life]
            return life

        for row in rows:
            if row.life is not None and row.table.name.startswith(JOINS_LIVES):
                for one in refers[id(row)]:
                    if one.life is not None and root(one.life) != root(row.life):
                        together[max(root(one.life), root(row.life))] = min(root(one.life), root(row.life))
        at = {id(row): root(row.life) for row in rows if row.life is not None}
        dropped: list[Row] | bool = True
        while dropped:
            # What speaks of several lives at once, a digest of messages, is nobody's; nor is what rests on it.
            dropped = [
                row for row in rows if id(row) in at and any(at.get(id(one)) != at[id(row)] for one in refers[id(row)])
            ]
            self.left_out.update(row.table.name for row in dropped)
            for row in dropped:
                del at[id(row)]
        shapes: dict[int, Shape] = {}
        for row in rows:
            if id(row) in at:
                told = self.told["lives"][at[id(row)]]
                shapes.setdefault(at[id(row)], Shape(told["commune"], told["where"])).rows.append(row)
        for _at, shape in sorted(shapes.items()):
            describe(shape)
            yield shape

    def _give_to_lives(self, rows: list[Row], refers: dict[int, list[Row]]) -> None:
        """What one step made for many lives at once, a sweep, belongs to the life it speaks of."""
        beside: dict[int, list[Row]] = {id(row): [] for row in rows if row.life is None}
        for row in rows:
            for one in refers[id(row)]:
                if id(row) in beside:
                    beside[id(row)].append(one)
                if id(one) in beside:
                    beside[id(one)].append(row)
        waiting = [row for row in rows if row.life is None]
        moved = True
        while waiting and moved:
            for row in waiting:
                row.life = next((one.life for one in beside[id(row)] if one.life is not None), None)
            left = [row for row in waiting if row.life is None]
            moved, waiting = len(left) < len(waiting), left
        self.left_out.update(row.table.name for row in waiting)

    def _referred(self, row: Row, owner: dict[tuple[str, int], Row]) -> Iterator[Row]:
        """Every other row of a life that this one names, in whatever column."""
        for column, value in row.values.items():
            if column in row.table.sealed or value is None:
                continue
            for match in NAMED.finditer(str(value)):
                found = owner.get((self.table_of(int(match.group())), int(match.group())))
                if found is not None and found is not row:
                    yield found

    def table_of(self, number: int) -> str:
        """Return which table a number counts in."""
        return self._tables[(number - FIRST) // ROWS]


def _tables_in(file: Path) -> list[str]:
    """Return the tables in the order in which `living.count_apart` numbered them."""
    with sqlite3.connect(file) as source:
        rows = source.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'")
        return sorted(name for (name,) in rows if not name.startswith(NOT_OURS))
