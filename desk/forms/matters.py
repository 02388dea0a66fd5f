"""Several matters in one petition, as the intake asks for them: what stands here besides gets cases of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cases.kinds import KINDS
from cases.operations import Part
from cases.vocabulary import Kind
from organizations.models import Field, Unit
from organizations.places import Place

from .joining import SAID_ALOUD
from .places import PlacesForm

MATTERS = 4
MATTER = "matter_"
"""How the fields of the rows begin."""
NEEDED = ("summary", "kind", "field")
# NĐ 154/2026 Điều 14.4: who speaks is asked; a letter the MTTQ splits itself, with a reason (law.md §14 point 20).
WAS_ASKED = _("Người nộp được hỏi và đồng ý ghi riêng từng nội dung (khoản 4 Điều 14 Nghị định 154/2026/NĐ-CP).")
WAS_WRITTEN = _("Đơn viết có nhiều nội dung; ghi riêng để mỗi nội dung đến đúng nơi và có thời hạn riêng.")


@dataclass(frozen=True)
class Row:
    """The fields of one further matter, for the page."""

    summary: BoundField
    kind: BoundField
    field: BoundField
    agency: BoundField
    line: BoundField
    code: BoundField
    offered: list[Place]

    @property
    def is_touched(self) -> bool:
        asked = (self.summary, self.kind, self.field, self.agency, self.line)
        return any(field.value() or field.errors for field in asked)


class MattersForm(PlacesForm):
    """What the intake form asks about further matters; a row without words is none."""

    PLACES = (*PlacesForm.PLACES, *(f"{MATTER}area_{row}" for row in range(1, MATTERS + 1)))
    bodies: QuerySet[Unit]

    split_because = forms.CharField(
        label=_("Vì sao ghi thành nhiều vụ việc; người nộp đã được hỏi, hướng dẫn thế nào"),
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "data-roads": " ".join(SAID_ALOUD),
                "data-aloud": WAS_ASKED,
                "data-written": WAS_WRITTEN,
            }
        ),
        max_length=500,
        required=False,
        initial=WAS_ASKED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A second complaint rests on a first decision, which a row cannot name: it is registered by itself.
        kinds = [(kind.value, kind.label) for kind in Kind if not KINDS[kind].sealed and not KINDS[kind].after_a_first]
        for row in range(1, MATTERS + 1):
            # The first matter is the petition's own: these are counted on from it.
            counted = {"number": row + 1}
            asked: dict[str, forms.Field] = {
                "summary": forms.CharField(
                    label=_("Nội dung %(number)s: về việc gì") % counted,
                    max_length=300,
                    required=False,
                    # The next row shows itself once there are words here; the blank lets the style sheet tell.
                    widget=forms.TextInput(attrs={"placeholder": " "}),
                ),
                "kind": forms.ChoiceField(
                    label=_("Nội dung %(number)s: loại") % counted,
                    choices=[("", _("Chọn loại")), *kinds],
                    required=False,
                ),
                "field": forms.ModelChoiceField(
                    label=_("Nội dung %(number)s: lĩnh vực") % counted, queryset=Field.objects.none(), required=False
                ),
                "agency": forms.CharField(
                    label=_("Nội dung %(number)s: chuyển đến cơ quan nào") % counted,
                    max_length=200,
                    required=False,
                    widget=forms.TextInput(attrs={"list": "co-quan"}),
                ),
                "area": forms.CharField(max_length=8, required=False, widget=forms.HiddenInput),
                f"area_{row}_typed": forms.CharField(
                    label=_("Nội dung %(number)s: nơi xảy ra") % counted,
                    max_length=200,
                    required=False,
                    widget=forms.TextInput(attrs={"data-combobox": f"{MATTER}area_{row}"}),
                ),
            }
            for name, field in asked.items():
                self.fields[f"{MATTER}{name}" if name.endswith("typed") else f"{MATTER}{name}_{row}"] = field

    def offer_fields(self, rows: QuerySet[Field], *, first: str) -> None:
        """Give every matter the same fields to choose from, read once and only when the page is shown."""
        known: list[tuple[Any, Any]] = []

        def choices() -> list[tuple[Any, Any]]:
            known[:] = known or [("", _("Chọn lĩnh vực")), *((one.pk, str(one)) for one in rows)]
            return known

        for name in (first, *(f"{MATTER}field_{row}" for row in range(1, MATTERS + 1))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for row in self._rows():
            for name in NEEDED:
                field = f"{MATTER}{name}_{row}"
                if not said.get(field) and field not in self.errors:
                    self.add_error(field, _("Mỗi nội dung cần đủ trích yếu, loại và lĩnh vực."))
            self._find_agency(f"{MATTER}agency_{row}")
        if said.get("split_because") in {str(WAS_ASKED), str(WAS_WRITTEN)}:
            # Nobody wrote anything else: the words follow the road, which may have been chosen after them.
            said["split_because"] = str(WAS_ASKED if said.get("intake") in SAID_ALOUD else WAS_WRITTEN)
        return said

    def _find_agency(self, field: str) -> None:
        name = self.cleaned_data.get(field, "").strip()
        self.cleaned_data[field] = self.bodies.filter(name=name).first() if name else None
        if name and self.cleaned_data[field] is None:
            self.add_error(field, _("Danh bạ không có cơ quan mang đúng tên này; chọn trong danh sách, hoặc bỏ trống."))

    def _rows(self) -> list[int]:
        """The rows in which anything was said; once a form refuses a value, it still counts as said."""
        found = []
        for row in range(1, MATTERS + 1):
            asked = [*(f"{MATTER}{name}_{row}" for name in (*NEEDED, "agency")), f"{MATTER}area_{row}_typed"]
            if any(self.cleaned_data.get(name) or name in self.errors for name in asked):
                found.append(row)
        return found

    def matters(self) -> Iterator[Row]:
        """Yield the fields of each row, for the page."""
        for row in range(1, MATTERS + 1):
            asked = {name: self[f"{MATTER}{name}_{row}"] for name in (*NEEDED, "agency")}
            place = f"{MATTER}area_{row}"
            yield Row(**asked, line=self[f"{place}_typed"], code=self[place], offered=self.offered.get(place, []))

    @property
    def has_matters(self) -> bool:
        return bool(self["split_because"].errors) or any(row.is_touched for row in self.matters())

    def parts(self) -> list[Part]:
        """Return the further matters. Where no place is named, it is where the first one is."""
        said = self.cleaned_data
        return [
            Part(
                kind=said[f"{MATTER}kind_{row}"],
                field=said[f"{MATTER}field_{row}"],
                summary=said[f"{MATTER}summary_{row}"],
                area=said[f"{MATTER}area_{row}"] if said[f"{MATTER}area_{row}_typed"] else said["area"],
                suggested_agency=said[f"{MATTER}agency_{row}"],
            )
            for row in self._rows()
        ]

    def at_their_rows(self) -> dict[str, str]:
        """Say which field of the page each refusal of a part belongs to."""
        at = {"because": "split_because"}
        for number, row in enumerate(self._rows(), 1):
            at.setdefault("parts", f"{MATTER}summary_{row}")
            at |= {f"{name}_{number}": f"{MATTER}{name}_{row}" for name in NEEDED}
        return at
