"""`python -m bench.opening [--rows N] [--wrong N] [--csv]`: what an old book costs.

It makes an office of its own in a folder that is thrown away, or in the empty database that DATABASE_URL names.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from typing import Any

from bench import office

office.begin()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from audit.actor import system  # noqa: E402
from bench.old_books import old_book  # noqa: E402
from bench.workloads import somebody  # noqa: E402
from cases import operations as op  # noqa: E402
from cases.models import Case, Opening, OpeningRow  # noqa: E402
from cases.opening import handing_out, sheets  # noqa: E402
from cases.vocabulary import RowState  # noqa: E402
from organizations.capacities import people_with  # noqa: E402
from organizations.models import Field, Unit  # noqa: E402
from organizations.vocabulary import FRONT_KINDS, Role  # noqa: E402

HOUSE = system("opening")


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="python -m bench.opening", description=__doc__)
    words.add_argument("--rows", type=int, default=10_000)
    words.add_argument("--wrong", type=int, default=37)
    words.add_argument("--csv", action="store_true", help="as CSV instead of xlsx")
    asked = words.parse_args(arguments)
    content, planted, by = an_office_with_a_book(asked.rows, asked.wrong, as_csv=asked.csv)
    told: dict[str, Any] = {"rows": asked.rows, "file_kib": len(content) // 1024, "database": connection.vendor}
    told["memory_before_mib"] = office.memory()
    today = timezone.localdate()
    unit = Unit.objects.get(pk=by.unit)
    opening, told["hand_in_s"] = timed(lambda: op.hand_in(unit, content, by=by, on=today))
    _, told["check_s"] = timed(lambda: op.carry_on(by=HOUSE, on=today))
    told["memory_after_check_mib"] = office.memory()
    opening = Opening.objects.get(pk=opening.pk)
    found = {row.line: {one[0] for one in row.said["problems"]} for row in opening.rows.filter(state=RowState.BAD)}
    told["wrong_found"], told["wrong_planted"] = len(found), len(planted)
    told["all_named"] = found.keys() == planted.keys() and all(planted[line] in found[line] for line in found)
    op.choose(opening, good_ones=True, by=by, on=today)
    _, told["enter_s"] = timed(lambda: op.carry_on(by=HOUSE, on=today))
    told["memory_after_enter_mib"] = office.memory()
    told["entered"] = OpeningRow.objects.filter(opening=opening, state=RowState.ENTERED).count()
    _, told["take_out_s"] = timed(
        lambda: len(sheets.filled(handing_out.rows_of(unit, today.replace(year=2000), today)))
    )
    told["cases"] = Case.objects.filter(unit=unit).count()
    told["sweep_told"], told["sweep_s"] = timed(lambda: op.sweep(by=system("sweep"), on=today))
    print(json.dumps(told, indent=1))
    return 0 if told["all_named"] else 1


def an_office_with_a_book(rows: int, wrong: int, *, as_csv: bool) -> tuple[bytes, dict[int, str], Any]:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_areas", verbosity=0)
    call_command("load_law", verbosity=0)
    op.require_keys()
    call_command("demo", cases=0, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    _person, by = somebody(Role.RECORDS_OFFICER)
    handler = people_with(Role.HANDLER, unit_id=by.unit or 0, on=timezone.localdate())[0].username
    agency = Unit.objects.exclude(kind__in=FRONT_KINDS).filter(in_force_to=None).order_by("pk").first()
    field = Field.objects.filter(in_force_to=None, parent__isnull=False).order_by("order").first()
    assert agency is not None
    assert field is not None
    today = timezone.localdate()
    book = list(
        old_book(rows, wrong=wrong, handler=handler, agency=agency.code or agency.name, field=field.key, until=today)
    )
    planted = {line: column for line, (_row, column) in enumerate(book, start=2) if column}
    cells = [row for row, _column in book]
    content = "".join(sheets.as_csv(cells)).encode() if as_csv else sheets.filled(cells)
    return content, planted, by


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Seconds on the clock, and those of them in which this process was really at work."""
    began, busy = time.perf_counter(), time.process_time()
    result = work()
    return result, {"clock": round(time.perf_counter() - began, 1), "cpu": round(time.process_time() - busy, 1)}


if __name__ == "__main__":
    office.run(main)
