"""The form that brings a year's table of days: the decision it stands in, and the table as a file or as text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines.calendar_file import UnreadableTable, text_of
from deadlines.calendar_table import Notice
from deadlines.vocabulary import CONFIDENCES

from .law import words
from .widgets import DayInput

FIRST, LAST = 2000, 2100


class TableForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST, max_value=LAST)
    citation = forms.CharField(label=_("Căn cứ: thông báo, quyết định nào"), max_length=300)
    adopted_on = forms.DateField(label=_("Ngày ban hành"), widget=DayInput())
    confidence = forms.ChoiceField(label=_("Đã đọc văn bản đến mức nào"), choices=list(CONFIDENCES.items()))
    whole = forms.ChoiceField(
        label=_("Bảng này là"),
        choices=[
            ("whole", _("bảng đầy đủ của cả năm: ngày đã nạp mà không có trong bảng sẽ bị bỏ")),
            ("part", _("chỉ những ngày thêm hoặc sửa: các ngày khác giữ nguyên")),
        ],
        widget=forms.RadioSelect,
        initial="part",
    )
    file = forms.FileField(
        label=_("Tệp bảng tính"),
        required=False,
        help_text=_("Tệp .xlsx (trang tính đầu), hoặc “CSV UTF-8” với dấu phân cách , hoặc ;."),
    )
    table = forms.CharField(
        label=_("Hoặc dán bảng vào đây"), required=False, max_length=100_000, strip=False, widget=words(6)
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("file"):
            try:
                said["table"] = text_of(said["file"].read())
            except UnreadableTable as wrong:
                self.add_error("file", str(wrong))
                return said
        if not said.get("table", "").strip():
            self.add_error("file", _("Cần chọn tệp hoặc dán bảng."))
        return said

    def notice(self) -> Notice:
        said = self.cleaned_data
        return Notice(said["year"], said["citation"].strip(), said["adopted_on"], said["confidence"])
