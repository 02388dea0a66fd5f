"""Fills the empty database of an office: what all share first, then the copies of the lives, then the indices."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from audit.models import Event
from cases.models import Case
from organizations.models import User

from . import base
from .apart import Copied
from .copying import Written
from .course import Course
from .crowd import WRITES_AGAIN
from .law import Law
from .lives import Lives
from .plan import Plan, Planner
from .under_keys import Sealing
from .writing import Buffers, Indices, Told, at_speed, count_on, emptied

AT_ONCE = 25
"""Courses after which it says how far it has come."""
BETWEEN_LINES = 5


class NotEmpty(RuntimeError):
    """Somebody works here."""


def fill(led: Path, *, cases: int, seed: int, workers: int, told: Told) -> None:
    """Raises NotEmpty."""
    call_command("migrate", verbosity=0, interactive=False)
    if User.objects.exists() or Case.objects.exists() or Event.objects.exists():
        raise NotEmpty("The database is not empty: give DATABASE_URL or DATA_DIR an empty one.")
    lives = Lives(led)
    told(
        f"{len(lives.shapes)} shapes of {sum(one.cases for one in lives.shapes)} cases; left out {dict(lives.left_out)}"
    )
    at_speed()
    _share(list(base.lines(lives)))
    copied = [Copied(shape, lives) for shape in lives.shapes]
    law = Law()
    planner = Planner(lives, copied, law, seed=seed)
    plan = planner.plan(cases)
    told(f"{len(plan.courses)} courses of {cases} cases planned")
    _share(list(base.series(plan.series)))
    indices = Indices({table for one in copied for table in one.lines} | {"files_blob"})
    indices.take_down()
    work = Work(copied, planner, law, cases=cases, seed=seed)
    shown = 0.0
    for done in work.in_processes(plan, workers) if connection.vendor == "postgresql" else work.write(plan.courses):
        if done == cases or time.monotonic() - shown > BETWEEN_LINES:
            shown = time.monotonic()
            told(f"{done} of {cases} cases")
    indices.build_again(told)
    last = {table: following - 1 for table, following in plan.ids.items()}
    for row in lives.base:
        if isinstance(row.key, int):
            last[row.table.counted_by] = max(last.get(row.table.counted_by, 0), row.key % base.ROWS)
    count_on(last)
    told(f"done: {Case.objects.count()} cases, {sum(last.values())} rows")


def _share(lines: Sequence[base.Line]) -> None:
    columns = {table: names for table, names, _line in lines}
    emptied(columns)
    buffers = Buffers(columns)
    for table, _names, line in lines:
        buffers.add({table: line})
    buffers.hand_over()


class Work:
    def __init__(self, copied: list[Copied], planner: Planner, law: Law, *, cases: int, seed: int) -> None:
        self.copied, self.planner, self.law, self.seed = copied, planner, law, seed
        self.crowd = int(cases * WRITES_AGAIN)
        self.columns = {table: names for one in copied for table, names in one.columns.items()}
        self.columns |= {row.table.name: row.table.columns for one in copied for row in one.blobs}

    def write(self, courses: Sequence[Course]) -> Iterator[int]:
        """Write the copies of these courses; yield now and then how many cases are there."""
        keys, buffers = Sealing(), Buffers(self.columns)
        done = 0
        for number, course in enumerate(courses, start=1):
            copied = self.copied[course.shape]
            place = self.planner.place(course)
            written = Written(copied, course, place, self.law, keys, crowd=self.crowd, seed=self.seed)
            if copied.blobs:
                buffers.add({"files_blob": written.blob_lines()})
            for lines in written.copies():
                buffers.add(lines)
            done += course.copies * copied.shape.cases
            if number % AT_ONCE == 0:
                yield done
        buffers.hand_over()
        yield done

    def in_processes(self, plan: Plan, workers: int) -> Iterator[int]:
        """Several write at once, each every so-manieth course; the numbers were given out before."""
        connection.close()
        fork = multiprocessing.get_context("fork")
        queue: Any = fork.Queue()
        shares = [plan.courses[number::workers] for number in range(workers)]
        each = [fork.Process(target=self._share, args=(number, share, queue)) for number, share in enumerate(shares)]
        for process in each:
            process.start()
        done = dict.fromkeys(range(workers), 0)
        finished = 0
        while finished < workers:
            number, many = queue.get()
            if many is None:
                finished += 1
            else:
                done[number] = many
                yield sum(done.values())
        for process in each:
            process.join()
            if process.exitcode:
                raise SystemExit("a process that wrote has failed: see above")

    def _share(self, number: int, courses: Sequence[Course], queue: Any) -> None:
        try:
            at_speed()
            for done in self.write(courses):
                queue.put((number, done))
        finally:
            queue.put((number, None))
