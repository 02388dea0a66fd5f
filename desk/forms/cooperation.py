"""Forms about agencies asked to help: which of them is meant, and what it did."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.cooperation import requests_waiting
from cases.models import Referral
from cases.operations import NewDocument
from cases.vocabulary import AnswerResult, Evidence, Move, RefusalReason
from organizations.models import Unit

from .choices import ReferralChoice, offer
from .files import ManyFilesField
from .intake import agencies
from .moving import MoveForm, words
from .widgets import DayInput


class RequestForm(MoveForm):
    """A move on one of the requests that wait for it; an agency is offered its own."""

    move: Move
    referral = ReferralChoice(
        label=_("Cơ quan phối hợp"), queryset=Referral.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        waiting = requests_waiting(self.case, self.move, actor=self.actor)
        offer(self, "referral", Referral.objects.filter(pk__in=[one.pk for one in waiting]).select_related("agency"))
        chosen = self.chosen.get("referral", "")
        first = next((one.pk for one in waiting if str(one.pk) == chosen), waiting[0].pk if waiting else None)
        self.initial = {"referral": first}


class ConfirmRequestForm(RequestForm):
    move = Move.CONFIRM_REQUEST
    received_on = forms.DateField(label=_("Ngày cơ quan nhận"), widget=DayInput, initial=timezone.localdate)
    evidence = forms.ChoiceField(label=_("Căn cứ"), choices=Evidence.choices)
    number = forms.CharField(label=_("Số phiếu, số sổ"), max_length=60, required=False)

    def prepare(self) -> None:
        super().prepare()
        self.initial["received_on"] = timezone.localdate()


class AcknowledgeRequestForm(RequestForm):
    move = Move.ACKNOWLEDGE_REQUEST


class RefuseRequestForm(RequestForm):
    move = Move.REFUSE_REQUEST
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


class AnswerRequestForm(RequestForm):
    move = Move.ANSWER_REQUEST
    result = forms.ChoiceField(
        label=_("Cơ quan trả lời thế nào"), choices=AnswerResult.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Nội dung trả lời"), widget=words(6))
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput, required=False)
    documents = ManyFilesField(label=_("Văn bản, tài liệu"), required=False)

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        files = said.pop("documents")
        return said | {"documents": [NewDocument(title=file.name, content=file.read()) for file in files]}


class NoteReplyForm(RequestForm):
    move = Move.NOTE_REPLY


class EndRequestForm(RequestForm):
    move = Move.END_REQUEST
    because = forms.CharField(
        label=_("Lý do thôi đề nghị"), widget=words(), help_text=_("Cơ quan đọc được lý do này; không ghi điều nội bộ.")
    )


COOPERATION_FORMS: dict[str, type[MoveForm]] = {
    form.move: form
    for form in (
        ConfirmRequestForm,
        AcknowledgeRequestForm,
        RefuseRequestForm,
        AnswerRequestForm,
        NoteReplyForm,
        EndRequestForm,
    )
}
