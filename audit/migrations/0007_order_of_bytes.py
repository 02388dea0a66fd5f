"""PostgreSQL finds a stretch of chains by the bytes of their names; SQLite's own index is in that order already."""

from typing import Any

from django.db import migrations

NAME = "checkpointedhead_bytewise"


def put_in_order(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'CREATE INDEX {NAME} ON audit_checkpointedhead (chain COLLATE "C")')


def take_back(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_checkpoint_blocks")]
    operations = [migrations.RunPython(put_in_order, take_back)]
