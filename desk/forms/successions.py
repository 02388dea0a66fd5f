"""What is asked when a petitioner has died, and when somebody goes on in their place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.operations import NewDocument, NewParty
from cases.papers import petition_of
from cases.vocabulary import Move, PartyRole
from files.fields import OneFileField

from .choices import offer_choices
from .moving import MoveForm, words
from .parties import IdentityNumber
from .widgets import DayInput


class PaperForm(MoveForm):
    def facts(self) -> dict[str, Any]:
        said = super().facts()
        file = said.pop("paper")
        return said | {"paper": NewDocument(title=file.name, content=file.read())}


class DeathForm(PaperForm):
    party = forms.TypedChoiceField(label=_("Ai đã mất"), coerce=int, required=False, empty_value=None)
    died_on = forms.DateField(label=_("Ngày mất"), widget=DayInput, required=False)
    paper = OneFileField(label=_("Giấy chứng tử, trích lục khai tử"))

    def prepare(self) -> None:
        alive = [one for one in petition_of(self.case).parties.all() if one.role == PartyRole.PETITIONER]
        if len(alive) > 1:
            choices = [("", _("Chọn người đã mất")), *((one.pk, one.name) for one in alive)]
            offer_choices(self, "party", choices)
        else:
            del self.fields["party"]


class SuccessorForm(PaperForm):
    name = forms.CharField(label=_("Họ và tên người thừa kế"), max_length=120)
    identity_number = IdentityNumber()
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
    basis = forms.CharField(
        label=_("Căn cứ thừa kế"),
        max_length=200,
        help_text=_("Văn bản nào, số, ngày; quan hệ với người đã mất."),
    )
    paper = OneFileField(label=_("Bản quét căn cứ thừa kế"))

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        about = {name: said[name] for name in ("name", "identity_number", "phone", "email", "address")}
        return {"successor": NewParty(**about, paper=said["basis"]), "paper": said["paper"]}


class CloseUnsucceededForm(MoveForm):
    because = forms.CharField(label=_("Đã tìm hỏi người thừa kế thế nào"), widget=words())


SUCCESSION_FORMS: dict[str, type[MoveForm]] = {
    Move.RECORD_DEATH: DeathForm,
    Move.RECORD_SUCCESSOR: SuccessorForm,
    Move.CLOSE_UNSUCCEEDED: CloseUnsucceededForm,
}
