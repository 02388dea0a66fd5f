"""What administrators enter of an agency that letters go to: its address for mail, its head."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, User
from organizations.vocabulary import Salutation

from .choices import PersonChoice, offer
from .widgets import DayInput


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("Địa chỉ thư điện tử đã đăng ký"),
        required=False,
        help_text=_(
            "Mã trả lời và thư của Mặt trận chỉ gửi đến địa chỉ này. Đổi địa chỉ thì mọi mã đang có hết tác dụng."
        ),
    )
    basis = forms.CharField(
        label=_("Cơ quan báo bằng văn bản nào"),
        max_length=100,
        help_text=_("Ví dụ: Công văn số 12/UBND-VP ngày 3/3/2026."),
    )


class HeadForm(forms.Form):
    salutation = forms.ChoiceField(label=_("Xưng hô"), choices=Salutation.choices, widget=forms.RadioSelect)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    person = PersonChoice(
        label=_("Tài khoản của người ấy, nếu đã có"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa có tài khoản"),
    )
    title = forms.CharField(
        label=_("Chức danh"),
        max_length=120,
        help_text=_("Ví dụ: Chủ tịch, Giám đốc, Bí thư. Tên cơ quan được ghi kèm."),
    )
    from_on = forms.DateField(label=_("Từ ngày"), widget=DayInput, initial=timezone.localdate)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", User.objects.filter(memberships__unit=unit, is_active=True).distinct())
