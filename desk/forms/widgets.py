"""Inputs as the browser knows them."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's own day picker: it shows the reader's order of day and month and sends ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
