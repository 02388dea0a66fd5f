"""What is asked when old books come in, numbers go on, or the register is taken out."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.opening.reading import LARGEST
from cases.vocabulary import Purpose, Series

from .widgets import DayInput

MEGABYTE = 1024 * 1024


class HandInForm(forms.Form):
    file = forms.FileField(
        label=_("Bảng số liệu"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Tệp .xlsx hoặc “CSV UTF-8”, nhiều nhất 20 MB, 50.000 dòng. Chưa có gì vào sổ trước khi bạn chọn."),
        error_messages={"required": _("Cần chọn tệp bảng.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn %(most)d MB; cần chia nhỏ.") % {"most": LARGEST // MEGABYTE})
        return file


class SeriesForm(forms.Form):
    series = forms.ChoiceField(label=_("Sổ nào"), choices=Series.choices)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    first = forms.IntegerField(
        label=_("Số tiếp theo"), min_value=2, help_text=_("Số sẽ cấp lần tới, sau số cuối cùng của sổ giấy.")
    )
    because = forms.CharField(
        label=_("Vì sao các số trước đó không có ở đây"),
        max_length=300,
        initial=_("Theo sổ giấy, trước khi dùng phần mềm."),
        help_text=_("Câu này đứng trong sổ, ở chỗ các số bị bỏ qua."),
    )

    def __init__(self, said: Any, *, today: date) -> None:
        super().__init__(said, initial={"year": today.year})


class HandOutForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Lấy ra để làm gì"), choices=[("", _("Chọn")), *Purpose.choices])
    first = forms.DateField(label=_("Vào sổ từ ngày"), widget=DayInput)
    last = forms.DateField(label=_("đến ngày"), widget=DayInput)

    def __init__(self, said: Any, *, today: date) -> None:
        super().__init__(said, initial={"first": today.replace(month=1, day=1), "last": today})
