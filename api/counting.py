"""How many requests were answered and how long they took: kept by each web process in a file that all of them can read.

Several processes answer at one address, and whoever asks for the figures meets one of them. Each writes into a file of
its own, mapped into memory; whichever is asked adds all files of its machine up. A process takes the first file that
no living one holds and counts on in it: what a dead one counted stays, and no sum ever falls.
"""

import fcntl
import mmap
import os
import struct
import threading
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; the last count is of what took longer than all of them."""
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
_NAME = 96
_ROW = struct.Struct(f"={_NAME}s{len(CLASSES) + 1 + len(BOUNDS) + 1}d")
_NUMBER = struct.Struct("=d")
_AT_ONCE = 64


@dataclass(frozen=True)
class Counted:
    """What was counted of one view."""

    by_class: tuple[float, ...]
    seconds: float
    by_bound: tuple[float, ...]
    """How many took at most as long as each bound and longer than the one before; the last: longer than all."""


class Counts:
    """The file of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.process = folder, os.getpid()
        self._lock = threading.Lock()
        self._file = _free_file(folder)
        self._rows = {name: at for at, (name, _counted) in enumerate(_read(self._file))}
        self._open()

    def _open(self) -> None:
        size = (len(self._rows) // _AT_ONCE + 1) * _AT_ONCE * _ROW.size
        self._file.truncate(size)
        self._map = mmap.mmap(self._file.fileno(), size)

    def add(self, view: str, *, status: int, seconds: float) -> None:
        which = min(max(status // 100, 1), len(CLASSES)) - 1
        with self._lock:
            first = self._row(view) * _ROW.size + _NAME
            for place, much in (
                (which, 1.0),
                (len(CLASSES), seconds),
                (len(CLASSES) + 1 + bisect_left(BOUNDS, seconds), 1.0),
            ):
                where = first + place * _NUMBER.size
                (have,) = _NUMBER.unpack_from(self._map, where)
                _NUMBER.pack_into(self._map, where, have + much)

    def _row(self, view: str) -> int:
        row = self._rows.get(view)
        if row is None:
            row = self._rows[view] = len(self._rows)
            if (row + 1) * _ROW.size > len(self._map):
                self._map.close()
                self._open()
            self._map[row * _ROW.size : row * _ROW.size + _NAME] = view.encode()[:_NAME].ljust(_NAME, b"\0")
        return row

    def close(self) -> None:
        """Let the next process count on in this file."""
        self._map.close()
        self._file.close()


def counted_in(folder: Path) -> dict[str, Counted]:
    """Return what all processes of this machine have counted, view by view."""
    found: dict[str, Counted] = {}
    for path in sorted(folder.glob("*.counts")):
        with path.open("rb") as file:
            for name, one in _read(file):
                found[name] = _sum(found[name], one) if name in found else one
    return found


def _sum(one: Counted, other: Counted) -> Counted:
    return Counted(
        tuple(a + b for a, b in zip(one.by_class, other.by_class, strict=True)),
        one.seconds + other.seconds,
        tuple(a + b for a, b in zip(one.by_bound, other.by_bound, strict=True)),
    )


def _read(file: IO[bytes]) -> Iterator[tuple[str, Counted]]:
    file.seek(0)
    while len(row := file.read(_ROW.size)) == _ROW.size:
        name, *numbers = _ROW.unpack(row)
        if not name.strip(b"\0"):
            return
        split = len(CLASSES)
        yield (
            name.rstrip(b"\0").decode(errors="replace"),
            Counted(tuple(numbers[:split]), numbers[split], tuple(numbers[split + 1 :])),
        )


def _free_file(folder: Path) -> IO[bytes]:
    """Take the first file that no living process holds."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    while True:
        path = folder / f"web-{number}.counts"
        path.touch()
        file = path.open("r+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            number += 1
        else:
            return file


_mine: list[Counts] = []
_taking = threading.Lock()


def counts_of_this_process(folder: Path) -> Counts:
    """Return where this process counts; one that was forked takes a file of its own."""
    with _taking:
        if not _mine or _mine[0].process != os.getpid() or _mine[0].folder != folder:
            _mine[:] = [Counts(folder)]
        return _mine[0]
