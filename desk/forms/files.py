"""What is asked of the administrator before a file that was set aside may be opened."""

from django import forms
from django.utils.translation import gettext_lazy


class ReleaseForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Vì sao biết chắc tệp an toàn"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ví dụ: đã quét lại bằng phần mềm khác, đã hỏi người nộp."),
        error_messages={"required": gettext_lazy("Cần ghi vì sao biết chắc tệp an toàn.")},
    )
