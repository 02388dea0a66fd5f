"""The address that gets the daily sheet of a checkpoint."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KeeperForm(forms.Form):
    email = forms.CharField(
        label=_("Địa chỉ thư điện tử của nơi giữ"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Nên là cơ quan khác hoặc người không quản lý hệ thống này, ví dụ Ủy ban Kiểm tra."),
    )
