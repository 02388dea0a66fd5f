"""What is asked for a book, and for a letter that came."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.registers import BOOKS

from .period import PeriodForm
from .widgets import DayInput


class BookForm(PeriodForm):
    book = forms.ChoiceField(label=_("Sổ"), choices=[(name, book.title) for name, book in BOOKS.items()])
    field_order = ("book", "first", "last")

    def __init__(self, said: Any, *, today: date) -> None:
        usual = {"book": "outgoing", "first": today.replace(day=1), "last": today}
        # A link may name the book alone: what it does not say is as usual.
        super().__init__({**usual, **said.dict()} if said else None, initial=usual)


class IncomingForm(forms.Form):
    arrived_on = forms.DateField(label=_("Ngày đến"), widget=DayInput)
    sender = forms.CharField(label=_("Nơi gửi"), max_length=200)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput, required=False)
    subject = forms.CharField(label=_("Trích yếu"), max_length=300)
    case_number = forms.CharField(
        label=_("Số vụ việc"), max_length=40, required=False, help_text=_("Có thể gắn với vụ việc sau.")
    )
    secret = forms.BooleanField(label=_("Văn bản mật: vào sổ riêng"), required=False)


class LinkForm(forms.Form):
    case_number = forms.CharField(label=_("Số vụ việc"), max_length=40)
