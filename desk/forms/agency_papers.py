"""What is asked of the records officer where an agency did on paper what it could do at its own desk."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.operations import AgencyPaper, NewDocument
from files.fields import OneFileField
from organizations.vocabulary import Role

from .moving import MoveForm
from .widgets import DayInput

ASKED = ("number", "dated_on", "arrived_on", "copy")


class PaperForm(MoveForm):
    """Number, day, arrival and scan: asked only of whoever enters it for the agency."""

    number = forms.CharField(label=_("Số văn bản của cơ quan"), max_length=60)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput)
    arrived_on = forms.DateField(label=_("Ngày đến Mặt trận"), widget=DayInput)
    copy = OneFileField(label=_("Bản sao, bản quét của văn bản"))

    def prepare(self) -> None:
        super().prepare()
        self.initial["arrived_on"] = timezone.localdate()
        if Role.RECORDS_OFFICER not in self.actor.roles:
            for name in ASKED:
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        if "copy" not in said:
            return said
        file = said.pop("copy")
        paper = AgencyPaper(
            number=said.pop("number"),
            dated_on=said.pop("dated_on"),
            arrived_on=said.pop("arrived_on"),
            copy=NewDocument(title=file.name, content=file.read()),
        )
        return {**said, "paper": paper}
