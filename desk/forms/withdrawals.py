"""What is asked when a petition is withdrawn, in part or under pressure, and before a closed case is opened again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.kinds import DENUNCIATIONS, KINDS
from cases.models import Case
from cases.operations import NewDocument
from cases.papers import petition_of
from cases.vocabulary import Doubt, Move, ReopeningState, WithdrawalState, WithdrawnBy
from files.fields import OneFileField

from .choices import offer_choices
from .moving import MoveForm, words


def why_reopen(case: Case) -> str:
    """What was said by whoever asked, for the leader who decides."""
    asked = case.reopenings.filter(state=ReopeningState.WAITING).select_related("note", "asked_by").first()
    if asked is None:
        return ""
    said = {"who": asked.asked_by.full_name, "day": f"{asked.asked_on:%d/%m/%Y}", "why": asked.note.text}
    return _("%(who)s đề nghị mở lại ngày %(day)s: %(why)s") % said


def withdrawn_parts(case: Case) -> str:
    """What is no longer looked at because it was withdrawn, for whoever writes about the matter."""
    parts = case.withdrawals.filter(whole=False, state=WithdrawalState.STANDS).select_related("note")
    said = "; ".join(one.note.text for one in parts if one.note is not None)
    return _("Người nộp đơn đã rút, không xem xét lại: %(what)s") % {"what": said} if said else ""


class PartyForm(MoveForm):
    """Who withdraws, and on what that rests; of one petitioner there is nothing to ask."""

    party = forms.TypedChoiceField(label=_("Ai rút đơn"), coerce=int, required=False, empty_value=None)
    way = forms.ChoiceField(label=_("Căn cứ của việc rút"), choices=WithdrawnBy.choices, widget=forms.RadioSelect)
    paper = OneFileField(label=_("Bản quét đơn rút, biên bản"), required=False)

    def prepare(self) -> None:
        behind = [party for party in petition_of(self.case).parties.all() if party.stands_behind]
        if len(behind) > 1:
            choices = [(party.pk, f"{party.name} ({party.get_role_display()})") for party in behind]
            offer_choices(self, "party", [("", _("Chọn người rút")), *choices])
        else:
            del self.fields["party"]
        if KINDS[self.case.kind].chain is not None:
            self.fields["paper"].help_text = _("Bắt buộc với khiếu nại và tố cáo.")

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        file = said.pop("paper", None)
        return said | {"paper": NewDocument(title=file.name, content=file.read()) if file else None}


class WithdrawForm(PartyForm):
    all_signed = forms.BooleanField(label=_("Văn bản rút đơn có đủ chữ ký của mọi người"), required=False)
    looked = forms.BooleanField(
        label=_("Đã xem xét: không có dấu hiệu vi phạm pháp luật, đe dọa, mua chuộc hay vu khống"), required=False
    )
    field_order = ("party", "all_signed", "way", "paper", "looked")

    def prepare(self) -> None:
        super().prepare()
        if petition_of(self.case).signers == 1:
            del self.fields["all_signed"]
        if self.case.kind not in DENUNCIATIONS:
            del self.fields["looked"]


class WithdrawPartForm(PartyForm):
    what = forms.CharField(
        label=_("Rút nội dung nào"),
        widget=words(),
        help_text=_("Của đơn nhiều người, một người rút thì ghi rút phần của ai."),
    )
    field_order = ("party", "what", "way", "paper")


class DoubtWithdrawalForm(PartyForm):
    doubt = forms.ChoiceField(label=_("Dấu hiệu"), choices=Doubt.choices, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Đã thấy, đã nghe điều gì"), widget=words())
    field_order = ("party", "doubt", "because", "way", "paper")

    def prepare(self) -> None:
        super().prepare()
        if self.case.kind not in DENUNCIATIONS:
            pressed = [(one.value, one.label) for one in (Doubt.COERCION, Doubt.BRIBERY)]
            offer_choices(self, "doubt", pressed)


class JudgeWithdrawalForm(MoveForm):
    guidance: str
    because = forms.CharField(label=_("Lý do"), widget=words())

    def prepare(self) -> None:
        doubted = self.case.withdrawals.filter(state=WithdrawalState.DOUBTED).select_related("note").first()
        said = {"doubt": doubted.get_doubt_display(), "why": doubted.note.text} if doubted and doubted.note else {}
        self.guidance = _("%(doubt)s: %(why)s") % said if said else ""


class AskReopeningForm(MoveForm):
    because = forms.CharField(label=_("Lý do mở lại"), widget=words())


class DeclineReopeningForm(MoveForm):
    guidance: str
    because = forms.CharField(label=_("Vì sao không mở lại"), widget=words())

    def prepare(self) -> None:
        self.guidance = why_reopen(self.case)


WITHDRAWAL_FORMS: dict[str, type[MoveForm]] = {
    Move.WITHDRAW: WithdrawForm,
    Move.WITHDRAW_PART: WithdrawPartForm,
    Move.DOUBT_WITHDRAWAL: DoubtWithdrawalForm,
    Move.REFUSE_WITHDRAWAL: JudgeWithdrawalForm,
    Move.CLEAR_WITHDRAWAL: JudgeWithdrawalForm,
    Move.ASK_REOPENING: AskReopeningForm,
    Move.DECLINE_REOPENING: DeclineReopeningForm,
}
