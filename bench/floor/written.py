"""Which rows a piece of work writes, table by table; what a floor wrote is taken away again at the end.

Rows are known by their numbers: whoever measures must be alone in the database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from config import guards

Row = dict[str, Any]
Marks = dict[str, int]
"""The last number of each table."""


@cache
def keys() -> dict[str, str]:
    """Return each table whose rows have numbers, with the column they stand in."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        key: Any = model._meta.pk
        column = key.column
        while key.remote_field is not None:
            key = key.target_field
        if isinstance(key, models.IntegerField) and model._meta.managed and not model._meta.proxy:
            found[model._meta.db_table] = column
    return found


def marks() -> Marks:
    asked = " UNION ALL ".join(
        f"SELECT '{table}', coalesce(max({key}), 0) FROM {table}" for table, key in keys().items()
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def rows_between(before: Marks, after: Marks) -> dict[str, list[Row]]:
    """Return the rows that came in between, each as the database holds it."""
    return {
        table: rows(table, f"{keys()[table]} > %s AND {keys()[table]} <= %s", [before[table], last])
        for table, last in after.items()
        if last > before[table]
    }


def row(table: str, key: Any) -> Row | None:
    found = rows(table, f"{keys()[table]} = %s", [key])
    return found[0] if found else None


def rows(table: str, when: str, asked: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {when} ORDER BY {keys()[table]}", asked)
        columns = [one[0] for one in cursor.description]
        return [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]


@dataclass
class Traces:
    """What the floors have written and changed so far."""

    new: list[tuple[Marks, Marks]] = field(default_factory=list)
    images: list[tuple[str, Row]] = field(default_factory=list)
    """Rows of the product that a floor goes over, as they were."""

    def leave(self, work: Callable[[], Any]) -> Any:
        """Do it, and remember which rows it wrote."""
        before = marks()
        given = work()
        self.new.append((before, marks()))
        return given

    def keep(self, rows: dict[str, list[Row]]) -> None:
        self.images += [(table, one) for table, some in rows.items() for one in some]

    def take_away(self) -> None:
        """Nothing of it stays. The triggers know no switch: only the owner of the tables may do this."""
        if not (self.new or self.images):
            return
        guards.take_down()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for before, after in self.new:
                    for table in [table for table, last in after.items() if last > before[table]]:
                        key = keys()[table]
                        between = [before[table], after[table]]
                        cursor.execute(f"DELETE FROM {table} WHERE {key} > %s AND {key} <= %s", between)
                # The first image last: a later one may show what another floor had done.
                for table, image in reversed(self.images):
                    said = ", ".join(f'"{column}" = %s' for column in image)
                    key = keys()[table]
                    cursor.execute(f"UPDATE {table} SET {said} WHERE {key} = %s", [*image.values(), image[key]])
        finally:
            guards.put_up()
        self.new.clear()
        self.images.clear()


@contextmanager
def traces() -> Iterator[Traces]:
    left = Traces()
    try:
        yield left
    finally:
        left.take_away()
