"""Triggers by which the database itself refuses a change. They know no switch: only the owner of a table drops them.

Each is a `Guard`: a table, what is refused, and when. Which tables stand under which is said in `config/guards.py`.
They are made anew after every migration, because SQLite loses a table's triggers when the table is rebuilt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EVENTS = ["audit_event"]
CHECKPOINTS = ["audit_checkpoint", "audit_checkpointleaf"]


@dataclass(frozen=True)
class Guard:
    """One trigger: refused is the happening on the table when the condition holds; an empty condition always does."""

    table: str
    name: str
    happening: str
    said: str
    when: str = ""
    asks: bool = False
    """The condition looks into other tables."""

    @property
    def trigger(self) -> str:
        return f"{self.table}_{self.name}"


def append_only(table: str) -> list[Guard]:
    said = f"{table} is append-only"
    return [Guard(table, f"no_{word}", word.upper(), said) for word in ("update", "delete", "truncate")]


def kept(table: str, columns: Sequence[str]) -> list[Guard]:
    """Rows that stay, whose named columns never change; what lies sealed beside them may be sealed anew."""
    said = f"{table} keeps what was"
    return [
        Guard(table, "no_change", "UPDATE", said, _changed(columns)),
        Guard(table, "no_delete", "DELETE", said),
        Guard(table, "no_truncate", "TRUNCATE", said),
    ]


def frozen(table: str, columns: Sequence[str], *, once: str) -> list[Guard]:
    """Rows that are free until the condition holds of them; then they stay, with the named columns as they are."""
    said = f"{table} was issued and is not changed"
    return [
        Guard(table, "frozen", "UPDATE", said, f"{once} AND ({_changed(columns)})"),
        Guard(table, "frozen_here", "DELETE", said, once),
    ]


def erasable(
    table: str, personal: Sequence[str], others: Sequence[str], *, allowed: str, once: str = "", tokens: bool = False
) -> list[Guard]:
    """Sealed columns: what is personal becomes NULL while `allowed` holds, nothing else does, nothing comes back.

    With `tokens`, what is sealed may only be sealed anew: not emptied, not written in clear, not where nothing was.
    """
    said = f"{table} is erased under an approved erasure only"
    every = [*personal, *others]
    wrong = [f'(OLD."{column}" IS NULL AND NEW."{column}" IS NOT NULL)' for column in every]
    wrong += [f'(OLD."{column}" IS NOT NULL AND NEW."{column}" IS NULL)' for column in others]
    if personal:
        gone = " OR ".join(f'(OLD."{column}" IS NOT NULL AND NEW."{column}" IS NULL)' for column in personal)
        wrong.append(f"(({gone}) AND NOT {allowed})")
    if tokens:
        wrong += [
            f'(OLD."{one}" IS DISTINCT FROM NEW."{one}" AND (OLD."{one}" = \'\' OR NEW."{one}" NOT LIKE \'{TOKEN}\'))'
            for one in every
        ]
    when = " OR ".join(wrong)
    return [Guard(table, "erased", "UPDATE", said, f"({once}) AND ({when})" if once else when, asks=True)]


TOKEN = "_" * 16 + ":gAAAA%"
"""What lies sealed: the fingerprint of its key, then a Fernet token, which always begins alike."""


def steps(table: str, column: str, arrows: Iterable[tuple[str, str]]) -> list[Guard]:
    """A state that moves along the arrows of its machine and no other way."""
    known = ", ".join(sorted({f"'{source}>{target}'" for source, target in arrows}))
    when = f"OLD.{column} <> NEW.{column} AND (OLD.{column} || '>' || NEW.{column}) NOT IN ({known})"
    return [Guard(table, f"{column}_steps", "UPDATE", f"{table} does not go this way", when)]


def _changed(columns: Sequence[str]) -> str:
    return " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)


def create(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Put the guards up, those that stand already as well."""
    _execute(connection, [statement for guard in guards for statement in _made(connection.vendor, guard)])


def drop(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    _execute(connection, [_gone(connection.vendor, guard) for guard in guards])


def guards_of(tables: Iterable[str]) -> list[Guard]:
    return [guard for table in tables for guard in append_only(table)]


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create(schema_editor.connection, guards_of(EVENTS))


def uninstall(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop(schema_editor.connection, guards_of(EVENTS))


def install_on_checkpoints(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create(schema_editor.connection, guards_of(CHECKPOINTS))


def uninstall_on_checkpoints(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop(schema_editor.connection, guards_of(CHECKPOINTS))


# The sentence comes as an argument: one function for all tables.
REFUSE = """
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$
"""


def _made(vendor: str, guard: Guard) -> list[str]:
    when = f" WHEN ({guard.when})" if guard.when else ""
    if vendor == "postgresql" and guard.asks:
        # A WHEN of PostgreSQL may not look into other tables: the condition stands in a function of its own.
        return [
            f"CREATE OR REPLACE FUNCTION {guard.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {guard.when} THEN RAISE EXCEPTION '{guard.said}' USING ERRCODE = 'restrict_violation'; END IF; "
            "RETURN NEW; END $$",
            f"CREATE OR REPLACE TRIGGER {guard.trigger} BEFORE {guard.happening} ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.trigger}()",
        ]
    if vendor == "postgresql":
        # A statement-level UPDATE trigger fires on 0 rows as well: hence FOR EACH ROW. TRUNCATE knows no rows.
        each = "STATEMENT" if guard.happening == "TRUNCATE" else "ROW"
        return [
            f"CREATE OR REPLACE TRIGGER {guard.trigger} BEFORE {guard.happening} ON {guard.table} "
            f"FOR EACH {each}{when} EXECUTE FUNCTION audit_refuse('{guard.said}')"
        ]
    if guard.happening == "TRUNCATE":
        return []
    # SQLite says IS NOT for the same.
    when = when.replace("IS DISTINCT FROM", "IS NOT")
    return [
        _gone(vendor, guard),
        f"CREATE TRIGGER {guard.trigger} BEFORE {guard.happening} ON {guard.table}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.said}'); END",
    ]


def _gone(vendor: str, guard: Guard) -> str:
    return f"DROP TRIGGER IF EXISTS {guard.trigger}" + (f" ON {guard.table}" if vendor == "postgresql" else "")


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    if not statements:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(";\n".join([REFUSE, *statements]))
            return
        for statement in statements:
            cursor.execute(statement)
