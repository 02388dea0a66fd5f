"""What the first page asks: which unit this office is, and who administers it."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from organizations.models import Area, User
from organizations.queries import areas_like
from organizations.vocabulary import AreaKind, Level

from ..forms.choices import offer

LEVELS = (Level.PROVINCE, Level.COMMUNE, Level.CENTRE)


def _rules() -> str:
    return " ".join(password_validators_help_texts())


class FoundingForm(forms.Form):
    unit_name = forms.CharField(
        label=_("Tên đơn vị"),
        max_length=200,
        help_text=_("Như trên con dấu, ví dụ: Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nam Thành."),
        error_messages={"required": _("Cần ghi tên đơn vị.")},
    )
    level = forms.ChoiceField(
        label=_("Cấp"), choices=[(level.value, level.label) for level in LEVELS], initial=Level.PROVINCE
    )
    province = forms.ModelChoiceField(
        label=_("Tỉnh, thành phố"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Chọn tỉnh, thành phố"),
    )
    commune = forms.CharField(
        label=_("Xã, phường, đặc khu"), max_length=80, required=False, help_text=_("Chỉ ghi khi đơn vị ở cấp xã.")
    )
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), max_length=40, required=False, help_text=_("Phần sau số công văn, ví dụ: MTTQ-BTT.")
    )
    full_name = forms.CharField(
        label=_("Họ và tên người quản trị"), max_length=120, error_messages={"required": _("Cần ghi họ và tên.")}
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Chữ không dấu, chữ số, dấu chấm, gạch nối."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Cần ghi tên đăng nhập.")},
    )
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Để đặt lại mật khẩu khi quên, và để nhận thông báo.")
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=lazy(_rules, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Cần đặt mật khẩu.")},
    )
    again = forms.CharField(
        label=_("Mật khẩu, nhập lại"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Cần nhập lại mật khẩu.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "province", Area.objects.filter(kind=AreaKind.PROVINCE, in_force_to=None).order_by("folded"))

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        facts["area"] = self._area()
        if facts.get("password") and facts.get("again") and facts["password"] != facts["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu không giống nhau."))
        if facts.get("password"):
            person = User(username=facts.get("username", ""), full_name=facts.get("full_name", ""))
            try:
                validate_password(facts["password"], person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return facts

    def facts(self) -> dict[str, Any]:
        asked = ("unit_name", "level", "area", "symbol", "full_name", "username", "email", "password")
        return {name: self.cleaned_data[name] for name in asked}

    def _area(self) -> Area | None:
        """Return where the unit is: the directory of agencies and the suggestions of competence depend on it."""
        level = self.cleaned_data.get("level")
        province: Area | None = self.cleaned_data.get("province")
        if level == Level.CENTRE:
            return None
        if province is None:
            self.add_error("province", _("Cần chọn tỉnh, thành phố của đơn vị."))
            return None
        if level == Level.PROVINCE:
            return province
        typed = self.cleaned_data.get("commune", "").strip()
        found = areas_like(typed, on=timezone.localdate(), within=province.pk, limit=6) if typed else []
        exact = [area for area in found if area.name.lower() == typed.lower()] or found
        if len(exact) != 1:
            names = ", ".join(area.name for area in exact)
            self.add_error(
                "commune",
                _("Có nhiều nơi khớp, hãy ghi đủ tên: %(names)s.") % {"names": names}
                if names
                else _("Cần ghi đúng tên xã, phường, đặc khu trong tỉnh, thành phố đã chọn."),
            )
            return None
        return exact[0]
