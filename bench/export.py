"""A list of 100,000 cases as a table: how long it takes and how much memory, beside the raw lines of the same rows.

`./run bench export`: what is written is measured on rows that are at hand, then the whole way with the database.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from cases.models import Case
from desk.listing.tables import REGISTER, Question
from desk.personal import exporting
from desk.personal.models import ExportForm
from organizations.models import Unit
from organizations.vocabulary import Role

from .office import memory
from .workloads import somebody
from .writing import LINE, WAYS

ROWS = 100_000
Row = dict[str, Any]


def measure(number: int = ROWS) -> Iterator[Row]:
    """Yield each way of writing, each in a process of its own, so that its memory is its own; then the whole way."""
    for name in WAYS:
        answer = subprocess.run(
            [sys.executable, "-m", "bench.writing", name, str(number), "--json"],
            check=True,
            capture_output=True,
            text=True,
        )
        said = json.loads(answer.stdout)
        yield {**said, "line": LINE.format(**said)}
    for form in (ExportForm.CSV, ExportForm.XLSX):
        yield taken_out(form)


def taken_out(form: str, *, most: int | None = None) -> Row:
    """The whole way for what the office holds: read with the rights of the reader, written, sealed, handed over."""
    _person, actor = somebody(Role.LEADER)
    unit, today = Unit.objects.get(pk=actor.unit), timezone.localdate()
    cases = Case.objects.visible_to(actor).order_by("-pk").values_list("pk", flat=True)[:most]
    began = time.perf_counter()
    question = Question("", lambda: ((pk, pk) for pk in cases.iterator()), "", {}, "")
    export = exporting.ask_for_export(REGISTER, question, unit=unit, form=form, by=actor, at=timezone.now())
    asked = time.perf_counter() - began
    exporting.carry_exports_on(on=today)
    written = time.perf_counter() - began - asked
    export.refresh_from_db()
    size = sum(len(part) for part in exporting.hand_over(export, by=actor, on=today, at=timezone.now()))
    whole = time.perf_counter() - began
    line = (
        f"{form} of {export.total} cases: fixed {asked:.1f} s, written {written:.1f} s, handed over "
        f"{whole - asked - written:.1f} s, {size / 1024 / 1024:.1f} MiB; {memory()} MiB of memory at most"
    )
    return {"name": f"export as {form}", "rows": export.total, "seconds": whole, "mib": memory(), "line": line}
