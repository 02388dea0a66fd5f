"""From a day to a day: what every question about a period asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .widgets import DayInput


class PeriodForm(forms.Form):
    first = forms.DateField(label=_("Từ ngày"), widget=DayInput)
    last = forms.DateField(label=_("Đến ngày"), widget=DayInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("Ngày cuối của kỳ phải từ ngày đầu trở đi."))
        return said
