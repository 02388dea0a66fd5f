"""`./run bench [NAME …] [--runs N] [--cases N] [--json]`: medians, 95th percentiles and queries per workload."""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Iterator
from io import StringIO

from bench import office

office.begin()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from audit.models import Event  # noqa: E402
from bench import export, register, workloads  # noqa: E402
from bench.masses import MASSES, Row  # noqa: E402
from bench.start import seconds_to_the_first_page  # noqa: E402

WARM_UP = 3
START = "start"
REGISTER = ("verify", "writers")
"""They need a register where nothing has happened."""
EXPORT = "export"
APART = (START, EXPORT, *REGISTER, *MASSES)


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*workloads.ALL, *APART]))
    words.add_argument("--runs", type=int, default=20)
    words.add_argument("--cases", type=int, default=120, help="cases in the demo office that is measured")
    words.add_argument("--events", type=int, default=1_000_000, help="of the register that is verified")
    words.add_argument("--messages", type=int, default=10_000, help="that are delivered")
    words.add_argument("--duties", type=int, default=20_000, help="that are counted again, or told")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    unknown = sorted(set(asked.names) - {*workloads.ALL, *APART})
    if unknown:
        words.error(f"unknown workload {unknown[0]}; there are: {', '.join([*workloads.ALL, *APART])}")
    told = [said(row, asked) for row in apart(asked, words)]
    if not asked.names or set(asked.names) - set(APART):
        rows = [measure(name, asked.runs) for name in asked.names or workloads.ALL if name not in APART]
        told += rows
        if not asked.json:
            table(rows, asked)
    if asked.json:
        print(json.dumps({"machine": machine(), "cases": asked.cases, "runs": asked.runs, "rows": told}))
    return 0


def apart(asked: argparse.Namespace, words: argparse.ArgumentParser) -> Iterator[Row]:
    """Measure what is no workload of the list, and have an office for what is."""
    if START in asked.names:
        lasted = seconds_to_the_first_page()
        yield {"name": START, "seconds": lasted, "line": f"{START}: {lasted:.1f} s on data that is already there"}
    if asked.names == [START]:
        return
    call_command("migrate", verbosity=0, interactive=False)
    if set(asked.names) & set(REGISTER) and Event.objects.exists():
        words.error("DATABASE_URL names a database where things have happened: give one that is empty")
    for name in [name for name in asked.names if name in REGISTER]:
        yield from register.verify(asked.events) if name == "verify" else register.writers()
    if asked.names and set(asked.names) <= set(REGISTER):
        return
    unheard = StringIO()
    call_command("load_areas", verbosity=0, stdout=unheard)
    call_command("load_law", verbosity=0, stdout=unheard)
    call_command("demo", cases=asked.cases, verbosity=0, stdout=unheard)
    if EXPORT in asked.names:
        yield from export.measure()
    # In their own order: what was told runs into no holiday any more.
    for name, (work, of) in MASSES.items():
        if name in asked.names:
            yield from work(getattr(asked, of))


def said(row: Row, asked: argparse.Namespace) -> Row:
    if not asked.json:
        print(row["line"], flush=True)
    return {name: value for name, value in row.items() if name != "line"}


def table(rows: list[Row], asked: argparse.Namespace) -> None:
    print(f"{machine()} · {asked.cases} cases · {asked.runs} runs after {WARM_UP} to warm up")
    print(f"{'workload':<34}{'median ms':>11}{'p95 ms':>9}{'queries':>9}")
    for row in rows:
        print(f"{row['name']:<34}{row['median_ms']:>11.1f}{row['p95_ms']:>9.1f}{row['queries']:>9}")


def measure(name: str, runs: int) -> Row:
    """Time the workload; what each run needs is arranged outside the clock."""
    prepare, work = workloads.ALL[name]
    times: list[float] = []
    queries = 0
    for run in range(WARM_UP + runs):
        given = prepare()
        with CaptureQueriesContext(connection) as counted:
            began = time.perf_counter()
            work(given)
            lasted = time.perf_counter() - began
        if run >= WARM_UP:
            times.append(lasted * 1000)
            queries = max(queries, len(counted))
    p95 = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    return {"name": name, "median_ms": statistics.median(times), "p95_ms": p95, "queries": queries}


def machine() -> str:
    python = platform.python_version()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {python}, {connection.vendor}"
