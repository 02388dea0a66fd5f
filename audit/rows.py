"""Many rows written at once, each its own values."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, connections, models

Fields = list["models.Field[Any, Any]"]
AT_ONCE = 1000
COPIED_FROM = 40
"""So many new rows are handed to PostgreSQL as lines of a table; fewer are an INSERT, whose numbers it hands back."""


def add_all(rows: Sequence[models.Model]) -> None:
    """Write new rows of one table, and give each its number.

    PostgreSQL takes lines in a third of the time of an INSERT, which would have to be put into words first.
    """
    if len(rows) >= COPIED_FROM and connection.vendor == "postgresql":
        _copy(rows)
    elif rows:
        type(rows[0])._base_manager.bulk_create(rows)


def _copy(rows: Sequence[models.Model]) -> None:
    meta, there = rows[0]._meta, connections[connection.alias]
    quote, key = there.ops.quote_name, meta.pk
    assert key is not None
    table, fields = quote(meta.db_table), meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with there.cursor() as cursor:
        numbers = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(numbers, [table, key.column, len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
        with there.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as lines:
            for row in rows:
                lines.write_row([field.get_db_prep_save(field.pre_save(row, True), there) for field in fields])
                row._state.adding, row._state.db = False, there.alias


def set_each(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of every row, a thousand rows a statement: the new values are joined as a table.

    Django's `bulk_update` says it as a condition for each row and field, and takes longest to build those.
    """
    if not rows:
        return
    # Columns of the row's own: the stubs also know relations that lead to it, which nobody writes so.
    fields: Fields = [rows[0]._meta.get_field(name) for name in names]  # type: ignore[misc]
    if len(rows) == 1:
        said = {field.attname: getattr(rows[0], field.attname) for field in fields}
        type(rows[0])._base_manager.filter(pk=rows[0].pk).update(**said)
        return
    for first in range(0, len(rows), AT_ONCE):
        _set(rows[first : first + AT_ONCE], fields)


def _set(rows: Sequence[models.Model], fields: Fields) -> None:
    meta, quote = rows[0]._meta, connection.ops.quote_name
    key = meta.pk
    assert key is not None
    table = quote(meta.db_table)
    plain = ", ".join(["%s"] * (1 + len(fields)))
    typed = plain
    if connection.vendor == "postgresql":
        # The first row says of which type each column is, and the others follow it; SQLite asks the column it writes.
        typed = ", ".join(f"CAST(%s AS {field.cast_db_type(connection)})" for field in (key, *fields))
    values = ", ".join([f"({typed})", *[f"({plain})"] * (len(rows) - 1)])
    setting = ", ".join(f"{quote(str(field.column))} = said.column{at}" for at, field in enumerate(fields, 2))
    said = [
        value
        for row in rows
        for value in (row.pk, *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields))
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {setting} FROM (VALUES {values}) AS said"  # noqa: S608 - names of our own models
            f" WHERE {table}.{quote(str(key.column))} = said.column1",
            said,
        )
