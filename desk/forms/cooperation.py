"""Forms about agencies asked to help: which of them is meant, and what it did."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.cooperation import requests_waiting
from cases.models import Referral
from cases.vocabulary import Move

from .agency_papers import PaperForm
from .choices import ReferralChoice, offer
from .moving import MoveForm, words
from .referrals import ConfirmDeliveryForm, RefuseForm, ReplyForm


class RequestForm(MoveForm):
    """A move on one of the requests that wait for it; an agency is offered its own."""

    move: Move
    referral = ReferralChoice(
        label=_("Cơ quan phối hợp"), queryset=Referral.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    field_order = ("referral",)

    def prepare(self) -> None:
        super().prepare()
        waiting = requests_waiting(self.case, self.move, actor=self.actor)
        offer(self, "referral", Referral.objects.filter(pk__in=[one.pk for one in waiting]).select_related("agency"))
        chosen = self.chosen.get("referral", "")
        first = next((one.pk for one in waiting if str(one.pk) == chosen), waiting[0].pk if waiting else None)
        self.initial = {**self.initial, "referral": first}


class ConfirmRequestForm(RequestForm, ConfirmDeliveryForm):
    move = Move.CONFIRM_REQUEST

    def prepare(self) -> None:
        super().prepare()
        self.initial["received_on"] = timezone.localdate()


class AcknowledgeRequestForm(RequestForm, PaperForm):
    move = Move.ACKNOWLEDGE_REQUEST


class RefuseRequestForm(RequestForm, RefuseForm):
    move = Move.REFUSE_REQUEST


class AnswerRequestForm(RequestForm, ReplyForm):
    move = Move.ANSWER_REQUEST


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
