"""What may be chosen as a condition of the register: asked of the database only when somebody opens the form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.actor import Actor
from organizations.capacities import unit_and_below
from organizations.models import Unit

from ..forms.intake import agencies, communes_near
from .register_filter import NOBODY, Asked, FilterForm


@dataclass(frozen=True)
class Offer:
    """One condition: its values with their words, and which of them is chosen."""

    name: str
    label: str
    values: list[tuple[str, str, bool]]
    many: bool = False


def offered(asked: Asked, *, seen_by: Actor, on: date) -> list[Offer]:
    """Return each condition that is chosen from a list, with what this reader may choose."""
    form = asked.form
    own = Unit.objects.select_related("area__parent").filter(pk=seen_by.unit or 0).first()
    below = list(Unit.objects.filter(pk__in=unit_and_below(seen_by.unit or 0)).order_by("level", "name"))
    rows: dict[str, list[tuple[Any, str]]] = {
        "field": [(one.pk, one.name) for one in form.fields["field"].queryset],  # type: ignore[attr-defined]
        "area": [(one.pk, one.name) for one in (communes_near(own) if own is not None else [])],
        "agency": [(one.pk, one.name) for one in agencies(on)] if "agency" in form.fields else [],
        "unit": [(one.pk, one.name) for one in below] if len(below) > 1 else [],
        "handler": [(NOBODY, _("Chưa có người giữ")), *_people(form)] if "handler" in form.fields else [],
    }
    found = []
    for name, bound in form.fields.items():
        values = rows.get(name, getattr(bound, "choices", []) if name in {"kind", "status", "mark"} else [])
        if name not in form.fields or not values:
            continue
        chosen = {value for one, value, _words in form.in_words() if one == name} if form.is_valid() else set()
        empty = (
            []
            if name in {"kind", "status", "mark"}
            else [("", str(getattr(bound, "empty_label", "") or _("Ai cũng được")))]
        )
        found.append(
            Offer(
                name,
                str(bound.label),
                [(str(value), str(words), str(value) in chosen) for value, words in [*empty, *values]],
                many=name == "mark",
            )
        )
    return found


def _people(form: FilterForm) -> list[tuple[int, str]]:
    return [(person.pk, person.full_name) for person in form.colleagues().filter(is_active=True).order_by("full_name")]
