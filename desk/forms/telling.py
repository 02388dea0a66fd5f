"""The form for a result that was told by word of mouth: to whom, how, when, what was said."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Party
from cases.relays import people_to_be_told
from cases.vocabulary import Move, ToldBy

from .choices import PartyChoice, offer
from .moving import MoveForm, words
from .widgets import DayInput


class ToldForm(MoveForm):
    guidance = _("Báo bằng văn bản thì chọn “Soạn văn bản khác”, loại “Thông báo kết quả cho công dân”.")
    party = PartyChoice(
        label=_("Đã báo cho ai"), queryset=Party.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(label=_("Báo bằng cách nào"), choices=ToldBy.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Đã báo điều gì, người nghe nói gì"), widget=words(4))
    told_on = forms.DateField(label=_("Ngày báo"), widget=DayInput)

    def prepare(self) -> None:
        offer(self, "party", people_to_be_told(self.case))
        self.initial = {"party": people_to_be_told(self.case).first(), "told_on": timezone.localdate()}


TELLING_FORMS: dict[str, type[MoveForm]] = {Move.RECORD_TOLD: ToldForm}
