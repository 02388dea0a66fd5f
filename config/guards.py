"""Which tables the database itself guards: events and checkpoints, histories, issued letters, and every machine.

Put up after each migration (`ConfigConfig.ready`). On PostgreSQL the office works under a role that does not own the
tables (docs/operations/production.md): then only whoever migrates can take them down.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models

from audit import triggers
from audit.acting import AuditedHistory
from audit.triggers import Guard, append_only, frozen, kept, steps
from cases.models.letter import Outgoing
from sealing.fields import SealedJSON, SealedText

from .machines import machines

# What a letter says once it has its number; how it travels afterwards is written beside.
SAID_ONCE_ISSUED = {"unit", "form", "version", "secret", "signed_on", "signer", "signer_title"}
SAID_ONCE_ISSUED |= {"year", "serial", "number", "issued_on", "file", "made_from", "digest"}


def guards() -> list[Guard]:
    found = [guard for table in (*triggers.EVENTS, *triggers.CHECKPOINTS) for guard in append_only(table)]
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if issubclass(model, AuditedHistory):
            found += kept(table, _unsealed(model))
        if issubclass(model, Outgoing):
            said = [str(field.column) for field in _fields(model) if field.name in SAID_ONCE_ISSUED]
            found += frozen(table, said, once="OLD.digest <> ''")
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


def _unsealed(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in _fields(model) if not isinstance(field, SealedText | SealedJSON)]


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any] | Any]":
    return list(model._meta.local_concrete_fields)
