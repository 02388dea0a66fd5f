"""What is asked once for many cases: one form for each act, its answers kept as values."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.vocabulary import RungKind
from organizations.capacities import people_with
from organizations.models import Unit, User
from organizations.vocabulary import Role
from workflows.left import people_of
from workflows.vocabulary import Bulk

from .choices import PeopleChoice, PersonChoice, offer
from .ladder import usual_day
from .moving import words
from .widgets import DayInput


class BulkForm(forms.Form):
    """An act that asks for nothing more than which they are."""

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(unit)

    def offer(self, unit: Unit) -> None:
        """Give the choices their people."""

    def said(self) -> dict[str, Any]:
        """Return what was chosen, as it is kept until each case has its turn."""
        return {name: _kept(value) for name, value in self.cleaned_data.items()}

    def in_words(self) -> list[tuple[Any, str]]:
        """Return each question and what was answered, to be read once more."""
        return [(field.label, _shown(self.cleaned_data.get(field.name))) for field in self]


class InstructManyForm(BulkForm):
    handler = PersonChoice(label=_("Giao cho"), queryset=User.objects.none(), empty_label=_("Chọn người xử lý"))
    cooperators = PeopleChoice(
        label=_("Người phối hợp"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(label=_("Ý kiến chỉ đạo"), widget=words(), required=False)
    due_on = forms.DateField(label=_("Hạn nội bộ"), widget=DayInput, required=False)

    def offer(self, unit: Unit) -> None:
        handlers = people_with(Role.HANDLER, unit_id=unit.pk, on=timezone.localdate())
        offer(self, "handler", handlers)
        offer(self, "cooperators", handlers)

    def clean_due_on(self) -> Any:
        # Asked here as well as by the operation: a wrong day is said once, not once for each of the cases.
        due_on = self.cleaned_data["due_on"]
        if due_on is not None and due_on < timezone.localdate():
            raise forms.ValidationError(_("Hạn nội bộ không thể trước hôm nay."))
        return due_on


class ReassignManyForm(BulkForm):
    handler = PersonChoice(label=_("Giao cho"), queryset=User.objects.none(), empty_label=_("Chọn người xử lý"))
    text = forms.CharField(label=_("Ý kiến chỉ đạo"), widget=words(), required=False)

    def offer(self, unit: Unit) -> None:
        offer(self, "handler", people_with(Role.HANDLER, unit_id=unit.pk, on=timezone.localdate()))


class GiveManyForm(BulkForm):
    to = PersonChoice(label=_("Giao cho"), queryset=User.objects.none(), empty_label=_("Chọn người"))

    def offer(self, unit: Unit) -> None:
        # Steps of several roles may be among them: whether this one may do it is said of each by itself.
        offer(self, "to", people_of(unit, on=timezone.localdate()))


class ChaseManyForm(BulkForm):
    answer_by = forms.DateField(
        label=_("Đề nghị trả lời trước ngày"),
        widget=DayInput,
        help_text=_("Ngày này do văn bản của Mặt trận ghi; bậc đôn đốc sau chỉ tính khi ngày ấy đã qua."),
    )

    def offer(self, unit: Unit) -> None:
        self.initial = {"answer_by": usual_day(RungKind.REMINDER, timezone.localdate())}

    def clean_answer_by(self) -> Any:
        answer_by = self.cleaned_data["answer_by"]
        if answer_by <= timezone.localdate():
            raise forms.ValidationError(_("Ngày đề nghị trả lời phải sau hôm nay."))
        return answer_by


FORMS: dict[str, type[BulkForm]] = {
    Bulk.INSTRUCT: InstructManyForm,
    Bulk.REASSIGN: ReassignManyForm,
    Bulk.GIVE: GiveManyForm,
    Bulk.CHASE: ChaseManyForm,
    Bulk.TAKE: BulkForm,
}


def _kept(value: Any) -> Any:
    if isinstance(value, User):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) or value is None else [one.pk for one in value]


def _shown(value: Any) -> str:
    if isinstance(value, User):
        return value.full_name
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) or value is None:
        return value or ""
    return ", ".join(one.full_name for one in value)
