"""`./run bench floors [NAME …] [--rounds N]`: what people wait for, beside what the same costs without us.

In the office that DATA_DIR and DATABASE_URL name; whoever measures must be alone in it. The sides take turns, round by
round, so that what else the machine does falls on all of them: the ratios mean something where milliseconds do not.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from typing import Any

from django.db import connection

from bench.large import figures, machine
from cases.models import Case

from .pairs import DJANGO, PRODUCT, SQL, Pair, TooSmall, pairs
from .plain import begin_book
from .raw import EXPORT, export
from .written import Traces, marks, traces

WARM_UP, ROUNDS = 2, 9
HEADS = f"{'workload':<34}{'ms':>9}{'p95':>9}{'Django':>9}{'SQL':>9}{'×Django':>9}{'×SQL':>8}  goal"


def main(arguments: list[str]) -> int:
    names = [*(one.name for one in pairs(Traces())), EXPORT]
    words = argparse.ArgumentParser(prog="./run bench floors", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    words.add_argument("--rounds", type=int, default=ROUNDS)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    if unknown := sorted(set(asked.names) - set(names)):
        words.error(f"unknown workload {unknown[0]}; there are: {', '.join(names)}")
    if others := _others():
        words.error(f"{others} more are at work in this database: rows would be taken for ours and taken away")
    cases = Case.objects.count()
    if not asked.json:
        print(f"{machine()} · {cases} cases · {asked.rounds} rounds after {WARM_UP} to warm up")
        print(HEADS)
    rows = []
    for row in measured(asked.names or names, asked.rounds):
        rows.append(row)
        if not asked.json:
            print(told(row), flush=True)
    if asked.json:
        print(json.dumps({"machine": machine(), "cases": cases, "rounds": asked.rounds, "rows": rows}))
    return 0


def measured(names: list[str], rounds: int) -> Iterator[dict[str, Any]]:
    for name in names:
        if name == EXPORT:
            yield weigh(EXPORT, export(rounds), {SQL: 2})
            continue
        with traces() as left:
            left.leave(begin_book)
            try:
                yield measure(next(one for one in pairs(left) if one.name == name), left, rounds)
            except TooSmall as why:
                yield {"name": name, "left_out": str(why)}


def measure(pair: Pair, left: Traces, rounds: int) -> dict[str, Any]:
    times: dict[str, list[float]] = {name: [] for name in pair.sides}
    for number in range(WARM_UP + rounds):
        for name, side in pair.sides.items():
            given = side.prepare()
            before = None if side.stays else marks()
            began = time.perf_counter()
            side.work(given)
            lasted = time.perf_counter() - began
            if before is not None:
                left.new.append((before, marks()))
            if number >= WARM_UP:
                times[name].append(lasted * 1000 / pair.each)
    return weigh(pair.name, times, pair.goals)


def weigh(name: str, times: dict[str, list[float]], goals: dict[str, float]) -> dict[str, Any]:
    """Put the medians beside each other, and beside the goal."""
    medians = {side: statistics.median(found) for side, found in times.items()}
    ratios = {side: medians[PRODUCT] / medians[side] for side in (DJANGO, SQL) if side in medians}
    return {
        "name": name,
        **figures(times[PRODUCT]),
        **{f"{side}_ms": medians.get(side) for side in (DJANGO, SQL)},
        **{f"to_{side}": ratios.get(side) for side in (DJANGO, SQL)},
        "goals": goals,
        "reached": all(ratios[side] <= most for side, most in goals.items()) if goals else None,
    }


def told(row: dict[str, Any]) -> str:
    if "left_out" in row:
        return f"{row['name']:<34} left out: {row['left_out']}"

    def said(name: str, width: int) -> str:
        value = row[name]
        return " " * (width - 1) + "·" if value is None else f"{value:>{width}.2f}"

    goal = " and ".join(f"≤ {most:g} × {'Django' if side == DJANGO else 'SQL'}" for side, most in row["goals"].items())
    verdict = {True: ", reached", False: ", not reached", None: ""}[row["reached"]]
    columns = (("median_ms", 9), ("p95_ms", 9), ("django_ms", 9), ("sql_ms", 9), ("to_django", 9), ("to_sql", 8))
    return f"{row['name']:<34}{''.join(said(name, width) for name, width in columns)}  {goal}{verdict}"


def _others() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])
