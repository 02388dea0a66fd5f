"""Forms about a case that is to be spoken of: before whom, and what was said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import AgendaItem
from cases.vocabulary import BroughtTo, Move

from ..addresses import number_in
from .choices import AgendaChoice, offer
from .moving import MoveForm, words


class BringUpForm(MoveForm):
    to = forms.ChoiceField(label=_("Đưa ra đâu"), choices=BroughtTo.choices, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Vì sao"), widget=words(), required=False)

    def prepare(self) -> None:
        self.initial = {"to": self.chosen.get("to") or BroughtTo.BRIEFING}


class TakeDownForm(MoveForm):
    item = AgendaChoice(
        label=_("Danh sách"), queryset=AgendaItem.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    decided = forms.CharField(label=_("Kết quả, ý kiến"), widget=words(4))

    def prepare(self) -> None:
        waiting = self.case.agenda.filter(settled_on=None, unit=self.actor.unit)
        offer(self, "item", waiting)
        chosen = number_in(self.chosen.get("item", ""))
        self.initial = {"item": waiting.first() if chosen is None else chosen}
        if waiting.count() < 2:
            del self.fields["item"]

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


AGENDA_FORMS: dict[str, type[MoveForm]] = {Move.BRING_UP: BringUpForm, Move.TAKE_DOWN: TakeDownForm}
