"""Which days, and whose: what the report asks; beside it, in an address, which field, area or agency."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.capacities import unit_and_below
from organizations.models import Unit
from organizations.vocabulary import UnitKind
from reports.dashboard import NONE, Asked

from ..addresses import number_in
from .period import PeriodForm

PLACES = ("field", "area", "agency")
LONGEST_KEY = 40


class DashboardForm(PeriodForm):
    unit = forms.ModelChoiceField(
        label=_("Đơn vị giữ"), queryset=Unit.objects.none(), required=False, empty_label=_("Mọi đơn vị")
    )

    def __init__(self, said: Any, *, seen_by: Actor, today: date) -> None:
        usual = {"first": date(today.year, 1, 1), "last": today}
        told = {name: said[name] for name in (*usual, "unit") if name in said}
        super().__init__(usual | told if told else None, initial=usual)
        below = unit_and_below(seen_by.unit) if seen_by.unit is not None else []
        units = Unit.objects.filter(pk__in=below, kind=UnitKind.MTTQ).order_by("name")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.seen_by, self.today, self.said = seen_by, today, said

    @property
    def asked(self) -> Asked:
        """What was asked for; while it cannot be meant, this year."""
        good = self.is_bound and self.is_valid()
        said = self.cleaned_data if good else self.initial
        unit = self.cleaned_data.get("unit") if good else None
        return Asked(
            seen_by=self.seen_by,
            first=said["first"],
            last=said["last"],
            on=self.today,
            unit=unit.pk if unit is not None else None,
            **{name: _place(name, self.said.get(name, "")) for name in PLACES},
        )


def _place(name: str, said: str) -> str:
    if name == "agency":
        return said if said == NONE or number_in(said) is not None else ""
    return said if len(said) <= LONGEST_KEY else ""
