"""Who would get this? The directory asked for one matter: the most specific row first, each answer with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Area, Competence, Field, Unit
from .models.in_force import in_force


@dataclass(frozen=True)
class Suggestion:
    agency: Unit
    row: Competence
    why: str


@dataclass(frozen=True)
class PassedOver:
    row: Competence
    why: str


@dataclass(frozen=True)
class Finding:
    """What the directory says, most specific first, and which rows of the matter do not say anything, each with why."""

    suggestions: list[Suggestion]
    passed_over: list[PassedOver]

    @property
    def first(self) -> Suggestion | None:
        return self.suggestions[0] if self.suggestions else None


def who_is_competent(*, field: Field, area: Area | None, kind: str, on: date) -> Finding:
    """Ask the directory, in four queries at most. Where the place is not known, ask for the unit's own area."""
    fields = [field] if field.parent_id is None else [field, Field.objects.get(pk=field.parent_id)]
    places = [] if area is None else [area, *Area.objects.filter(pk=area.parent_id)]
    rows = Competence.objects.select_related("field", "area", "agency").filter(
        Q(field__isnull=True) | Q(field__in=fields), Q(area__isnull=True) | Q(area__in=places)
    )
    units = Unit.objects.filter(in_force(on), area__in=places) if places else Unit.objects.none()
    return resolve(rows, fields=fields, places=places, units=units.order_by("pk"), kind=kind, on=on)


def resolve(
    rows: Iterable[Competence],
    *,
    fields: Sequence[Field],
    places: Sequence[Area],
    units: Iterable[Unit],
    kind: str,
    on: date,
) -> Finding:
    """Choose among the rows. Reads nothing but what it is given.

    The field weighs more than the place: who answers for compensation in the province comes before who answers for
    land in the commune. A row for this kind of petition comes before one for all kinds.
    """
    suggestions: list[Suggestion] = []
    passed_over: list[PassedOver] = []
    units = list(units)

    def rank(row: Competence) -> tuple[int, int, int, int]:
        by_field = _place_in([field.pk for field in fields], row.field_id)
        by_area = _place_in([place.pk for place in places], row.area_id)
        return by_field, by_area, 0 if row.kind else 1, row.pk or 0

    for row in sorted(rows, key=rank):
        reason = _why_not(row, kind=kind, on=on)
        agency = None if reason else _agency_of(row, places=places, units=units, on=on)
        if agency is None:
            passed_over.append(PassedOver(row, reason or _why_nobody(row, places)))
        elif any(agency == earlier.agency for earlier in suggestions):
            passed_over.append(PassedOver(row, _("Cơ quan này đã được nêu bởi dòng cụ thể hơn.")))
        else:
            suggestions.append(Suggestion(agency, row, _why(row)))
    return Finding(suggestions, passed_over)


def _place_in(keys: Sequence[object], key: object) -> int:
    return keys.index(key) if key in keys else len(keys)


def _why_not(row: Competence, *, kind: str, on: date) -> str:
    if not row.is_in_force(on):
        return _("Dòng này không có hiệu lực vào ngày được hỏi.")
    if row.kind and row.kind != kind:
        return _("Dòng này dành cho loại đơn khác.")
    return ""


def _agency_of(row: Competence, *, places: Sequence[Area], units: Iterable[Unit], on: date) -> Unit | None:
    if row.agency is not None:
        return row.agency if row.agency.is_in_force(on) else None
    there = [
        unit
        for unit in units
        if unit.kind == row.agency_kind and unit.level == row.agency_level and unit.is_in_force(on)
    ]
    for place in places:
        found = next((unit for unit in there if unit.area_id == place.pk), None)
        if found is not None:
            return found
    return None


def _why_nobody(row: Competence, places: Sequence[Area]) -> str:
    if row.agency is not None:
        return _("Cơ quan ghi ở dòng này không còn hoạt động; cần sửa danh bạ.")
    if not any(place.parent_id for place in places):
        return _("Cần chọn xã, phường nơi xảy ra thì mới biết cơ quan nào.")
    return _("Danh bạ chưa có cơ quan loại này ở nơi xảy ra.")


def _why(row: Competence) -> str:
    """Say what the row was found by and what it rests on."""
    return _("Theo danh bạ thẩm quyền cho %(field)s, %(area)s. Căn cứ: %(basis)s (%(confidence)s).") % {
        "field": row.field.name if row.field else _("mọi lĩnh vực"),
        "area": row.area.name if row.area else _("mọi địa bàn"),
        "basis": row.basis,
        "confidence": str(row.get_confidence_display()).lower(),
    }
