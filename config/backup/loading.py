"""Builds the database of a backup beside the one that is there, compares it with the manifest, then puts it in place.

Until the last step the office's own database stays what and where it was: who is killed before it begins anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from audit.models import Event
from organizations.models import User

from .bundle import Manifest, NotUsable, Told, rows_of
from .places import beside, gone, put_aside
from .rows import Counted, Table, tables

SCHEMA = "cau_noi_restoring"


def require_known(manifest: Manifest) -> None:
    """Refuse a backup that a newer program has made."""
    # Without a connection: asking an office that is not there yet would make its file.
    known = MigrationLoader(None).disk_migrations or {}
    if manifest.migrations - set(known):
        raise NotUsable(
            _("Bản sao lưu được lập bằng phần mềm mới hơn (%(program)s): hãy cài đúng phiên bản ấy rồi khôi phục.")
            % {"program": manifest.said["program"]}
        )


def is_empty() -> bool:
    """Say whether nobody works in this database yet."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return True
    present = set(connection.introspection.table_names())
    return not any(model._meta.db_table in present and model._base_manager.exists() for model in (Event, User))


@contextmanager
def built_beside() -> Iterator[None]:
    """Let the connection lead to a place beside the office's database; what is built there is left there."""
    described = connection.settings_dict
    if connection.vendor == "sqlite":
        mine = Path(str(described["NAME"]))
        gone(*_of_sqlite(beside(mine)))
        connection.close()
        described["NAME"] = str(beside(mine))
        try:
            yield
        finally:
            connection.close()
            described["NAME"] = mine
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")  # left by one that was killed: nobody's office
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO PUBLIC")  # as every database begins with its own
    connection.close()
    before = described["OPTIONS"].get("options")
    described["OPTIONS"]["options"] = f"-c search_path={SCHEMA}"
    try:
        yield
    finally:
        connection.close()
        described["OPTIONS"].pop("options")
        if before is not None:
            described["OPTIONS"]["options"] = before


def build(folder: Path, manifest: Manifest, *, told: Told) -> None:
    """Make the tables as they were when the backup was made, fill them, and bring them to this program."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    if set(leaves) <= manifest.migrations:
        executor.migrate(leaves)
        known: Apps = apps
    else:
        then = last_of(manifest.migrations, executor.loader.graph)
        executor.migrate(then)
        known = executor.loader.project_state(then).apps
    with transaction.atomic():
        load(folder, manifest, known=known, told=told)
    # What this program does to what an older one left; and the guards, which go up after every migration.
    call_command("migrate", verbosity=0, interactive=False)


def last_of(applied: set[tuple[str, str]], graph: MigrationGraph) -> list[tuple[str, str]]:
    """Return the last steps of an older office: asked for one in the middle, Django would take back what follows it."""
    return [
        node
        for node in graph.nodes
        if node in applied and not any(child.key in applied for child in graph.node_map[node].children)
    ]


def load(folder: Path, manifest: Manifest, *, known: Apps, told: Told) -> None:
    """Fill the empty tables, and hold each against the manifest once it is filled. Raises NotUsable."""
    using = connection.alias
    waiting = {table.label: table for table in tables(known)}
    for table in waiting.values():
        table.empty(using)
    filled = []
    for number, (label, lines) in enumerate(rows_of(folder), start=1):
        if label not in waiting or label not in manifest.tables:
            raise NotUsable(_("Trong bản sao lưu có bảng lạ: %(table)s.") % {"table": label})
        table = Table(waiting[label].model, tuple(manifest.tables[label]["columns"]))
        table.write(lines, using)
        filled.append(table)
        if number % 20 == 0 or number == len(manifest.tables):
            told(_("Cơ sở dữ liệu: %(done)s trên %(of)s bảng") % {"done": number, "of": len(manifest.tables)})
    told(_("Đang so từng bảng với bản kê …"))
    for table in filled:
        said = manifest.tables[table.label]
        there = Counted(table.lines(using)).run_through()
        if (there.rows, there.sha256) != (said["rows"], said["sha256"]):
            raise NotUsable(_("Bảng %(table)s sau khi nạp không giống trong bản sao lưu.") % {"table": table.label})
        table.count_on_from(said["last"], using)


def put_in_place(moment: str) -> None:
    """Let what was built become the office's database; what was there is put aside under another name."""
    if connection.vendor == "sqlite":
        mine = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for file, built in zip(_of_sqlite(mine), _of_sqlite(beside(mine)), strict=True):
            put_aside(file, moment)
            if built.exists():
                built.rename(file)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
        if connection.introspection.table_names():
            cursor.execute(f"ALTER SCHEMA {schema} RENAME TO before_restore_{moment.lower()}")
        else:
            cursor.execute(f"DROP SCHEMA {schema}")
        cursor.execute(f"ALTER SCHEMA {SCHEMA} RENAME TO {schema}")


def _of_sqlite(file: Path) -> list[Path]:
    return [file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")]
