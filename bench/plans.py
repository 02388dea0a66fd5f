"""Which of a page's questions read a whole large table: asked of PostgreSQL, plan by plan."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

LARGE = 20_000
"""Rows, from which on nobody reads a table from end to end to draw a page."""
FEW = 2_500
"""So many may be looked at one after the other by what then stops: it counts to a thousand, or fills a page."""
COLLECTS = {"Hash", "Sort", "Aggregate", "Materialize", "Memoize", "Bitmap Heap Scan"}


@dataclass(frozen=True)
class Read:
    """One question of a page, and what PostgreSQL means to do about it."""

    sql: str
    tables: tuple[str, ...]
    """The large tables it goes through from end to end."""
    cost: float


def whole_reads(queries: Iterable[dict[str, str]], *, large: int = LARGE) -> Iterator[Read]:
    """Yield each question that goes through a large table."""
    sizes = large_tables(large)
    for query in queries:
        sql = query["sql"]
        if not sql.lstrip("( ").upper().startswith("SELECT"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql.replace('%', '%%')}", [])
            (said,) = cursor.fetchone()
        plan = (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]
        tables = tuple(sorted(set(_read_whole(plan, sizes))))
        if tables:
            yield Read(sql, tables, plan["Total Cost"])


def large_tables(large: int = LARGE) -> dict[str, float]:
    """Return the tables of so many rows, with how many they have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [large])
        return dict(cursor.fetchall())


def _read_whole(plan: dict[str, Any], sizes: dict[str, float], share: float = 1.0) -> Iterator[str]:
    """Yield what is read from end to end. What stops after some rows is not: a page of fifty out of half of all."""
    if plan["Node Type"] == "Seq Scan" and share * sizes.get(plan["Relation Name"], 0) > FEW:
        yield plan["Relation Name"]
    if plan["Node Type"] == "Limit" and plan["Plans"]:
        share *= _of(plan, plan["Plans"][0])
    for inner in plan.get("Plans", ()):
        # What is asked apart, or collected before the first row comes, is not cut short by who stops above it.
        apart = inner.get("Parent Relationship") in {"InitPlan", "SubPlan"} or inner["Node Type"] in COLLECTS
        yield from _read_whole(inner, sizes, 1.0 if apart else share)


def _of(limit: dict[str, Any], inner: dict[str, Any]) -> float:
    """Return which share of what stands below is asked for, as the planner reckons it."""
    whole = inner["Total Cost"] - inner["Startup Cost"]
    asked = limit["Total Cost"] - inner["Startup Cost"]
    return min(1.0, max(0.0, asked / whole)) if whole > 0 else 1.0
