"""Lets every sealed column of an app hold nothing: what was erased is NULL, where '' means that nothing was written."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .fields import SealedText


def let_words_be_erased(app: str, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Follow what the fields say; tables made since they say so are left as they are."""
    connection = schema_editor.connection
    for model in apps.get_app_config(app).get_models(include_auto_created=True):
        sealed = {field.column for field in model._meta.local_concrete_fields if isinstance(field, SealedText)}
        if not sealed:
            continue
        with connection.cursor() as cursor:
            told = connection.introspection.get_table_description(cursor, model._meta.db_table)
        closed = [column.name for column in told if column.name in sealed and not column.null_ok]
        if not closed:
            continue
        if connection.vendor == "sqlite":
            # SQLite cannot alter a column: the table is made anew from the model, once for all its columns.
            schema_editor._remake_table(model)  # type: ignore[attr-defined]
            continue
        dropped = ", ".join(f'ALTER COLUMN "{column}" DROP NOT NULL' for column in closed)
        schema_editor.execute(f'ALTER TABLE "{model._meta.db_table}" {dropped}')
