"""A decision about units: what it says, who gets what, and a new name."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import Field, Unit
from organizations.vocabulary import SuccessionKind

from .choices import offer
from .widgets import DayInput

ENDS = (SuccessionKind.MERGED, SuccessionKind.SPLIT, SuccessionKind.ABOLISHED)
ENDS_WITH_THE_UNIT = "-"


class ChangeoverForm(forms.Form):
    how = forms.ChoiceField(label=_("Hình thức"), choices=[(one.value, one.label) for one in ENDS])
    number = forms.CharField(
        label=_("Số quyết định, nghị quyết"),
        max_length=60,
        error_messages={"required": _("Cần ghi số quyết định.")},
    )
    dated_on = forms.DateField(label=_("Ngày ban hành"), widget=DayInput)
    effective_on = forms.DateField(
        label=_("Có hiệu lực từ ngày"),
        widget=DayInput,
        help_text=_("Ngày đầu tiên của đơn vị kế thừa; ngày liền trước là ngày cuối của đơn vị cũ."),
    )
    before = forms.ModelMultipleChoiceField(
        label=_("Đơn vị thôi hoạt động"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cần chọn đơn vị thôi hoạt động.")},
    )
    heirs = forms.ModelMultipleChoiceField(
        label=_("Đơn vị kế thừa"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cần chọn đơn vị kế thừa.")},
    )
    by_area = forms.BooleanField(
        label=_("Chia việc theo địa bàn của đơn vị kế thừa, khi có nhiều đơn vị"), required=False, initial=True
    )
    paper = forms.FileField(label=_("Bản quét quyết định"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "before", units)
        offer(self, "heirs", units)


class HeirsForm(forms.Form):
    """Who gets what: by field, row by row, people, and the rest."""

    def __init__(
        self,
        *args: Any,
        heirs: Sequence[Unit],
        fields: Iterable[Field],
        rows: Iterable[tuple[int, str]],
        people: Iterable[tuple[int, str, int | None]],
        by_field: dict[str, int],
        rest_to: int | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        units = [(str(heir.pk), heir.name) for heir in heirs]
        self.units = {str(heir.pk): heir for heir in heirs}
        self.names: dict[str, list[str]] = {"field": [], "row": [], "person": []}
        for about in fields if len(units) > 1 else ():
            self._ask("field", about.pk, about.name, [("", _("Theo địa bàn hoặc chọn từng việc")), *units])
            self.initial[f"field-{about.pk}"] = str(by_field.get(about.pk, ""))
        for pk, label in rows:
            self._ask("row", pk, label, [("", _("Chưa chọn")), *units])
        for pk, label, to in people:
            self._ask("person", pk, label, [(ENDS_WITH_THE_UNIT, _("Kết thúc cùng đơn vị cũ")), *units])
            self.initial[f"person-{pk}"] = str(to) if to is not None else ENDS_WITH_THE_UNIT
        if len(units) > 1:
            self.fields["rest"] = forms.ChoiceField(
                label=_("Phần còn lại và việc phát sinh sau này"),
                choices=[("", _("Chưa chọn")), *units],
                required=False,
            )
            self.initial["rest"] = str(rest_to or "")

    def _ask(self, group: str, key: object, label: str, choices: list[tuple[str, Any]]) -> None:
        name = f"{group}-{key}"
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.names[group].append(name)

    def asked(self, group: str) -> list[forms.BoundField]:
        return [self[name] for name in self.names[group]]

    @property
    def by_fields(self) -> list[forms.BoundField]:
        return self.asked("field")

    @property
    def by_rows(self) -> list[forms.BoundField]:
        return self.asked("row")

    @property
    def by_people(self) -> list[forms.BoundField]:
        return self.asked("person")

    def chosen(self) -> dict[str, Any]:
        """What the operation takes."""
        said = self.cleaned_data
        by_hand = {
            int(name.partition("-")[2]): self.units.get(said[name])
            for name in (*self.names["row"], *self.names["person"])
            if said[name] and said[name] != str(self.initial.get(name, ""))
        }
        by_field = {
            name.partition("-")[2]: self.units[said[name]] for name in self.names["field"] if said[name] in self.units
        }
        return {"by_hand": by_hand, "by_field": by_field, "rest_to": self.units.get(said.get("rest", ""))}


class RenameForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=_("Chọn đơn vị"))
    name = forms.CharField(label=_("Tên mới"), max_length=200)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=60, required=False)
    number = forms.CharField(label=_("Số quyết định, nghị quyết"), max_length=60)
    dated_on = forms.DateField(label=_("Ngày ban hành"), widget=DayInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
