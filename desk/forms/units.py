"""A unit to be entered, and where it is moved to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Area, Unit
from organizations.queries import areas_like
from organizations.vocabulary import COMMUNE_KINDS, AreaKind, Level, UnitKind

from .widgets import DayInput


class UnitForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[("", _("Chọn loại")), *UnitKind.choices],
        error_messages={"required": _("Cần chọn loại đơn vị.")},
    )
    level = forms.ChoiceField(
        label=_("Cấp"),
        choices=[("", _("Chọn cấp")), *Level.choices],
        error_messages={"required": _("Cần chọn cấp.")},
    )
    name = forms.CharField(
        label=_("Tên"),
        max_length=200,
        help_text=_("Như trên con dấu."),
        error_messages={"required": _("Cần ghi tên đơn vị.")},
    )
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=60, required=False)
    area = forms.CharField(
        label=_("Địa bàn"),
        max_length=120,
        required=False,
        help_text=_("Tên tỉnh, thành phố, xã, phường, đặc khu, ví dụ: Xã Hòa Bình, Tỉnh Nam Thành."),
    )
    code = forms.CharField(label=_("Mã định danh"), max_length=35, required=False)
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), max_length=30, required=False, help_text=_("Phần sau số công văn, ví dụ: MTTQ-BTT.")
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
    on = forms.DateField(
        label=_("Hoạt động từ ngày"),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={"required": _("Cần ghi ngày bắt đầu hoạt động.")},
    )

    def clean_area(self) -> Area | None:
        typed = self.cleaned_data["area"].strip()
        if not typed:
            return None
        kinds = [*COMMUNE_KINDS, AreaKind.PROVINCE]
        found = areas_like(typed.replace(",", " "), on=timezone.localdate(), kinds=kinds, limit=6)
        exact = [area for area in found if typed.lower() in {area.name.lower(), area.full_name.lower()}] or found
        if len(exact) == 1:
            return exact[0]
        if not exact:
            raise ValidationError(_("Không có địa bàn nào mang tên này."))
        names = "; ".join(area.full_name for area in exact)
        raise ValidationError(_("Có nhiều nơi khớp, hãy ghi đủ tên: %(names)s."), params={"names": names})


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Unit) -> str:
        return obj.name


class MoveUnitForm(forms.Form):
    parent = UnitChoice(
        label=_("Đơn vị cấp trên mới"),
        queryset=Unit.objects.none(),
        empty_label=_("Chọn đơn vị"),
        error_messages={"required": _("Cần chọn đơn vị cấp trên.")},
    )
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={"required": _("Cần ghi ngày.")},
    )
    basis = forms.CharField(
        label=_("Văn bản làm căn cứ"), max_length=250, error_messages={"required": _("Cần ghi văn bản làm căn cứ.")}
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = units
