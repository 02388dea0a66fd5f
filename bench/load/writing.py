"""Puts lines into tables as fast as each engine takes them: past the indices, which are built again at the end."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from config.backup.rows import tables

LARGE = 8 * 2**20
BACK = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
ESCAPED = re.compile(r"\\[\\tnr]")
Told = Callable[[str], None]


class Buffers:
    """Collects lines by table and hands them over when there are many."""

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self.columns = columns
        self.waiting: dict[str, list[str]] = {}
        self.size = 0

    def add(self, lines: Mapping[str, str]) -> None:
        for table, text in lines.items():
            self.waiting.setdefault(table, []).append(text)
            self.size += len(text)
        if self.size > LARGE:
            self.hand_over()

    def hand_over(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, texts in self.waiting.items():
                _put(cursor, table, self.columns[table], texts)
        self.waiting.clear()
        self.size = 0


def _put(cursor: Any, table: str, columns: Sequence[str], texts: Iterable[str]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for text in texts:
                copy.write(text)
        return
    places = ", ".join(["?"] * len(columns))
    rows = (_values(line) for text in texts for line in text.splitlines())
    # Past Django's cursor: it would look at each of ten million statements.
    connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def _values(line: str) -> list[str | None]:
    values: list[str | None] = []
    for value in line.split("\t"):
        if value == "\\N":
            values.append(None)
        else:
            values.append(ESCAPED.sub(lambda found: BACK[found.group()], value) if "\\" in value else value)
    return values


def at_speed() -> None:
    """Let this connection write without looking up what it refers to, and without waiting for the disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET synchronous_commit = off")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")


class Indices:
    """Taken down before the load and built again behind it, exactly as they were."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.build: list[str] = []
        self.tables = sorted(wanted)

    def take_down(self) -> None:
        with connection.cursor() as cursor:
            drop = list(self._of_postgres(cursor) if connection.vendor == "postgresql" else self._of_sqlite(cursor))
            for statement in drop:
                cursor.execute(statement)

    def build_again(self, told: Told) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET maintenance_work_mem = '1GB'")
                cursor.execute("SET max_parallel_maintenance_workers = 2")
            for number, statement in enumerate(self.build, start=1):
                cursor.execute(statement)
                if number % 40 == 0 or number == len(self.build):
                    told(f"indices: {number} of {len(self.build)}")
            # As autovacuum leaves it by the next day: rows known to be old are not looked up behind their index.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def _of_postgres(self, cursor: Any) -> Iterator[str]:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c"
            " WHERE c.contype = 'u' AND c.conrelid::regclass::text = ANY(%s)"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.confrelid = c.conrelid AND f.conindid = c.conindid"
            " AND f.contype = 'f')",
            [self.tables],
        )
        for table, name, told in cursor.fetchall():
            self.build.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {told}')
            yield f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " WHERE i.indrelid::regclass::text = ANY(%s)"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
            [self.tables],
        )
        for name, told in cursor.fetchall():
            self.build.append(told)
            yield f"DROP INDEX {name}"

    def _of_sqlite(self, cursor: Any) -> Iterator[str]:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        for name, table, told in cursor.fetchall():
            if table in self.tables:
                self.build.append(told)
                yield f'DROP INDEX "{name}"'


def emptied(names: Iterable[str]) -> None:
    """Take out what migrations have put into the tables that come filled."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')


def count_on(last: Mapping[str, int]) -> None:
    """Let every table go on counting behind what was put in."""
    for table in tables(apps):
        table.count_on_from(last.get(table.name, 0), connection.alias)


def broken_references() -> list[str]:
    """Return every reference that leads to nothing, by table and column; asked row by row of the whole database."""
    found = []
    with connection.cursor() as cursor:
        for table in tables(apps):
            for column in table.model._meta.local_concrete_fields:
                if column.remote_field is None or not column.db_constraint:
                    continue
                to = column.target_field
                cursor.execute(
                    f'SELECT count(*) FROM "{table.name}" AS a WHERE a."{column.column}" IS NOT NULL AND NOT EXISTS'
                    f' (SELECT 1 FROM "{to.model._meta.db_table}" AS b WHERE b."{to.column}" = a."{column.column}")'
                )
                (many,) = cursor.fetchone()
                if many:
                    found.append(f"{table.name}.{column.column}: {many}")
    return found
