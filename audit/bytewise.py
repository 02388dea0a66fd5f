"""PostgreSQL finds a stretch of chains by the bytes of their names; SQLite's own index is in that order already."""

from typing import Any

NAME = "checkpointedhead_bytewise"


def install(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'CREATE INDEX {NAME} ON audit_checkpointedhead (chain COLLATE "C")')


def uninstall(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")
