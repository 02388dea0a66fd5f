"""A life that was led, as rows of tables: the shape that all its copies have."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from config.backup.rows import LEFT_BEHIND
from sealing.fields import SealedText

NOT_OURS = ("django_", "auth_")


@dataclass(frozen=True)
class Told:
    """A table: its columns, and which of them lie under the keys."""

    name: str
    key: str
    counted_by: str
    columns: tuple[str, ...]
    sealed: frozenset[str]
    uuids: frozenset[str]
    json: frozenset[str]


@dataclass
class Row:
    table: Told
    key: int
    values: dict[str, Any]
    life: int | None = None


@dataclass
class Shape:
    """One life, or several that hang together, with all their rows."""

    commune: str
    where: str
    rows: list[Row] = field(default_factory=list)
    first: date = date.max
    cases: int = 0
    open: bool = False
    sort: str = "other"
    days: set[date] = field(default_factory=set)
    counted: list[dict[str, Any]] = field(default_factory=list)
    """The computations of due dates, as their certificates say."""

    def of(self, table: str) -> list[Row]:
        return [row for row in self.rows if row.table.name == table]


def tables() -> list[Told]:
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if not meta.managed or meta.proxy or meta.label_lower in LEFT_BEHIND or meta.db_table.startswith(NOT_OURS):
            continue
        columns = meta.local_concrete_fields
        key = meta.pk
        # What is one with another row has its number, be it a part of it or only beside it.
        while key.remote_field is not None:
            key = key.target_field  # type: ignore[attr-defined]
        found.append(
            Told(
                meta.db_table,
                str(meta.pk.column),
                key.model._meta.db_table,
                tuple(str(column.column) for column in columns),
                frozenset(str(one.column) for one in columns if isinstance(one, SealedText)),
                frozenset(str(one.column) for one in columns if one.get_internal_type() == "UUIDField"),
                frozenset(str(one.column) for one in columns if isinstance(one, models.JSONField)),
            )
        )
    return sorted(found, key=lambda one: one.name)


def describe(shape: Shape) -> None:
    cases = shape.of("cases_case")
    shape.cases = len(cases)
    shape.first = min(date.fromisoformat(row.values["registered_on"]) for row in cases)
    shape.open = any(row.values["status"] != "closed" for row in cases)
    shape.days = {date.fromisoformat(row.values["happened_on"]) for row in shape.of("audit_event")}
    shape.counted = [json.loads(row.values["certificate"]) for row in shape.of("cases_dutycomputation")]
    kind, outcome = cases[0].values["kind"], cases[0].values["outcome"]
    if outcome == "filed_away":
        shape.sort = "filed"
    elif kind.startswith("complaint"):
        shape.sort = "complaint"
    elif kind == "denunciation":
        shape.sort = "denunciation"
