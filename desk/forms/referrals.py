"""What is asked about one sending of a case: that it arrived, was refused, was answered; by the lead or by a helper."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.operations import NewDocument
from cases.vocabulary import AnswerResult, Evidence, RefusalReason
from files.fields import ManyFilesField
from organizations.models import Unit
from organizations.vocabulary import Role

from .agency_papers import PaperForm
from .choices import offer
from .intake import agencies
from .moving import MoveForm, words
from .widgets import DayInput


class ConfirmDeliveryForm(MoveForm):
    received_on = forms.DateField(label=_("Ngày cơ quan nhận"), widget=DayInput, initial=timezone.localdate)
    evidence = forms.ChoiceField(label=_("Căn cứ"), choices=Evidence.choices)
    number = forms.CharField(label=_("Số phiếu, số sổ"), max_length=60, required=False)


class RefuseForm(PaperForm):
    reason = forms.ChoiceField(label=_("Lý do"), choices=RefusalReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Giải thích"), widget=words())
    belongs_to = forms.ModelChoiceField(
        label=_("Theo cơ quan, việc này thuộc về"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không rõ"),
    )

    def prepare(self) -> None:
        super().prepare()
        offer(self, "belongs_to", agencies(timezone.localdate()))


class ReplyForm(MoveForm):
    result = forms.ChoiceField(
        label=_("Cơ quan trả lời thế nào"), choices=AnswerResult.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Nội dung trả lời"), widget=words(6))
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput, required=False)
    arrived_on = forms.DateField(label=_("Ngày đến Mặt trận"), widget=DayInput, required=False)
    documents = ManyFilesField(label=_("Văn bản, tài liệu"), required=False)

    def prepare(self) -> None:
        super().prepare()
        if Role.RECORDS_OFFICER not in self.actor.roles:
            del self.fields["arrived_on"]

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        return said | {"documents": [NewDocument(title=one.name, content=one.read()) for one in said["documents"]]}
