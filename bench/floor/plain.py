"""The rows of one registration and of one move by plain SQL: learned from the product's own, so it cannot lag behind.

Learned is which rows come and which columns change; written are as many rows of the same bytes under numbers of their
own, one statement for each table, by the driver's own cursor.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import connection, models

from audit.acting import AuditedHistory

from .written import Marks, Row, keys, marks, row, rows_between

INSERT = re.compile(r'INSERT INTO "?(\w+)"? \(([^)]*)\)')
UPSERT = re.compile(r'ON CONFLICT\s?\("?(\w+)"?\) DO UPDATE')
UPDATE = re.compile(r'UPDATE "(\w+)" SET ')
SERIES, BOOK = "cases_numberseries", "floor"
SOFT = {"ended_by": "audit_event"}
"""Columns that hold a number of another table without saying so to the database."""


class NotUnderstood(RuntimeError):
    """The product changes a row in a way that is not read here: the floor would leave it out."""


@dataclass(frozen=True)
class Of:
    """The number that the row which stood under this one has now."""

    table: str
    key: int


@dataclass(frozen=True)
class Chain:
    name: str
    of: Of


class Number:
    """The next one of a book, under its lock."""


class Fresh:
    """Whatever nobody has yet."""

    def __init__(self, like: Any) -> None:
        self.like = like

    def value(self) -> Any:
        if isinstance(self.like, UUID):
            return uuid4()
        return secrets.token_hex(len(self.like))[: len(self.like)]


@dataclass
class Statement:
    """One INSERT of all rows of a table, or one UPDATE of one row."""

    sql: str
    values: list[Any]
    table: str
    begets: list[int] = field(default_factory=list)
    """Under which numbers its rows stood when it was learned."""

    def needs(self) -> set[str]:
        """Return the tables whose numbers stand in it."""
        pointing = (one.of if isinstance(one, Chain) else one for one in self.values)
        return {one.table for one in pointing if isinstance(one, Of)}


@dataclass
class Pattern:
    """What one piece of work writes, after `begun` was there."""

    statements: list[Statement]
    begun: dict[str, list[int]]
    counts: dict[str, int]
    takes_a_number: bool
    locks: Of | None

    def write(self, given: dict[str, list[int]]) -> None:
        """Write it all in one transaction, for another beginning of the same kind."""
        now = {
            Of(table, old): new
            for table, olds in self.begun.items()
            for old, new in zip(olds, given[table], strict=True)
        }
        with _driver() as ask:
            ask("BEGIN", ())
            if self.locks is not None and connection.vendor == "postgresql":
                ask("SELECT id FROM cases_case WHERE id = %s FOR UPDATE", (now[self.locks],))
            number = ""
            if self.takes_a_number:
                ((last,),) = ask(f"UPDATE {SERIES} SET last = last + 1 WHERE name = %s RETURNING last", (BOOK,))
                number = f"F-{last:07d}"
            for one in self.statements:
                found = ask(one.sql, [_now(value, now, number) for value in one.values])
                now.update(zip((Of(one.table, old) for old in one.begets), (key for (key,) in found), strict=True))
            ask("COMMIT", ())


def _now(value: Any, now: dict[Of, int], number: str) -> Any:
    match value:
        case Of():
            return now[value]
        case Chain():
            return f"{value.name}:{now[value.of]}"
        case Number():
            return number
        case Fresh():
            return value.value()
    return value


@contextmanager
def _driver() -> Iterator[Callable[[str, Sequence[Any]], list[Any]]]:
    """The driver's own cursor, with nothing of Django's around it."""
    connection.ensure_connection()
    lite = connection.vendor == "sqlite"
    cursor = connection.connection.cursor()

    def ask(sql: str, values: Sequence[Any]) -> list[Any]:
        cursor.execute(sql.replace("%s", "?") if lite else sql, values)
        return cursor.fetchall() if cursor.description else []

    try:
        yield ask
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    finally:
        cursor.close()


def ask_plainly(sql: str, values: Sequence[Any]) -> list[Any]:
    with _driver() as ask:
        return ask(sql, values)


@dataclass
class _Heard:
    """What the database was told, statement by statement."""

    tables: list[str] = field(default_factory=list)
    before: dict[tuple[str, int], Row] = field(default_factory=dict)
    takes_a_number: bool = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = UPDATE.match(sql)
        if found and found[1] == SERIES:
            self.takes_a_number = True
        elif found:
            before, one, _after = sql.rpartition(f'"{found[1]}"."{keys()[found[1]]}" = %s')
            if not one:
                raise NotUnderstood(sql)
            self._keep(found[1], params[before.count("%s")])
        elif found := INSERT.match(sql):
            self.tables.append(found[1])
            if upsert := UPSERT.search(sql):
                columns = [one.strip().strip('"') for one in found[2].split(",")]
                self._keep(found[1], params[columns.index(upsert[1])])
        elif sql.startswith("UPDATE"):
            raise NotUnderstood(sql)
        return execute(sql, params, many, context)

    def _keep(self, table: str, key: int) -> None:
        known = row(table, key)
        if known is not None:
            self.before.setdefault((table, key), known)


def learn(begin: Callable[[], Any], work: Callable[[Any], Any]) -> Pattern:
    """Let the product do it once and see what it writes. `begin` is what was there before."""
    first = marks()
    given = begin()
    began, heard = marks(), _Heard()
    with connection.execute_wrapper(heard):
        work(given)
    begun = {table: [one[keys()[table]] for one in rows] for table, rows in rows_between(first, began).items()}
    new = rows_between(began, marks())
    changed = {at: (image, row(*at) or {}) for at, image in heard.before.items() if not _is_among(at, new)}
    known = {Of(table, key) for table, some in begun.items() for key in some}
    known |= {Of(table, one[keys()[table]]) for table, some in new.items() for one in some}
    written = [table for table in dict.fromkeys([*heard.tables, *new]) if table in new]
    statements = _in_order([_insert(table, new[table], known) for table in written])
    for (table, key), (was, now) in changed.items():
        differs = {column: value for column, value in now.items() if value != was[column]}
        if differs:
            statements.append(_update(table, Of(table, key), differs, known))
    locked = next((Of(table, key) for table, key in changed if table == "cases_case"), None)
    return Pattern(statements, begun, {table: len(some) for table, some in new.items()}, heard.takes_a_number, locked)


def _in_order(statements: list[Statement]) -> list[Statement]:
    """Put behind each other what needs the other's numbers, otherwise as the product wrote it."""
    left, ordered = list(statements), []
    while left:
        waiting = {one.table for one in left}
        ready = next((one for one in left if not (one.needs() - {one.table}) & waiting), None)
        if ready is None:
            raise NotUnderstood(", ".join(sorted(waiting)))
        left.remove(ready)
        ordered.append(ready)
    return ordered


