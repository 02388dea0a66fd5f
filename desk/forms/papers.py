"""Papers over the counter: what was handed in, and which originals go back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Paper, Party
from cases.operations import NewDocument, NewPaper
from cases.vocabulary import STAND_BEHIND, Move
from files.fields import OneFileField

from .choices import PapersChoice, PartyChoice, offer
from .moving import MoveForm

ROWS = 8
KEPT = "kept_"
UNNAMED = _("Mỗi giấy tờ cần có tên để người nộp nhận lại đúng.")


class OriginalsForm(forms.Form):
    """Which originals the counter keeps, as the intake asks it: whatever is not listed went back at once."""

    ORIGINALS = 4

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, self.ORIGINALS + 1):
            self.fields[f"{KEPT}title_{row}"] = forms.CharField(
                label=_("Bản gốc %(number)s: tên giấy tờ") % {"number": row}, max_length=200, required=False
            )
            self.fields[f"{KEPT}pages_{row}"] = forms.IntegerField(
                label=_("Số trang"), min_value=1, max_value=9999, required=False
            )

    def kept_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each original, for the page."""
        rows = range(1, self.ORIGINALS + 1)
        return [[self[f"{KEPT}{name}_{row}"] for name in ("title", "pages")] for row in rows]

    @property
    def has_originals(self) -> bool:
        return any(field.value() or field.errors for row in self.kept_rows() for field in row)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, self.ORIGINALS + 1):
            if said.get(f"{KEPT}pages_{row}") and not said.get(f"{KEPT}title_{row}"):
                self.add_error(f"{KEPT}title_{row}", UNNAMED)
        return said

    def originals(self) -> list[NewPaper]:
        said = self.cleaned_data
        return [
            NewPaper(title=said[f"{KEPT}title_{row}"], pages=said[f"{KEPT}pages_{row}"], is_original=True)
            for row in range(1, self.ORIGINALS + 1)
            if said[f"{KEPT}title_{row}"]
        ]


class HandoverForm(MoveForm):
    party = PartyChoice(label=_("Công dân"), queryset=Party.objects.none(), empty_label=None)

    def prepare(self) -> None:
        there = Party.objects.filter(petition__matters__case=self.case, role__in=STAND_BEHIND).order_by("pk")
        offer(self, "party", there)

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        file = said.pop("scan", None)
        return said | ({"scan": NewDocument(title=file.name, content=file.read())} if file else {})


class ReceivePapersForm(HandoverForm):
    def prepare(self) -> None:
        super().prepare()
        for row in range(1, ROWS + 1):
            labels = {"number": row}
            self.fields[f"title_{row}"] = forms.CharField(
                label=_("Giấy tờ %(number)s: tên") % labels, max_length=200, required=False
            )
            self.fields[f"pages_{row}"] = forms.IntegerField(
                label=_("Giấy tờ %(number)s: số trang") % labels, min_value=1, max_value=9999, required=False
            )
            self.fields[f"original_{row}"] = forms.BooleanField(
                label=_("Giấy tờ %(number)s là bản gốc, phải giao trả") % labels, required=False
            )
        self.fields["scan"] = OneFileField(label=_("Bản quét biên nhận đã ký"), required=False)

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each paper, for the page."""
        return [[self[f"{name}_{row}"] for name in ("title", "pages", "original")] for row in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for row in range(1, ROWS + 1):
            if (said.get(f"pages_{row}") or said.get(f"original_{row}")) and not said.get(f"title_{row}"):
                self.add_error(f"title_{row}", UNNAMED)
        return said

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        listed = [
            NewPaper(title=said[f"title_{row}"], pages=said[f"pages_{row}"], is_original=bool(said[f"original_{row}"]))
            for row in range(1, ROWS + 1)
            if said[f"title_{row}"]
        ]
        kept = {name: said[name] for name in ("party", "scan") if name in said}
        return kept | {"papers": listed}


class ReturnPapersForm(HandoverForm):
    papers = PapersChoice(
        label=_("Bản gốc giao trả"), queryset=Paper.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    scan = OneFileField(label=_("Bản quét giấy giao trả đã ký"), required=False)

    def prepare(self) -> None:
        super().prepare()
        here = self.case.papers.filter(is_original=True, returned=None).select_related("received")
        offer(self, "papers", here)
        self.initial["papers"] = list(here.values_list("pk", flat=True))


PAPER_FORMS: dict[str, type[MoveForm]] = {
    Move.RECEIVE_PAPERS: ReceivePapersForm,
    Move.RETURN_PAPERS: ReturnPapersForm,
}
