"""Lets the database refuse two rows of the directory for the same matter on the same day.

SQLite forgets triggers when a later migration makes the table anew: such a migration installs them again.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "organizations_competence"
NAME = "competence_no_overlap"
# An exclusion constraint on numbers needs no extension of the server: the key becomes one number.
KEY = "hashtextextended(coalesce(field_id, '') || '|' || kind || '|' || coalesce(area_id, ''), 0)"
POSTGRES = f"""
    ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        int8range({KEY}, {KEY}, '[]') WITH &&,
        daterange(in_force_from, in_force_to, '[]') WITH &&
    )
"""
SQLITE = """
    CREATE TRIGGER {name}_{happening} BEFORE {happening} ON {table} WHEN EXISTS (
        SELECT 1 FROM {table} AS other
        WHERE other.id IS NOT NEW.id
          AND other.field_id IS NEW.field_id AND other.kind = NEW.kind AND other.area_id IS NEW.area_id
          AND other.in_force_from <= coalesce(NEW.in_force_to, '9999-12-31')
          AND NEW.in_force_from <= coalesce(other.in_force_to, '9999-12-31')
    ) BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
HAPPENINGS = ("INSERT", "UPDATE")


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    for happening in HAPPENINGS:
        schema_editor.execute(SQLITE.format(name=NAME, happening=happening, table=TABLE))


def uninstall(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}")
        return
    for happening in HAPPENINGS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{happening}")
