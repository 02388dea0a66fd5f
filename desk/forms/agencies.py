"""Which period is asked about: a quarter back, unless somebody says otherwise."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .widgets import DayInput

A_QUARTER = timedelta(days=90)


class PeriodForm(forms.Form):
    first = forms.DateField(label=_("Từ ngày"), widget=DayInput)
    last = forms.DateField(label=_("Đến ngày"), widget=DayInput)

    def __init__(self, said: Any, *, today: date) -> None:
        usual = {"first": today - A_QUARTER, "last": today}
        # Only what the form asks: a place in the list comes by the same road.
        told = {name: said[name] for name in usual if name in said} if said else None
        super().__init__(told or None, initial=usual)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("Ngày cuối của kỳ phải từ ngày đầu trở đi."))
        return said

    @property
    def period(self) -> tuple[date, date]:
        """Return what was asked for; while it cannot be meant, the usual one."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["first"], self.cleaned_data["last"]
        return self.initial["first"], self.initial["last"]
