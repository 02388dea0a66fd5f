"""What the petition is, by its content: four big choices, and the rest behind a fifth."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.operations import NewContested
from cases.vocabulary import ContestedWhat, Kind
from organizations.models import Unit

from .choices import offer
from .widgets import DayInput

OTHER = "other"
FIRST = (Kind.COMPLAINT, Kind.DENUNCIATION, Kind.PROPOSAL, Kind.FEEDBACK)
COMPLAINTS = (Kind.COMPLAINT, Kind.COMPLAINT_SECOND, Kind.COMPLAINT_DISCIPLINE)
REST = [(kind.value, kind.label) for kind in Kind if kind not in FIRST]


class KindField(forms.ChoiceField):
    """Offers the big choices, takes every kind."""

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) or value in Kind.values


class KindForm(forms.Form):
    kind = KindField(
        label=_("Loại đơn"),
        choices=[
            (Kind.COMPLAINT.value, _("Khiếu nại")),
            *((kind.value, kind.label) for kind in FIRST[1:]),
            (OTHER, _("Loại khác")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Cần chọn loại đơn theo nội dung.")},
    )
    more_kind = forms.ChoiceField(
        label=_("Loại khác, khiếu nại lần hai"), choices=[("", _("Chọn loại đơn")), *REST], required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        # The second list also says which complaint it is: lần hai and discipline stand under the first choice.
        if said.get("kind") == OTHER or (said.get("kind") == Kind.COMPLAINT and said.get("more_kind") in COMPLAINTS):
            said["kind"] = said.get("more_kind", "")
        if not said.get("kind") and "kind" not in self.errors and self.fields["kind"].required:
            self.add_error("more_kind", _("Cần chọn loại đơn trong danh sách."))
        return said


class ContestedForm(forms.Form):
    """What a complaint is about; left alone for every other kind."""

    what = forms.ChoiceField(label=_("Khiếu nại"), choices=ContestedWhat.choices, required=False)
    number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decided_on = forms.DateField(label=_("Ngày quyết định, hành vi"), widget=DayInput, required=False)
    known_on = forms.DateField(label=_("Ngày nhận được hoặc biết"), widget=DayInput, required=False)
    contested_unit = forms.ModelChoiceField(
        label=_("Của cơ quan"), queryset=Unit.objects.none(), required=False, empty_label=_("Chưa rõ")
    )
    first_number = forms.CharField(label=_("Số quyết định lần đầu"), max_length=60, required=False)
    first_decided_on = forms.DateField(label=_("Ngày quyết định lần đầu"), widget=DayInput, required=False)
    first_overdue = forms.BooleanField(label=_("Quá thời hạn mà lần đầu chưa có quyết định"), required=False)

    def offer_bodies(self, bodies: Any) -> None:
        offer(self, "contested_unit", bodies)

    def contested(self) -> NewContested | None:
        said = self.cleaned_data
        if said["kind"] not in COMPLAINTS:
            return None
        same = ("number", "decided_on", "known_on", "first_number", "first_decided_on", "first_overdue")
        return NewContested(
            what=said["what"] or ContestedWhat.DECISION,
            unit=said["contested_unit"],
            **{name: said[name] for name in same},
        )
