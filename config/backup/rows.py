"""A table as lines of text that are the same on both engines: what is read from one can be written into the other.

What lies sealed is carried as it lies: no key is needed to make a backup, and none to load it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models

from audit.chain import moment
from audit.shares import in_shares

AT_A_TIME = 1000
LEFT_BEHIND = {"sessions.session", "usersessions.usersession"}
"""Who is signed in just now: everybody signs in again, in whatever office the backup becomes."""
WORDS = {"CharField", "TextField", "FileField", "SlugField", "URLField", "EmailField"}


def tables(known: Apps) -> list["Table"]:
    """Return every table that these models describe, in an order that is always the same."""
    found = [model for model in known.get_models(include_auto_created=True) if _is_kept(model)]
    return [Table(model) for model in sorted(found, key=lambda model: model._meta.label_lower)]


def _is_kept(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_BEHIND


@dataclass(frozen=True)
class Table:
    model: type[models.Model]
    order: tuple[str, ...] = ()
    """The columns as a backup names them; without it as the model does."""

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> "list[models.Field[Any, Any]]":
        columns = list(self.model._meta.local_concrete_fields)
        if not self.order:
            return columns
        known = {column.attname: column for column in columns}
        return [known[name] for name in self.order]

    def lines(self, using: str) -> Iterator[str]:
        """Yield each row as a line, in the order of the primary key, a few of them at a time in memory."""
        # As the engine's own type and no other: a sealed column would open what it reads, a flow would look itself up.
        plain = {
            f"plain_{column.attname}": models.ExpressionWrapper(models.F(column.attname), models.TextField())
            for column in self.columns
            if _type_of(column) in WORDS
        }
        wanted = [
            f"plain_{column.attname}" if f"plain_{column.attname}" in plain else column.attname
            for column in self.columns
        ]
        rows = self.model._base_manager.using(using).annotate(**plain).order_by("pk").values_list(*wanted)
        for row in rows.iterator(chunk_size=AT_A_TIME):
            yield json.dumps([_said(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def write(self, lines: Iterable[str], using: str) -> int:
        """Write the rows as they were read, past everything that would fill in, seal or stamp a column anew."""
        connection = connections[using]
        quoted = ", ".join(connection.ops.quote_name(str(column.column)) for column in self.columns)
        places = ", ".join(["%s"] * len(self.columns))
        statement = f"INSERT INTO {connection.ops.quote_name(self.name)} ({quoted}) VALUES ({places})"  # noqa: S608
        written = 0
        with connection.cursor() as cursor:
            for some in in_shares(lines, size=AT_A_TIME):
                rows = [[self._taken(at, value, using) for at, value in enumerate(json.loads(line))] for line in some]
                cursor.executemany(statement, rows)
                written += len(rows)
        return written

    def _taken(self, at: int, value: Any, using: str) -> Any:
        column, connection = self.columns[at], connections[using]
        kind = _type_of(column)
        if kind == "JSONField" and (value is not None or not column.null):
            return connection.ops.adapt_json_value(value, None)
        if value is None or kind in WORDS:
            return value
        field = _resolved(column)
        return field.get_db_prep_save(field.to_python(value), connection)

    def count(self, using: str) -> int:
        return self.model._base_manager.using(using).count()

    def empty(self, using: str) -> None:
        """Take out what the migrations themselves have put in."""
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {connections[using].ops.quote_name(self.name)}")  # noqa: S608

    @property
    def counts_by_itself(self) -> bool:
        key = self.model._meta.pk
        return key is not None and key.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}

    def last_number(self, using: str) -> int:
        """Return the highest number ever given here: a row may have gone since, its number never comes back."""
        if not self.counts_by_itself:
            return 0
        with connections[using].cursor() as cursor:
            if connections[using].vendor == "postgresql":
                sequence = f"pg_get_serial_sequence('\"{self.name}\"', '{self._key}')::regclass"
                cursor.execute(f"SELECT coalesce(pg_sequence_last_value({sequence}), 0)")
            else:
                cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [self.name])
            return int(cursor.fetchone()[0])

    def count_on_from(self, last: int, using: str) -> None:
        if not self.counts_by_itself or not last:
            return
        connection = connections[using]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for statement in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                    cursor.execute(statement)
                sequence = f"pg_get_serial_sequence('\"{self.name}\"', '{self._key}')::regclass"
                cursor.execute(
                    f"SELECT setval({sequence}, greatest(coalesce(pg_sequence_last_value({sequence}), 0), %s))", [last]
                )
                return
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, self.name])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [self.name, last])

    @property
    def _key(self) -> str:
        assert self.model._meta.pk is not None
        return str(self.model._meta.pk.column)


class Counted:
    """Lines that pass by, counted and put under one digest."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.rows, self._lines, self._digest = 0, lines, hashlib.sha256()

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.rows += 1
            self._digest.update(f"{line}\n".encode())
            yield line

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def run_through(self) -> "Counted":
        for _line in self:
            pass
        return self


def _resolved(column: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """A reference has the type of what it refers to."""
    while column.is_relation:
        column = column.target_field  # type: ignore[attr-defined]  # the stubs know it on relations only
    return column


def _type_of(column: "models.Field[Any, Any]") -> str:
    return _resolved(column).get_internal_type()


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if value is None or isinstance(value, bool | int | str | float | dict | list):
        return value
    raise TypeError(f"{type(value).__name__} has no form in a backup yet")
