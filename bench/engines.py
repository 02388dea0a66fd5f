"""`./run bench engines --postgres URL`: one small office of one seed on SQLite and on PostgreSQL, by one client.

The PostgreSQL server at URL gets a database of its own that is dropped again. Rounds take turns between the engines.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

NAMES = ("register a petition by the form", "open my inbox", "one move by its page")
SQLITE, POSTGRES = "sqlite", "postgresql"


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="./run bench engines", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help="of `./run bench large`; else register, inbox and move")
    words.add_argument("--postgres", required=True, metavar="URL", help="of a server where a database may be made")
    words.add_argument("--cases", type=int, default=2_000)
    words.add_argument("--led", type=Path, default=None, help="a folder of lives that were led already")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--runs", type=int, default=9, help="of each workload in each round")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    with ExitStack() as offices:
        folder = Path(offices.enter_context(tempfile.TemporaryDirectory(prefix="cau-noi-engines-")))
        led = asked.led or folder / "lives"
        urls = {SQLITE: "", POSTGRES: offices.enter_context(a_database(asked.postgres))}
        for engine, url in urls.items():
            _bench(folder / engine, url, "load", "--cases", str(asked.cases), "--led", str(led.resolve()))
        rows = compared(folder, urls, asked.names or list(NAMES), rounds=asked.rounds, runs=asked.runs)
    if asked.json:
        print(json.dumps({"cases": asked.cases, "rounds": asked.rounds, "rows": rows}))
        return 0
    print(f"{asked.cases} cases on each engine · {asked.rounds} rounds of {asked.runs}")
    print(f"{'workload':<38}{'SQLite ms':>11}{'PostgreSQL ms':>15}{'SQLite/PostgreSQL':>19}")
    for row in rows:
        print(f"{row['name']:<38}{row['sqlite_ms']:>11.1f}{row['postgresql_ms']:>15.1f}{row['ratio']:>19.2f}")
    return 0


def compared(folder: Path, urls: dict[str, str], names: list[str], *, rounds: int, runs: int) -> list[dict[str, Any]]:
    """Let each engine have its round, again and again, and put the medians of the rounds beside each other."""
    medians: dict[str, dict[str, list[float]]] = {name: {engine: [] for engine in urls} for name in names}
    for _round in range(rounds):
        for engine, url in urls.items():
            said = json.loads(_bench(folder / engine, url, "large", *names, "--runs", str(runs), "--json"))
            for row in said["rows"]:
                medians[row["name"]][engine].append(row["median_ms"])
    rows = []
    for name, found in medians.items():
        lite, big = statistics.median(found[SQLITE]), statistics.median(found[POSTGRES])
        rows.append({"name": name, "sqlite_ms": lite, "postgresql_ms": big, "ratio": lite / big})
    return rows


def _bench(data: Path, url: str, *words: str) -> str:
    env = {**os.environ, "DATA_DIR": str(data), "DATABASE_URL": url}
    done = subprocess.run([sys.executable, "-m", "bench", *words], env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout[-1000:] + done.stderr[-3000:])
    return done.stdout


@contextmanager
def a_database(url: str) -> Iterator[str]:
    name = f"cau_noi_bench_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
