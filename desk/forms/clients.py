"""A program to be let in: what it is called, and in which role it reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit

from .staff import roles_at


class ClientForm(forms.Form):
    name = forms.CharField(
        label=_("Tên phần mềm"),
        max_length=120,
        help_text=_("Ví dụ: Cổng dịch vụ công tỉnh."),
        error_messages={"required": _("Cần ghi tên phần mềm kết nối.")},
    )
    role = forms.ChoiceField(
        label=_("Đọc như vai trò"),
        help_text=_("Phần mềm thấy đúng những gì một người giữ vai trò này ở đơn vị thấy, và không hơn."),
        error_messages={"required": _("Cần chọn vai trò.")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = roles_at(unit)
