"""Which tables the database itself guards: events and checkpoints, histories, issued letters, and every machine.

What is declared personal (`cases/personal.py`) may become NULL in a history or an issued letter while an approved
erasure names its case or visit: the trigger looks for the row itself, there is no switch.

Put up after each migration (`ConfigConfig.ready`). On PostgreSQL the office works under a role that does not own the
tables (docs/operations/one-server.md): then only whoever migrates can take them down.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models

from audit import triggers
from audit.acting import AuditedHistory
from audit.triggers import Guard, append_only, erasable, frozen, kept, steps
from cases.models import Case, Erasure, ErasureRow, Matter, Petition, Visit
from cases.models.letter import Outgoing
from cases.personal import PERSONAL, Words
from cases.retention_words import ErasedState, ErasureState
from sealing.fields import SealedText

from .machines import machines

# What a letter says once it has its number; how it travels afterwards is written beside.
SAID_ONCE_ISSUED = {"unit", "form", "version", "secret", "signed_on", "signer", "signer_title"}
SAID_ONCE_ISSUED |= {"year", "serial", "number", "issued_on", "file", "made_from", "digest"}
# What a citizen took home; the salt may be erased, and a signature come later.
PROMISED = ["petition_id", "digest", "papers", "body", "given_at"]


def guards() -> list[Guard]:
    found = [guard for table in (*triggers.EVENTS, *triggers.CHECKPOINTS) for guard in append_only(table)]
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if issubclass(model, AuditedHistory):
            found += kept(table, _unsealed(model))
            found += _erasable(model, model.instance_type, tokens=True)  # type: ignore[attr-defined]
        if issubclass(model, Outgoing):
            said = [str(field.column) for field in _fields(model) if field.name in SAID_ONCE_ISSUED]
            found += frozen(table, said, once="OLD.digest <> ''")
            found += _erasable(model, model, once="OLD.digest <> ''")
    found += frozen("cases_receipt", PROMISED, once="OLD.body <> ''")
    for machine in machines():
        arrows = [(source, target) for arrow in machine.moving for source in arrow.sources for target in arrow.targets]
        found += steps(machine.table, machine.column, arrows)
    return found


def put_up(using: str = "default", **kwargs: Any) -> None:
    """Follow a migration; called by its signal."""
    triggers.create(connections[using], guards())


def take_down(using: str = "default") -> None:
    """What only the owner of the tables can do."""
    triggers.drop(connections[using], guards())


def _erasable(
    table: type[models.Model], of: type[models.Model], *, once: str = "", tokens: bool = False
) -> list[Guard]:
    """Guard the sealed columns of a table, or of the history of one."""
    sealed = [str(field.column) for field in _fields(table) if isinstance(field, SealedText)]
    words = next((one for one in PERSONAL if one.model is of), None)
    personal = [column for column in sealed if words is not None and column in words.columns]
    others = [column for column in sealed if column not in personal]
    if not sealed:
        return []
    allowed = _named_by_an_approved_erasure(words) if words is not None else ""
    return erasable(table._meta.db_table, personal, others, allowed=allowed, once=once, tokens=tokens)


def _named_by_an_approved_erasure(words: Words) -> str:
    """Return, as SQL, whether an approved erasure that still waits names what the row belongs to."""
    row, decision = ErasureRow._meta.db_table, Erasure._meta.db_table
    key = _key(words)
    named = {
        Case: f"r.case_id = {key}",
        Petition: f"r.case_id IN ({_cases_of(f'm.petition_id = {key}')})",
        Visit: f"r.visit_id = {key} OR r.case_id IN ({_cases_of(f'p.visit_id = {key}')})",
    }[words.belongs_to]
    stands = f"e.state = '{ErasureState.APPROVED.value}' AND r.state = '{ErasedState.WAITS.value}'"
    found = f"SELECT 1 FROM {row} r JOIN {decision} e ON e.id = r.erasure_id"  # noqa: S608 - names of our own tables
    return f"EXISTS ({found} WHERE {stands} AND ({named}))"


def _cases_of(when: str) -> str:
    """Return, as SQL, the cases of the petitions of which this holds."""
    matter, petition = Matter._meta.db_table, Petition._meta.db_table
    return f"SELECT m.case_id FROM {matter} m JOIN {petition} p ON p.id = m.petition_id WHERE {when}"  # noqa: S608 - as above


def _key(words: Words) -> str:
    """Return, as SQL, the key of what the row belongs to, going the way from the row as it was."""
    key, model = "OLD.id", words.model
    for at, step in enumerate(words.steps):
        field: Any = model._meta.get_field(step)
        table = model._meta.db_table
        further = f"(SELECT w.{field.column} FROM {table} w WHERE w.id = {key})"  # noqa: S608 - as above
        key = f"OLD.{field.column}" if at == 0 else further
        model = field.related_model
    return key


def _unsealed(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in _fields(model) if not isinstance(field, SealedText)]


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any] | Any]":
    return list(model._meta.local_concrete_fields)
