"""What took long to count, kept for a minute: whoever opens a list behind a figure and comes back waits once.

A small office counts anew every time. What is kept is one reader's own, for the same question asked with the same
rights, and says when it was counted; what is printed is never taken from here.
"""

import hashlib
import time
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from .dashboard import Asked, Board, board

KEPT_SECONDS = 60
WORTH_KEEPING = 0.3
"""Seconds that the counting took: below it nobody is spared anything."""


@dataclass(frozen=True)
class Counted:
    board: Board
    at: datetime
    is_kept: bool = False
    """Counted for an earlier look, not for this one."""


def counted_board(asked: Asked, *, anew: bool = False, worth: float = WORTH_KEEPING) -> Counted:
    """Return the figures, counted now or at most a minute ago."""
    key = _key(asked)
    found: Counted | None = None if anew else cache.get(key)
    if found is not None:
        return replace(found, is_kept=True)
    at, began = timezone.now(), time.perf_counter()
    counted = Counted(board(asked), at)
    if time.perf_counter() - began >= worth:
        cache.set(key, counted, KEPT_SECONDS)
    elif anew:
        # It went quicker this time: what is kept still is older than what is shown now.
        cache.set(key, None, 0)
    return counted


def _key(asked: Asked) -> str:
    """Say who asks, with which rights, and what: as a digest, for a file is named after it."""
    by = asked.seen_by
    who = (by.kind, by.key, by.unit, sorted(by.roles), by.on_behalf_of)
    what = (asked.first, asked.last, asked.on, asked.unit, asked.field, asked.area, asked.agency, get_language())
    return f"board-{hashlib.sha256(repr((who, what)).encode()).hexdigest()}"
