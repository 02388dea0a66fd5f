"""The table of working days: loaded years only, sorted, searched by bisection. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from .refusals import YearWithoutCalendar, gettext_noop

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKEND = gettext_noop("ngày nghỉ cuối tuần")
WEEKEND_CITATION = "Bộ luật Lao động 45/2019/QH14 Điều 111"


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from plain Monday to Friday, and the decision that says so."""

    day: date
    works: bool
    why: str = ""
    citation: str = ""


class Calendar:
    """The working days of the loaded years. Asking about any other year raises `YearWithoutCalendar`."""

    def __init__(self, years: Iterable[int], special: Iterable[SpecialDay] = ()) -> None:
        self.years = frozenset(years)
        # The last word on a day holds.
        self._special = dict(sorted({one.day: one for one in special}.items()))
        self._table = tuple(
            number
            for year in sorted(self.years)
            for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            if self._works(date.fromordinal(number))
        )

    @cached_property
    def version(self) -> str:
        """Names the content itself: two calendars of one version count alike, in every database."""
        lines = [str(sorted(self.years)), *(f"{one.day} {one.works}" for one in self._special.values())]
        span = f"{min(self.years)}-{max(self.years)}" if self.years else "0"
        digest = sha256("\n".join(lines).encode()).hexdigest()
        return f"{span}.{digest[:12]}"

    @property
    def special(self) -> list[SpecialDay]:
        """Return the days that differ from plain Monday to Friday, in order."""
        return list(self._special.values())

    def supposing(self, special: Iterable[SpecialDay]) -> "Calendar":
        """Return this calendar as it would be with these days; a day named again counts as it is named now."""
        return Calendar(self.years, [*self._special.values(), *special])

    def differs_on(self, other: "Calendar") -> list[date]:
        """Return the days that the two count differently, in the years that both know."""
        shared = self.years & other.years
        days = self._special.keys() | other._special.keys()
        return sorted(day for day in days if day.year in shared and self._works(day) != other._works(day))

    def is_working_day(self, day: date) -> bool:
        self._require(day.year, day.year)
        return self._works(day)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.shift(day, 1)

    def on_or_after(self, day: date) -> date:
        return self.shift(day - ONE_DAY, 1)

    def on_or_before(self, day: date) -> date:
        return self.shift(day + ONE_DAY, -1)

    def shift(self, day: date, count: int) -> date:
        """Return the working day `count` working days after `day` (before it, when negative); `day` is not counted."""
        if count == 0:
            return day
        forward = count > 0
        if forward:
            first, index = day + ONE_DAY, bisect_right(self._table, day.toordinal()) + count - 1
        else:
            first, index = day - ONE_DAY, bisect_left(self._table, day.toordinal()) + count
        if not 0 <= index < len(self._table):
            raise YearWithoutCalendar(self._first_missing(first.year, 1 if forward else -1))
        found = date.fromordinal(self._table[index])
        self._require(first.year, found.year)
        return found

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days later than `after`, up to and including `until`; 0 when there are none."""
        if until <= after:
            return 0
        self._require((after + ONE_DAY).year, until.year)
        return bisect_right(self._table, until.toordinal()) - bisect_right(self._table, after.toordinal())

    def reason(self, day: date) -> tuple[str, str]:
        """Return why the day is off, or worked against custom, and under which decision; blanks for a plain day."""
        special = self._special.get(day)
        if special is not None:
            return special.why, special.citation
        return (WEEKEND, WEEKEND_CITATION) if day.weekday() >= SATURDAY else ("", "")

    def _works(self, day: date) -> bool:
        special = self._special.get(day)
        return special.works if special is not None else day.weekday() < SATURDAY

    def _require(self, one: int, other: int) -> None:
        step = 1 if other >= one else -1
        for year in range(one, other + step, step):
            if year not in self.years:
                raise YearWithoutCalendar(year)

    def _first_missing(self, year: int, step: int) -> int:
        while year in self.years:
            year += step
        return year
