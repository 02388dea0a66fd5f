"""Cuts what would be too much at once into shares."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")


def in_shares(rows: Iterable[Row], *, size: int) -> Iterator[list[Row]]:
    """Yield the rows in lists of at most so many, taking no more of them than the next list needs."""
    waiting = iter(rows)
    while share := list(islice(waiting, size)):
        yield share
