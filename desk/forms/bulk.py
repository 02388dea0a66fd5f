"""Bút phê for many new cases at once: one word for all of them."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.capacities import people_with
from organizations.models import Unit, User
from organizations.vocabulary import Role

from .choices import PeopleChoice, PersonChoice, offer
from .moving import words
from .widgets import DayInput


class InstructManyForm(forms.Form):
    handler = PersonChoice(label=_("Giao cho"), queryset=User.objects.none(), empty_label=_("Chọn người xử lý"))
    cooperators = PeopleChoice(
        label=_("Người phối hợp"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(label=_("Ý kiến chỉ đạo"), widget=words(), required=False)
    due_on = forms.DateField(label=_("Hạn nội bộ"), widget=DayInput, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handlers = people_with(Role.HANDLER, unit_id=unit.pk, on=timezone.localdate())
        offer(self, "handler", handlers)
        offer(self, "cooperators", handlers)

    def clean_due_on(self) -> Any:
        # Asked here as well as by the operation: a wrong day is said once, not once for each of the cases.
        due_on = self.cleaned_data["due_on"]
        if due_on is not None and due_on < timezone.localdate():
            raise forms.ValidationError(_("Hạn nội bộ không thể trước hôm nay."))
        return due_on
