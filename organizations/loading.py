"""Brings the shipped areas and fields into the database; what is already as shipped is left alone."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import vietnam_provinces
from django.db import models, transaction

from .folding import fold
from .models import Area, Field, FormerCommune
from .vocabulary import AreaKind

DATA = Path(__file__).parent / "data"

# NQ 202/2025/QH15 and QĐ 19/2025/QĐ-TTg: 34 provinces and two levels from this day, no districts any more.
TWO_LEVELS_FROM = date(2025, 7, 1)
DISTRICTS_UNTIL = date(2025, 6, 30)

KINDS = {"xã": AreaKind.COMMUNE, "phường": AreaKind.WARD, "đặc khu": AreaKind.SPECIAL_ZONE}

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Loaded:
    total: int
    written: int


def load_areas() -> Loaded:
    """Write the areas that are missing or differ from what is shipped. Nothing is ever taken away."""
    areas = [*_areas_today(), *_areas_before()]
    return _write(Area, areas, key="code", fold_row=Area.fold)


def load_former_communes() -> Loaded:
    """Write the old communes and what became of them, where they are missing; what became of them changes no more."""
    if FormerCommune.objects.exists():
        return Loaded(total=FormerCommune.objects.count(), written=0)
    rows = list(_former_communes())
    for row in rows:
        row.fold()
    FormerCommune.objects.bulk_create(rows, batch_size=2000)
    return Loaded(total=len(rows), written=len(rows))


def load_fields() -> Loaded:
    """Write the fields of matter that are missing or differ from what is shipped; an office's own stay."""
    fields = list(_fields())
    return _write(Field, fields, key="key", fold_row=_fold_field)


def _areas_today() -> Iterator[Area]:
    provinces = json.loads(vietnam_provinces.NESTED_DIVISIONS_JSON_PATH.read_text(encoding="utf-8"))
    communes = []
    for row in provinces:
        number = f"{row['code']:02d}"
        name = row["name"] if row["name"].startswith("Thành phố") else f"Tỉnh {row['name']}"
        province = _area(number, number, name, AreaKind.PROVINCE, in_force_from=TWO_LEVELS_FROM)
        yield province
        for ward in row["wards"]:
            code, kind = f"{ward['code']:05d}", KINDS[ward["division_type"]]
            communes.append(_area(code, code, ward["name"], kind, parent=province, in_force_from=TWO_LEVELS_FROM))
    yield from communes


def _areas_before() -> Iterator[Area]:
    provinces: dict[str, Area] = {}
    for row in _csv("areas_before_2025-07-01.csv"):
        number = row["number"]
        if not row["province"]:
            area = _area(f"{number}-cu", number, row["name"], AreaKind.PROVINCE, in_force_to=DISTRICTS_UNTIL)
            provinces[number] = area
        else:
            above = provinces[row["province"]]
            kind = AreaKind.DISTRICT_OLD
            area = _area(number, number, row["name"], kind, parent=above, in_force_to=DISTRICTS_UNTIL)
        yield area


def _former_communes() -> Iterator[FormerCommune]:
    # After the table of the statistics office by which old communes were turned into new ones (docs/decisions/063).
    names = {row["number"]: row["name"] for row in _csv("areas_before_2025-07-01.csv") if row["province"]}
    above = {row["number"]: row["province"] for row in _csv("areas_before_2025-07-01.csv") if row["province"]}
    provinces = {row["number"]: row["name"] for row in _csv("areas_before_2025-07-01.csv") if not row["province"]}
    for row in _csv("communes_before_2025-07-01.csv"):
        yield FormerCommune(
            number=row["number"],
            name=row["name"],
            district=names[row["district"]],
            province=provinces[above[row["district"]]],
            now_id=row["now"],
            in_part=row["how"] == "part",
        )


def _area(
    code: str,
    number: str,
    name: str,
    kind: str,
    *,
    parent: Area | None = None,
    in_force_from: date | None = None,
    in_force_to: date | None = None,
) -> Area:
    return Area(
        code=code,
        official_code=number,
        # The list of the statistics office has stray double spaces in some names.
        name=" ".join(name.split()),
        kind=kind,
        parent=parent,
        path=f"{parent.path}{code}/" if parent else f"/{code}/",
        in_force_from=in_force_from,
        in_force_to=in_force_to,
    )


def _fields() -> Iterator[Field]:
    for order, row in enumerate(_csv("fields.csv"), start=1):
        yield Field(key=row["key"], name=row["name"], parent_id=row["parent"] or None, order=order)


def _fold_field(field: Field) -> None:
    field.folded = fold(field.name)


def _write(model: type[Row], rows: Sequence[Row], *, key: str, fold_row: Callable[[Row], None]) -> Loaded:
    for row in rows:
        fold_row(row)
    columns = [column.attname for column in model._meta.concrete_fields if not column.primary_key]
    if model is Field:
        # When an office stops using a field, that is its own decision.
        columns.remove("in_force_to")
    with transaction.atomic():
        known = {row[0]: row[1:] for row in model._default_manager.values_list("pk", *columns)}
        changed = [row for row in rows if known.get(row.pk) != tuple(getattr(row, column) for column in columns)]
        _upsert(model, changed, key=key, columns=columns)
    return Loaded(total=len(rows), written=len(changed))


def _upsert(model: type[Row], rows: Iterable[Row], *, key: str, columns: Sequence[str]) -> None:
    names = [model._meta.get_field(column).name for column in columns]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=names)


def _csv(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
