"""What follows from an event: at once in the same transaction, or later through the outbox.

A reaction after commit runs in one transaction with the mark that it is done: inside the database it happens exactly
once, however often the transport delivers. Celery only carries the id.
"""

import importlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from fnmatch import fnmatchcase
from functools import cache

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from .models import Dispatch, DispatchState, Event
from .rows import add_all

Reaction = Callable[[Event], None]
Table = Mapping[str, Iterable[Reaction]]
Together = Mapping[str, Callable[[Sequence[Event]], None]]
"""What follows at once from all events of a kind that are told together, in the same transaction."""

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=1)
# The relay leaves fresh rows to the task that the commit has sent; it only picks up what got lost.
RELAY_AFTER = timedelta(seconds=5)

_now: dict[str, list[Reaction]] = {}
_later: dict[str, list[Reaction]] = {}
_together: dict[str, Callable[[Sequence[Event]], None]] = {}
_send: list[Callable[[list[int]], None]] = []


def wire(*, in_transaction: Table, together: Together, after_commit: Table, send: Callable[[list[int]], None]) -> None:
    """Take the table of reactions and the transport; called once at start."""
    _now.clear()
    _now.update({pattern: list(reactions) for pattern, reactions in in_transaction.items()})
    _together.clear()
    _together.update(together)
    _later.clear()
    _later.update({pattern: list(reactions) for pattern, reactions in after_commit.items()})
    _send[:] = [send]
    _at_once.cache_clear()
    _names_later.cache_clear()


@contextmanager
def held() -> Iterator[None]:
    """Send nothing meanwhile: whoever opens this delivers what is owed, or leaves it to the relay."""
    kept = list(_send)
    _send.clear()
    try:
        yield
    finally:
        _send[:] = kept


def publish(events: Sequence[Event]) -> None:
    """Run what belongs to the same transaction, note down what comes after."""
    for event in events:
        for reaction in _at_once(event.kind):
            reaction(event)
    for kind, follow in _together.items():
        if some := [event for event in events if event.kind == kind]:
            follow(some)
    owed = [
        Dispatch(event=event, reaction=name, not_before=event.recorded_at)
        for event in events
        for name in _names_later(event.kind)
    ]
    add_all(owed)
    if owed:
        ids = [dispatch.pk for dispatch in owed]
        transaction.on_commit(lambda: _hand_over(ids), robust=True)


def _hand_over(dispatch_ids: list[int]) -> None:
    for send in _send:
        send(dispatch_ids)


def deliver(dispatch_id: int) -> bool:
    """Run one owed reaction. Return whether it is done now; a reaction already done is left alone."""
    reaction = ""
    try:
        with transaction.atomic():
            dispatch = _claim(dispatch_id)
            if dispatch is None:
                return Dispatch.objects.filter(pk=dispatch_id, state=DispatchState.DONE).exists()
            reaction = dispatch.reaction
            resolve(reaction)(dispatch.event)
            dispatch.state = DispatchState.DONE
            dispatch.done_at = timezone.now()
            dispatch.save(update_fields=["state", "done_at"])
    except (OSError, DatabaseError, ValueError, LookupError, TypeError, AttributeError) as trouble:
        # Whatever a reaction stumbles over must not take the others with it: it waits and is tried again.
        log.warning("reaction %s of dispatch %s failed: %s", reaction, dispatch_id, type(trouble).__name__)
        _postpone(dispatch_id, type(trouble).__name__)
        return False
    return True


def overdue(*, limit: int = 500) -> list[int]:
    """Return the ids of reactions whose time has come and that no task has taken."""
    rows = Dispatch.objects.filter(state=DispatchState.OWED, not_before__lte=timezone.now() - RELAY_AFTER)
    return list(rows.order_by("not_before", "pk").values_list("pk", flat=True)[:limit])


def _claim(dispatch_id: int) -> Dispatch | None:
    # Of two deliveries of the same row the second finds it locked and leaves; SQLite has one writer at a time anyway.
    skip = connection.features.has_select_for_update_skip_locked
    rows: models.QuerySet[Dispatch] = Dispatch.objects.select_for_update(skip_locked=skip, of=("self",) if skip else ())
    return rows.select_related("event").filter(pk=dispatch_id, state=DispatchState.OWED).first()


def _postpone(dispatch_id: int, error: str) -> None:
    with transaction.atomic():
        dispatch = _claim(dispatch_id)
        if dispatch is None:
            return
        dispatch.attempts += 1
        dispatch.last_error = error
        dispatch.not_before = timezone.now() + min(timedelta(seconds=2**dispatch.attempts), LONGEST_WAIT)
        if dispatch.attempts >= MOST_ATTEMPTS:
            dispatch.state = DispatchState.FAILED
        dispatch.save(update_fields=["attempts", "last_error", "not_before", "state"])


@cache
def _at_once(kind: str) -> list[Reaction]:
    return list(_matching(_now, kind))


@cache
def _names_later(kind: str) -> list[str]:
    return list(dict.fromkeys(name_of(reaction) for reaction in _matching(_later, kind)))


def _matching(table: Mapping[str, list[Reaction]], kind: str) -> Iterator[Reaction]:
    for pattern, reactions in table.items():
        if fnmatchcase(kind, pattern):
            yield from reactions


def name_of(reaction: Reaction) -> str:
    return f"{reaction.__module__}:{reaction.__name__}"


def resolve(name: str) -> Reaction:
    module, _, function = name.partition(":")
    found: Reaction = getattr(importlib.import_module(module), function)
    return found
