"""What one act changed in the file: record by record, field by field, before and after, from the field history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, F, Max, Q, Value
from django.utils.translation import gettext as _

from audit.models import Event
from organizations.models import Area, Field, Unit, User
from sealing.fields import SealedText

from .field_words import FIELDS, MACHINERY, RECORDS
from .models import Case

Row = Any
"""A row of a history table; each model has one of its own."""


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str
    hidden: bool = False


@dataclass(frozen=True)
class Changed:
    """One record that the act wrote: new, or changed, with its fields."""

    record: str
    new: bool
    changes: list[Change]


def changes_of(event: Event, case: Case, *, opened: bool) -> list[Changed]:
    """Return what the operation of this event wrote into the file of this case.

    What people wrote, and of a sealed case its former number, is masked unless the case lies open to the reader.
    """
    found: list[Changed] = []
    for model, keys in _rows_of(event, case).items():
        history = _history(model)
        rows = list(history.filter(history_id__in=keys).order_by("history_id"))
        former = _former(history, rows)
        names = _Names([*rows, *former.values()], model)
        for row in rows:
            before = former.get(row.history_id)
            changes = list(_changes(model, before, row, names, hide=case.sealed and not opened))
            if changes:
                found.append(Changed(_record(model), before is None, changes))
    return found


@cache
def recorded_in_a_file() -> list[type[models.Model]]:
    """Return the models with a history that hang on one case."""
    found = [Case]
    for model in apps.get_app_config("cases").get_models():
        hangs = any(one.name == "case" and one.related_model is Case for one in model._meta.get_fields())
        if hangs and hasattr(model, "history"):
            found.append(model)
    return found


def _history(model: type[models.Model]) -> "models.QuerySet[Any]":
    rows: models.QuerySet[Any] = model.history.all()  # type: ignore[attr-defined]
    return rows.order_by()


def _rows_of(event: Event, case: Case) -> dict[type[models.Model], list[int]]:
    """Look into every history at once: one statement, whatever the act touched."""
    found: dict[type[models.Model], list[int]] = {}
    asked = []
    for place, model in enumerate(recorded_in_a_file()):
        own = Q(id=case.pk) if model is Case else Q(case_id=case.pk)
        rows = _history(model).filter(own, operation=event.operation)
        told = rows.annotate(_history_of=Value(str(place), CharField()))
        asked.append(told.values_list("_history_of", F("history_id")))
    for place, key in asked[0].union(*asked[1:], all=True):
        found.setdefault(recorded_in_a_file()[int(place)], []).append(key)
    return found


def _former(history: "models.QuerySet[Any]", rows: list[Row]) -> dict[int, Row]:
    """Return for each row the version before it."""
    asked = Q(pk__in=[])
    for row in rows:
        asked |= Q(id=row.id, history_id__lt=row.history_id)
    latest = history.filter(asked).values("id").annotate(latest=Max("history_id")).values("latest")
    # Two versions of one record by one act: the later one follows the earlier one.
    before = {row.id: row for row in history.filter(history_id__in=latest)} if rows else {}
    found: dict[int, Row] = {}
    for row in rows:
        if row.id in before:
            found[row.history_id] = before[row.id]
        before[row.id] = row
    return found


def _changes(
    model: type[models.Model], before: Row | None, after: Row, names: "_Names", *, hide: bool
) -> Iterator[Change]:
    for field in after._meta.concrete_fields:
        if field.name in MACHINERY or field.name.startswith("history_"):
            continue
        was, now = getattr(before, field.attname, None), getattr(after, field.attname)
        if was == now or (was in EMPTY and now in EMPTY):
            continue
        label = _label(model, field)
        if isinstance(field, SealedText) and hide:
            yield Change(label, "", "", hidden=True)
        else:
            yield Change(label, names.said(field, was, before), names.said(field, now, after))


EMPTY: tuple[Any, ...] = (None, "", [], {}, False)


def _record(model: type[models.Model]) -> str:
    return str(RECORDS[model.__name__])


def _label(model: type[models.Model], field: "models.Field[Any, Any]") -> str:
    own = FIELDS.get(f"{model.__name__}.{field.name}") or FIELDS.get(field.name)
    return str(own or field.verbose_name)


class _Names:
    """Says a value as people say it; whom and what foreign keys name is asked for once."""

    def __init__(self, rows: list[Row], model: type[models.Model]) -> None:
        self._named: dict[type[models.Model], dict[Any, str]] = {}
        wanted: dict[type[models.Model], set[Any]] = {}
        for row in rows:
            for field in row._meta.concrete_fields:
                if field.related_model in (Unit, User, Area, Field) and getattr(row, field.attname) is not None:
                    wanted.setdefault(field.related_model, set()).add(getattr(row, field.attname))
        for related, keys in wanted.items():
            found: dict[Any, models.Model] = related._default_manager.in_bulk(keys)
            self._named[related] = {key: str(one) for key, one in found.items()}

    def said(self, field: "models.Field[Any, Any]", value: Any, row: Row | None) -> str:
        if value in EMPTY and not isinstance(value, bool):
            return ""
        if isinstance(value, bool):
            return _("Có") if value else _("Không")
        if field.choices and row is not None:
            shown: str = getattr(row, f"get_{field.name}_display")()
            return str(shown)
        if isinstance(value, datetime):
            return f"{value.astimezone():%d/%m/%Y %H:%M}"
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        related = field.related_model
        if isinstance(related, type) and related in self._named:
            return self._named[related].get(value, "")
        if related is not None:
            return _("số %(number)s") % {"number": value}
        return str(value)
