"""PostgreSQL finds a word anywhere in a text by its letters, three by three (pg_trgm); SQLite reads the texts.

The extension stands in a schema of its own: a restore puts the tables' schema aside, where somebody may drop it.
An office whose server has no such extension, or whose owner may not make it, searches as before, only slower.
"""

from typing import Any

from django.db import migrations

SCHEMA = "cau_noi_search"


def index(name: str, table: str) -> Any:
    """Return the step that finds a word in the folded column of this table by its letters."""

    def install(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        with schema_editor.connection.cursor() as cursor:
            schema = _schema_of_extension(cursor) or _made(cursor)
            if schema is not None:
                cursor.execute(f'CREATE INDEX {name} ON {table} USING gin (folded "{schema}".gin_trgm_ops)')

    def uninstall(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")

    return migrations.RunPython(install, uninstall)


def _schema_of_extension(cursor: Any) -> str | None:
    cursor.execute(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'"
    )
    row = cursor.fetchone()
    return row[0] if row else None


def _made(cursor: Any) -> str | None:
    """Whoever owns the database may make it: it is a trusted extension."""
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm')"
        " AND has_database_privilege(current_database(), 'CREATE')"
    )
    if not cursor.fetchone()[0]:
        return None
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    cursor.execute(f"CREATE EXTENSION pg_trgm SCHEMA {SCHEMA}")
    return SCHEMA
