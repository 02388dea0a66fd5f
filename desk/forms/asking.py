"""Forms about whether the result helped: what the petitioner said, and how it was looked into."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Petition
from cases.vocabulary import HeardBy, Helped, Move, Signing

from .choices import PetitionChoice, offer
from .moving import MoveForm, words


class HelpedForm(MoveForm):
    """Whose word it is is asked only where several petitions are followed in the case."""

    petition = PetitionChoice(
        label=_("Người nộp đơn nào"), queryset=Petition.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    heard_by = forms.ChoiceField(
        label=_("Nghe bằng cách nào"),
        choices=[(one.value, one.label) for one in HeardBy if one is not HeardBy.PORTAL],
        widget=forms.RadioSelect,
    )
    helped = forms.ChoiceField(label=_("Kết quả có thỏa đáng không"), choices=Helped.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Người nộp đơn nói gì"), widget=words(4), required=False, max_length=4000)

    def prepare(self) -> None:
        matters = self.case.matters.current()
        followed = Petition.objects.filter(pk__in=matters.values("petition")).exclude(signing=Signing.ANONYMOUS)
        offer(self, "petition", followed.order_by("pk"))
        if followed.count() < 2:
            del self.fields["petition"]

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LookIntoForm(MoveForm):
    guidance = _("Cần mở lại thì lãnh đạo dùng “Mở lại”: ý kiến này khi ấy được coi là đã xem xét.")
    because = forms.CharField(label=_("Đã xem xét thế nào, vì sao để vậy"), widget=words(4))


ASKING_FORMS: dict[str, type[MoveForm]] = {Move.RECORD_HELPED: HelpedForm, Move.LOOK_INTO: LookIntoForm}
