"""`./run bench long [verify] [export]`: work over everything the office holds that DATA_DIR and DATABASE_URL name.

Memory is told twice, for a tenth and for all of it: what grows with the office would show.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Max

from bench.large import machine  # isort: skip - reads the settings, before anything else of the office
from bench.export import taken_out
from bench.register import checked
from cases.models import Case
from desk.personal.models import ExportForm

Row = dict[str, Any]


def verify(cases: int) -> Iterator[Row]:
    last = Case.objects.aggregate(last=Max("pk"))["last"] or 0
    yield {"of": "a tenth", **checked("cases.case", last // 10)}
    yield {"of": "all", **checked("cases.case", last)}


def export(cases: int) -> Iterator[Row]:
    yield {"of": "a tenth", **taken_out(ExportForm.XLSX, most=cases // 10)}
    yield {"of": "all", **taken_out(ExportForm.XLSX, most=cases)}


WORK: dict[str, Callable[[int], Iterator[Row]]] = {"verify": verify, "export": export}


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="./run bench long", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(WORK))
    words.add_argument("--cases", type=int, default=100_000, help="the newest, that are exported")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    if unknown := sorted(set(asked.names) - WORK.keys()):
        words.error(f"unknown work {unknown[0]}; there are: {', '.join(WORK)}")
    if not asked.json:
        print(f"{machine()} · {Case.objects.count()} cases")
    rows = []
    for name in asked.names or WORK:
        for row in WORK[name](asked.cases):
            line = row.pop("line")
            rows.append(row)
            if not asked.json:
                print(f"{row['of']}: {line}", flush=True)
    if asked.json:
        print(json.dumps({"machine": machine(), "cases": Case.objects.count(), "rows": rows}))
    return 0
