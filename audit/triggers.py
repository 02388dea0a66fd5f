"""Triggers that make tables append-only on both engines. They know no switch: only the table's owner drops them."""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EVENTS = ["audit_event"]
CHECKPOINTS = ["audit_checkpoint", "audit_checkpointleaf"]
APPEND_ONLY = [*EVENTS, *CHECKPOINTS]


def create(connection: BaseDatabaseWrapper, tables: Iterable[str] = APPEND_ONLY) -> None:
    with connection.cursor() as cursor:
        for statement in _create_statements(connection.vendor, tables):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper, tables: Iterable[str] = APPEND_ONLY) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create(schema_editor.connection, EVENTS)


def uninstall(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop(schema_editor.connection, EVENTS)


def install_on_checkpoints(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create(schema_editor.connection, CHECKPOINTS)


def uninstall_on_checkpoints(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop(schema_editor.connection, CHECKPOINTS)


def _create_statements(vendor: str, tables: Iterable[str]) -> Iterable[str]:
    if vendor == "postgresql":
        # A statement-level UPDATE trigger fires on 0 rows as well: hence FOR EACH ROW.
        yield """
            CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
        """
        for table in tables:
            yield (
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()"
            )
            yield (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()"
            )
        return
    for table in tables:
        for happening in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{happening} BEFORE {happening.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
