"""The directory of competence: asking it, adding to it, ending a row, taking in a table."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.vocabulary import Kind
from organizations.models import Area, Field, Unit
from organizations.operations import NewCompetence
from organizations.vocabulary import Confidence, Level, UnitKind

from .choices import offer
from .intake import agencies, communes_near
from .kinds import OTHER
from .widgets import DayInput

LARGEST_TABLE = 1024 * 1024


class QuestionForm(forms.Form):
    """Who would get this?"""

    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=Field.objects.none(), empty_label=_("Chọn lĩnh vực"), required=False
    )
    area = forms.ModelChoiceField(
        label=_("Xã, phường nơi xảy ra"), queryset=Area.objects.none(), required=False, empty_label=_("Chưa rõ")
    )
    kind = forms.ChoiceField(label=_("Loại đơn"), choices=Kind.choices, required=False)
    more_kind = forms.ChoiceField(choices=Kind.choices, required=False, widget=forms.HiddenInput)
    """The second list of the intake page, when the first says "another"."""
    on = forms.DateField(label=_("Vào ngày"), widget=DayInput, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("kind") == OTHER:
            self.data = {**{name: self.data.get(name) for name in self.data}, "kind": self.data.get("more_kind", "")}
        offer(self, "field", Field.objects.filter(in_force_to=None).order_by("order"))
        offer(self, "area", communes_near(unit))


class CompetenceForm(forms.Form):
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=Field.objects.none(), empty_label=_("Mọi lĩnh vực"), required=False
    )
    area = forms.ModelChoiceField(
        label=_("Địa bàn"), queryset=Area.objects.none(), required=False, empty_label=_("Mọi địa bàn")
    )
    kind = forms.ChoiceField(label=_("Loại đơn"), choices=[("", _("Mọi loại")), *Kind.choices], required=False)
    agency = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Theo loại và cấp cơ quan, ở nơi xảy ra"),
    )
    agency_kind = forms.ChoiceField(
        label=_("Loại cơ quan"), choices=[("", _("Đã chọn tên cơ quan")), *UnitKind.choices], required=False
    )
    agency_level = forms.ChoiceField(
        label=_("Cấp cơ quan"), choices=[("", _("Đã chọn tên cơ quan")), *Level.choices], required=False
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=250,
        help_text=_("Văn bản, điều khoản; ví dụ: Luật Đất đai 2024, Điều 236."),
        error_messages={"required": _("Cần ghi căn cứ: văn bản, điều khoản.")},
    )
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices, initial=Confidence.ASSUMED)
    in_force_from = forms.DateField(label=_("Có hiệu lực từ"), widget=DayInput, initial=timezone.localdate)
    in_force_to = forms.DateField(label=_("Có hiệu lực đến"), widget=DayInput, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=250, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "field", Field.objects.filter(in_force_to=None).order_by("order"))
        own = Area.objects.filter(pk=unit.area_id) if unit.area_id else Area.objects.none()
        offer(self, "area", own | communes_near(unit))
        offer(self, "agency", agencies(timezone.localdate()))

    def new(self) -> NewCompetence:
        return NewCompetence(**self.cleaned_data)


class EndForm(forms.Form):
    last_on = forms.DateField(label=_("Ngày cuối cùng có hiệu lực"), widget=DayInput, initial=timezone.localdate)


class TableForm(forms.Form):
    """A table chosen as a file, or the one that was looked at just now and is confirmed."""

    file = forms.FileField(
        label=_("Bảng CSV"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
        help_text=_("UTF-8, cột như tệp xuất ra; tối đa 1 MB. Chưa lưu gì trước khi bạn xác nhận."),
    )
    table = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LARGEST_TABLE, strip=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.get("file")
        if file is not None:
            if file.size > LARGEST_TABLE:
                raise forms.ValidationError({"file": _("Bảng lớn hơn 1 MB; cần chia nhỏ.")})
            try:
                said["table"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError(
                    {"file": _("Bảng không phải UTF-8; trong Excel chọn lưu dạng “CSV UTF-8”.")}
                ) from None
        if not said.get("table"):
            raise forms.ValidationError({"file": _("Cần chọn bảng CSV.")})
        return said
