"""The law and the calendar as one operation reads them: once, however often it asks, for neither changes meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("law_read", default=None)


@contextmanager
def law_read_once() -> Iterator[None]:
    """Remember until the end of the outermost one of these what was read."""
    if _read.get() is not None:
        yield
        return
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def remembered() -> dict[Any, Any]:
    """Return what was read so far, to look up and to add to; outside any operation nothing, and it is not kept."""
    known = _read.get()
    return {} if known is None else known


def once(what: Any, ask: Callable[[], T]) -> T:
    """Return what was read under this name, or ask for it."""
    known = remembered()
    if what not in known:
        known[what] = ask()
    found: T = known[what]
    return found
