"""Writes the same rows in three ways, each time alone in its process: `python -m bench.writing WAY ROWS`."""

import argparse
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from audit import sheets, tables
from audit.shares import in_shares

AT_A_TIME = 200
ROW = [
    "2026-01046", "12/11/2026", "Kiến nghị", "Tập thể 31 người", "Lương Thị Bích Phượng và 30 người khác",
    "Không đồng ý quyết định giải quyết lần hai về bồi thường, hỗ trợ khi Nhà nước thu hồi đất dự án đường ven sông",
    "quá 12 ngày làm việc", "04/11/2026", "theo công văn", "Văn phòng đăng ký đất đai", "Đặng Thị Thu Hà",
    "Chờ cơ quan trả lời",
]  # fmt: skip
LINE = "{name}: {rows} rows in {seconds:.2f} s; {mib_before} MiB before, {mib_most} MiB at most"
HEAD = [f"Cột {n}" for n in range(len(ROW))]


def rows(number: int) -> Iterator[list[str]]:
    for n in range(number):
        yield [f"2026-{n:06}", *ROW[1:]]


def raw(number: int) -> None:
    """What anybody would write: the lines of the sheet into a compressing stream, nothing looked at, nothing named."""
    out = zlib.compressobj(1)
    for share in in_shares(rows(number), size=AT_A_TIME):
        cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in share)
        out.compress("".join(f"<row>{one}</row>" for one in cells).encode())
    out.flush()


def as_csv(number: int) -> None:
    for share in in_shares(tables.as_csv(HEAD, rows(number)), size=AT_A_TIME):
        "".join(share).encode()


def as_sheet(number: int) -> None:
    for _some in sheets.as_sheet(HEAD, rows(number), title="Sổ đơn"):
        pass


WAYS: dict[str, Callable[[int], None]] = {"raw lines, compressed": raw, "csv": as_csv, "xlsx": as_sheet}


def most() -> int:
    """Return the most memory this process ever had, in MiB; of this program alone, not of who started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def alone(name: str, number: int) -> dict[str, Any]:
    before, began = most(), time.process_time()
    WAYS[name](number)
    lasted = time.process_time() - began
    return {"name": name, "rows": number, "seconds": lasted, "mib_before": before, "mib_most": most()}


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="python -m bench.writing", description=__doc__)
    words.add_argument("way", choices=list(WAYS))
    words.add_argument("rows", type=int)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    said = alone(asked.way, asked.rows)
    print(json.dumps(said) if asked.json else LINE.format(**said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
