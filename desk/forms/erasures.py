"""Forms of keeping and erasing: a hold with its reason, what a person asks, a reason, and the tick that knows."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Case

from .choices import offer


class BecauseForm(forms.Form):
    because = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": _("Cần ghi lý do, để người đọc sau này biết.")},
    )


class ApproveForm(forms.Form):
    known = forms.BooleanField(
        label=_("Tôi đã xem từng hồ sơ và hiểu rằng xóa rồi thì không lấy lại được."),
        error_messages={"required": _("Cần xác nhận đã xem và hiểu rằng không lấy lại được.")},
    )


class CaseChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, case: Case) -> str:
        return f"{case.number} · {case.summary} · {case.get_status_display()}"


class AskedForm(forms.Form):
    """What somebody asks to be erased."""

    cases = CaseChoice(
        label=_("Vụ việc cần xóa"),
        queryset=Case.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        max_length=300,
        help_text=_("Ghi điều, khoản và văn bản; không ghi tên người yêu cầu."),
        error_messages={"required": _("Cần ghi điều khoản cho phép xóa.")},
    )
    asked = forms.CharField(
        label=_("Ai yêu cầu, bằng văn bản nào, yêu cầu xóa gì"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Phần này cũng được xóa khi thực hiện xong."),
        error_messages={"required": _("Cần ghi ai yêu cầu, bằng văn bản nào, yêu cầu xóa gì.")},
    )

    def __init__(self, *args: Any, cases: "QuerySet[Case]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cases", cases)
