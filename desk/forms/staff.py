"""What administrators enter of people: a new colleague, a role, its end, an account's facts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, User
from organizations.vocabulary import AGENCY_ROLES, FRONT_ROLES, Role, UnitKind

from .widgets import DayInput

NAME = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def roles_at(unit: Unit) -> list[tuple[str, Any]]:
    """What somebody may be given at the unit; a head is entered with how letters speak to them."""
    kept = AGENCY_ROLES if unit.kind == UnitKind.MTTQ else frozenset() if unit.is_front else FRONT_ROLES
    left_out = kept | {Role.AGENCY_HEAD}
    return [("", _("Chọn vai trò")), *((role.value, role.label) for role in Role if role not in left_out)]


class RoleFields(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), error_messages={"required": _("Cần chọn vai trò.")})
    from_on = forms.DateField(
        label=_("Từ ngày"),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={"required": _("Cần ghi ngày bắt đầu.")},
    )
    title = forms.CharField(
        label=_("Chức danh"), max_length=120, required=False, help_text=_("Ví dụ: Chuyên viên Ban Tiếp công dân.")
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = roles_at(unit)


class NewPersonForm(RoleFields):
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, error_messages={"required": _("Cần ghi họ và tên.")}
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Chữ không dấu, chữ số, dấu chấm, gạch nối. Không đổi được về sau."),
        widget=forms.TextInput(attrs=NAME),
        error_messages={"required": _("Cần ghi tên đăng nhập.")},
    )
    email = forms.CharField(
        label=_("Thư điện tử"),
        max_length=254,
        required=False,
        help_text=_("Để nhận thông báo và tự đặt lại mật khẩu khi quên."),
        widget=forms.EmailInput,
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    field_order = ["full_name", "username", "role", "from_on", "title", "email", "phone"]


class AppointForm(RoleFields):
    username = forms.CharField(
        label=_("Tên đăng nhập của người được giao"),
        max_length=150,
        widget=forms.TextInput(attrs=NAME),
        error_messages={"required": _("Cần ghi tên đăng nhập.")},
    )
    to_on = forms.DateField(
        label=_("Đến hết ngày"), widget=DayInput, required=False, help_text=_("Để trống khi chưa biết ngày kết thúc.")
    )
    field_order = ["username", "role", "from_on", "to_on", "title"]

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].strip().lower()
        self.person = User.objects.filter(username=name).first()
        if self.person is None:
            raise ValidationError(_("Không có tài khoản nào mang tên đăng nhập này."))
        return name


class EndMembershipForm(forms.Form):
    last_on = forms.DateField(
        label=_("Ngày làm việc cuối cùng"),
        widget=DayInput,
        error_messages={"required": _("Cần ghi ngày làm việc cuối cùng.")},
    )
    reason = forms.CharField(label=_("Lý do"), max_length=100, required=False)


class CorrectPersonForm(forms.Form):
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, error_messages={"required": _("Cần ghi họ và tên.")}
    )
    title = forms.CharField(label=_("Chức danh"), max_length=120, required=False)
    email = forms.CharField(
        label=_("Thư điện tử"),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
        help_text=_("Thư đặt lại mật khẩu gửi đến đây; người ấy được báo khi địa chỉ đổi."),
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=100, error_messages={"required": _("Cần ghi lý do, để người xem sau này biết.")}
    )
