"""Who stands in, from when to when, on which paper."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User

from .choices import PersonChoice, offer
from .widgets import DayInput


class DeputiseForm(forms.Form):
    deputy = PersonChoice(
        label=_("Người làm thay"),
        queryset=User.objects.none(),
        empty_label=_("Chọn người"),
        error_messages={"required": _("Cần chọn người làm thay.")},
    )
    from_on = forms.DateField(
        label=_("Từ ngày"),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={"required": _("Cần ghi ngày bắt đầu.")},
    )
    to_on = forms.DateField(
        label=_("Đến hết ngày"), widget=DayInput, error_messages={"required": _("Cần ghi ngày cuối cùng.")}
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=250,
        help_text=_("Ví dụ: Giấy ủy quyền số 4/GUQ-MTTQ ngày 2/3/2026."),
        error_messages={"required": _("Cần ghi văn bản làm căn cứ ủy quyền.")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deputy", people)