def _is_among(at: tuple[str, int], new: dict[str, list[Row]]) -> bool:
    table, key = at
    return any(one[keys()[table]] == key for one in new.get(table, ()))


def _insert(table: str, rows: list[Row], known: set[Of]) -> Statement:
    key = keys()[table]
    counts_itself = key not in relations(table)
    columns = [column for column in rows[0] if not (counts_itself and column == key)]
    names = ", ".join(f'"{column}"' for column in columns)
    line = f"({', '.join(['%s'] * len(columns))})"
    said = f"({names}) VALUES {', '.join([line] * len(rows))}"
    sql = f"INSERT INTO {table} {said if columns else 'DEFAULT VALUES'} RETURNING {key}"
    values = [_meant(table, column, one, known) for one in rows for column in columns]
    return Statement(sql, values, table, [one[key] for one in rows])


def _update(table: str, at: Of, differs: Row, known: set[Of]) -> Statement:
    said = ", ".join(f'"{column}" = %s' for column in differs)
    values = [_meant(table, column, differs, known) for column in differs]
    return Statement(f"UPDATE {table} SET {said} WHERE {keys()[table]} = %s", [*values, at], table)


def _meant(table: str, column: str, one: Row, known: set[Of]) -> Any:
    """Return the value, or what stands for it where another row has another."""
    value = one[column]
    target = relations(table).get(column)
    if table == "audit_event" and column == "subject_id" and "subject_type" in one:
        target = _table_named(one["subject_type"])
    if target is not None and Of(target, value) in known:
        return Of(target, value)
    if column == "chain":
        name, _, key = value.partition(":")
        of = Of(_table_named(name), int(key))
        return Chain(name, of) if of in known else value
    if column == "number" and table in {"cases_case", "cases_historicalcase"}:
        return Number()
    return Fresh(value) if column in _told_apart(table) else value


def _table_named(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


@cache
def relations(table: str) -> dict[str, str]:
    """Return the columns that hold numbers of other tables, with the tables."""
    model = _model(table)
    found = dict(SOFT)
    for one in model._meta.local_concrete_fields:
        if one.remote_field is not None:
            found[one.column] = one.remote_field.model._meta.db_table
    if issubclass(model, AuditedHistory):
        found["id"] = model.instance_type._meta.db_table  # type: ignore[attr-defined]
    return found


@cache
def _told_apart(table: str) -> set[str]:
    model: type[models.Model] = _model(table)
    return {
        str(one.column)
        for one in model._meta.local_concrete_fields
        if one.unique and one.column not in relations(table)
    }


def _model(table: str) -> Any:
    every = apps.get_models(include_auto_created=True)
    return next(one for one in every if one._meta.db_table == table and not one._meta.proxy)


def begin_book() -> Marks:
    """A counter of the floor's own, so that the office's book shows no holes."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {SERIES} (name, last) VALUES (%s, 0)", [BOOK])
    return marks()
