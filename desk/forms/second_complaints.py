"""Which first complaint a second one follows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.first_complaint import Candidate, first_candidates
from cases.models import Case
from cases.vocabulary import Move

from .moving import MoveForm


class LinkFirstForm(MoveForm):
    alike: list[Candidate]
    """Cases that look like the first; a link puts the number of one into the field."""
    first = forms.CharField(label=_("Số của vụ việc khiếu nại lần đầu"), max_length=40)

    def prepare(self) -> None:
        self.alike = first_candidates(self.actor, self.case)
        chosen = self.chosen.get("into") or next((one.case.number for one in self.alike[:1]), "")
        self.initial = {"first": chosen}

    def clean_first(self) -> Case:
        number = self.cleaned_data["first"].strip()
        found: Case | None = Case.objects.visible_to(self.actor).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("Không có vụ việc này trong sổ mà bạn được xem."))
        return found


SECOND_COMPLAINT_FORMS: dict[str, type[MoveForm]] = {Move.LINK_FIRST: LinkFirstForm}
