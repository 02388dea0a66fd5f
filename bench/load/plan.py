"""How many copies of which life, on which days, at which place: the mix of a published year, ten years long."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from config.demo.units import COMMUNES, HAMLETS

from .apart import Copied
from .course import Course, Place
from .law import Law
from .lives import Lives
from .marks import ROWS

# Of the 3,667 petitions of a published provincial year.
YEAR = {"filed": 346, "complaint": 76, "denunciation": 143, "other": 3667 - 346 - 76 - 143}
OPEN = 0.04
"""So much of the register is still on its way; the rest is closed."""
GROWTH = 1.05
"""Each year brings a little more than the one before."""
PLACES_ALIKE = 5_000
"""So many courses at most: copies of one course differ in people, words and numbers, not in days and place."""
FURTHER_HAMLETS = tuple(str(number) for number in range(8, 21))


@dataclass
class Plan:
    courses: list[Course] = field(default_factory=list)
    series: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    """The next number of each table."""


class Planner:
    def __init__(self, lives: Lives, copied: Sequence[Copied], law: Law, *, seed: int) -> None:
        self.lives, self.copied, self.law = lives, copied, law
        self.rng = Random(seed)
        self.back = [self._back(one) for one in copied]
        self.first_ids = self._first_ids()

    def plan(self, cases: int) -> Plan:
        chosen = list(self._courses(cases))
        chosen.sort(key=lambda one: (self.copied[one[0]].shape.first + timedelta(days=one[1]), one[0]))
        plan = Plan(ids=dict(self.first_ids))
        copies = 0
        for number, (shape, moved, many) in enumerate(chosen):
            plan.courses.append(self._course(plan, number, shape, moved, many, copies))
            copies += many
        return plan

    def place(self, course: Course) -> Place:
        """Return where a course happens."""
        like = self.copied[course.shape].shape.commune
        called = COMMUNES[like][3]
        if course.commune is None:
            name, area, rows = COMMUNES[like][1], "", {}
        else:
            told = self.lives.told["communes"][course.commune]
            name, area = told["name"], told["area"]
            rows = {int(was): now for was, now in told["rows"].items()}
        return Place(rows, name, area, f"{called} {course.hamlet}, {name[0].lower()}{name[1:]}")

    # ---------------------------------------------------------------------------------------------------------------

    def _back(self, copied: Copied) -> list[int]:
        """By how many days the life can be moved; what is open stands where it stands today."""
        if copied.shape.open:
            return [0]
        moves = self.law.days_off(
            copied.shape.days, copied.counted, first=copied.shape.first, earliest=self.lives.since
        )
        return [0, *(one.days for one in moves)]

    def _first_ids(self) -> dict[str, int]:
        last: Counter[str] = Counter()
        for row in self.lives.base:
            if isinstance(row.key, int):
                last[row.table.counted_by] = max(last[row.table.counted_by], row.key % ROWS)
        named = {table for one in self.copied for table in one.count} | {"files_blob"}
        return {table: last[table] + 1 for table in named}

    def _courses(self, cases: int) -> Iterator[tuple[int, int, int]]:
        """Yield shape, days moved and number of copies, so that the cases come out exactly."""
        together = max(1, round(cases / PLACES_ALIKE))
        left = cases
        for sort, share in _shared(cases, YEAR).items():
            for is_open, part in _shared(share, {True: OPEN, False: 1 - OPEN}).items():
                shapes = [n for n, one in enumerate(self.copied) if (one.shape.sort, one.shape.open) == (sort, is_open)]
                shapes = shapes or [n for n, one in enumerate(self.copied) if one.shape.sort == sort]
                wanted = part
                while wanted > 0 and shapes:
                    shape = self.rng.choice(shapes)
                    each = self.copied[shape].shape.cases
                    many = min(together, wanted // each)
                    if not many:
                        # What several cases hang together in does not fit into the rest any more.
                        shapes = [n for n in shapes if self.copied[n].shape.cases <= wanted]
                        continue
                    yield shape, self._moved(shape), many
                    wanted -= many * each
                    left -= many * each
        assert left == 0, f"{left} cases found no life that is theirs: lead more lives"

    def _moved(self, shape: int) -> int:
        back = self.back[shape]
        weights = [GROWTH ** (moved / 365) for moved in back]
        return self.rng.choices(back, weights)[0]

    def _course(self, plan: Plan, number: int, shape: int, moved: int, many: int, first_copy: int) -> Course:
        copied = self.copied[shape]
        like = copied.shape.commune
        communes = [None, *(n for n, one in enumerate(self.lives.told["communes"]) if one["like"] == like)]
        # A few communes write much, many write little.
        commune = self.rng.choices(communes, [1 / (rank + 1) ** 0.7 for rank in range(len(communes))])[0]
        hamlet = self.rng.choice((*HAMLETS[like], *FURTHER_HAMLETS))
        ids = {}
        for table, count in copied.count.items():
            ids[table] = plan.ids[table]
            plan.ids[table] += count * many
        blobs = plan.ids["files_blob"]
        plan.ids["files_blob"] += len(copied.blobs)
        course = Course(number, shape, moved, commune, hamlet, many, first_copy, ids, blobs=blobs)
        rows = self.place(course).rows
        numbers = tuple(
            _taken(plan, f"case/{_year(on, moved)}{'/apart' if name.startswith('M-') else ''}", many)
            for name, on in copied.numbers
        )
        letters = tuple(
            _taken(plan, f"letter/{rows.get(unit, unit) % ROWS}/{_year(on, moved)}{'/secret' if secret else ''}", many)
            for unit, on, secret in copied.letters
        )
        return Course(number, shape, moved, commune, hamlet, many, first_copy, ids, numbers, letters, blobs)


def _year(on: date, moved: int) -> int:
    return (on + timedelta(days=moved)).year


def _taken(plan: Plan, series: str, many: int) -> int:
    first = plan.series.get(series, 0) + 1
    plan.series[series] = first + many - 1
    return first


def _shared(whole: int, weights: dict[Any, float]) -> dict[Any, int]:
    """Share a number out by weights, nothing lost."""
    total = sum(weights.values())
    found = {kind: int(whole * weight / total) for kind, weight in weights.items()}
    by_rest = sorted(weights, key=lambda kind: -(whole * weights[kind] / total - found[kind]))
    for kind in by_rest[: whole - sum(found.values())]:
        found[kind] += 1
    return found
