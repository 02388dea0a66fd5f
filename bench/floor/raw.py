"""A table of cases beside its raw lines: each way of `bench/writing.py` alone in its process, in turn."""

import json
import subprocess
import sys

from .pairs import PRODUCT, SQL

EXPORT = "export as a sheet"
ROWS = 20_000


def export(rounds: int) -> dict[str, list[float]]:
    """Return milliseconds of processor for each way; the same rows every time."""
    times: dict[str, list[float]] = {PRODUCT: [], SQL: []}
    for _round in range(rounds):
        for side, way in ((PRODUCT, "xlsx"), (SQL, "raw lines, compressed")):
            command = [sys.executable, "-m", "bench.writing", way, str(ROWS), "--json"]
            said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            times[side].append(said["seconds"] * 1000)
    return times
