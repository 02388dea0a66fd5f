"""Which period is asked about: a quarter back, unless somebody says otherwise."""

from datetime import date, timedelta
from typing import Any

from .period import PeriodForm

A_QUARTER = timedelta(days=90)
HALF_A_YEAR = timedelta(days=182)
A_YEAR = timedelta(days=365)


class QuarterForm(PeriodForm):
    back = A_QUARTER

    def __init__(self, said: Any, *, today: date) -> None:
        usual = {"first": today - self.back, "last": today}
        # Only what the form asks: a place in the list comes by the same road.
        told = {name: said[name] for name in usual if name in said} if said else None
        super().__init__(told or None, initial=usual)

    @property
    def period(self) -> tuple[date, date]:
        """Return what was asked for; while it cannot be meant, the usual one."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["first"], self.cleaned_data["last"]
        return self.initial["first"], self.initial["last"]


class HalfYearForm(QuarterForm):
    """The notice of supervision is given every six months (Luật MTTQ Điều 30.1)."""

    back = HALF_A_YEAR


class YearForm(QuarterForm):
    """How an agency answers is seen over a year."""

    back = A_YEAR
