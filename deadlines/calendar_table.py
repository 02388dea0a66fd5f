"""The table of one year's special days as an office brings it: what is wrong with it, what it would change. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .facts import Confidence
from .law.reading import DayRow
from .refusals import gettext_noop
from .vocabulary import DayKind
from .working_days import SATURDAY

SWAPS = {DayKind.SWAP_OFF: DayKind.SWAP_WORK, DayKind.SWAP_WORK: DayKind.SWAP_OFF}


@dataclass(frozen=True)
class Notice:
    """The decision the table stands in."""

    year: int
    citation: str
    adopted_on: date
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    notice: Notice
    days: Sequence[DayRow]
    whole: bool = True
    """The whole year: a day that is loaded and not in the table is withdrawn. Otherwise the others stay."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line of the file, as a sentence with its blanks; 0 is the table itself."""

    line: int
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What the table would change of what is loaded."""

    added: list[DayRow]
    changed: list[DayRow]
    withdrawn: list[date]

    @property
    def days(self) -> list[date]:
        return sorted([*(one.day for one in [*self.added, *self.changed]), *self.withdrawn])


def plan(table: Table, loaded: Mapping[date, DayRow]) -> Plan:
    """Compare the table with the days that hold now in its year."""
    added = [one for one in table.days if one.day not in loaded]
    changed = [one for one in table.days if one.day in loaded and _differs(one, loaded[one.day], table.notice)]
    brought = {one.day for one in table.days}
    withdrawn = [day for day in sorted(loaded) if day not in brought] if table.whole else []
    return Plan(added, changed, withdrawn)


def _differs(brought: DayRow, loaded: DayRow, notice: Notice) -> bool:
    """A day that only rests on the notice of the year as well keeps the more exact source it has."""
    if (brought.kind, brought.swapped_with, brought.name) != (loaded.kind, loaded.swapped_with, loaded.name):
        return True
    return brought.citation not in {loaded.citation, notice.citation}


def problems(table: Table, loaded: Iterable[DayRow], *, on: date) -> list[Problem]:
    """Return everything wrong with the table, in the order of its lines; nothing wrong is an empty list."""
    found: list[Problem] = []
    notice = table.notice
    if notice.adopted_on > on:
        found.append(Problem(0, gettext_noop("Ngày ban hành không thể sau ngày hôm nay.")))
    if not table.days:
        found.append(Problem(0, gettext_noop("Bảng không có ngày nào.")))
    brought = {one.day: one for one in table.days}
    holding = {**({} if table.whole else {one.day: one for one in loaded}), **brought}
    seen: set[date] = set()
    for line, row in enumerate(table.days, start=1):
        said = {"day": f"{row.day:%d/%m/%Y}", "year": notice.year}
        if row.day in seen:
            found.append(Problem(line, gettext_noop("Ngày %(day)s có hai dòng; mỗi ngày chỉ một dòng."), said))
        seen.add(row.day)
        if row.day.year != notice.year:
            found.append(Problem(line, gettext_noop("Ngày %(day)s không thuộc năm %(year)s của bảng này."), said))
        found += [Problem(line, sentence, said) for sentence in _of_row(row, holding, on)]
    for one in [] if table.whole else loaded:
        if one.day not in brought and one.kind in SWAPS and not _is_answered(one, holding):
            said = {"day": f"{one.day:%d/%m/%Y}"}
            lost = gettext_noop("Ngày hoán đổi %(day)s đã nạp sẽ mất ngày đối ứng; cần đưa cả hai ngày vào bảng.")
            found.append(Problem(0, lost, said))
    return found


def _of_row(row: DayRow, holding: Mapping[date, DayRow], on: date) -> list[str]:
    weekend = row.day.weekday() >= SATURDAY
    checks = [
        (not row.name.strip(), gettext_noop("Ngày %(day)s chưa có tên.")),
        (not row.citation.strip(), gettext_noop("Ngày %(day)s chưa có căn cứ.")),
        (row.confidence not in list(Confidence), gettext_noop("Ngày %(day)s: mức tin cậy phải là V, Vs, M hoặc ?.")),
        (
            row.adopted_on is not None and row.adopted_on > on,
            gettext_noop("Ngày %(day)s: ngày ban hành không thể sau ngày hôm nay."),
        ),
        (
            row.kind == DayKind.SWAP_WORK and not weekend,
            gettext_noop("Ngày %(day)s vốn là ngày làm việc, không thể là ngày làm bù."),
        ),
        (
            row.kind in {DayKind.SWAP_OFF, DayKind.MAKEUP_OFF} and weekend,
            gettext_noop("Ngày %(day)s vốn là ngày nghỉ cuối tuần, không cần hoán đổi hoặc nghỉ bù."),
        ),
        (
            row.kind not in SWAPS and row.swapped_with is not None,
            gettext_noop("Ngày %(day)s không phải ngày hoán đổi nên không có ngày đối ứng."),
        ),
        (
            row.kind in SWAPS and not _is_answered(row, holding),
            gettext_noop(
                "Ngày hoán đổi %(day)s thiếu ngày đối ứng: cần cả ngày nghỉ và ngày làm bù, ghi ngày của nhau."
            ),
        ),
    ]
    return [sentence for wrong, sentence in checks if wrong]


def _is_answered(row: DayRow, holding: Mapping[date, DayRow]) -> bool:
    other = holding.get(row.swapped_with) if row.swapped_with else None
    return other is not None and other.kind == SWAPS[DayKind(row.kind)] and other.swapped_with == row.day
