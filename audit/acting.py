"""Who is acting, and under which operation: kept for the length of one operation."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from .actor import Actor


@dataclass(frozen=True)
class Acting:
    by: Actor
    operation: UUID
    brought: list[str] = field(default_factory=list)
    """The digests of the contents it kept, which its next event will name."""


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


@contextmanager
def acting(by: Actor) -> Iterator[Acting]:
    """Open an operation, or join the one that is open: what one person set off carries one operation id."""
    outer = _acting.get()
    token = _acting.set(replace(outer, by=by) if outer else Acting(by, uuid4()))
    try:
        now = _acting.get()
        assert now is not None
        yield now
    finally:
        _acting.reset(token)


def bring(digest: str) -> None:
    """Note a content that this operation keeps: its event names it, so that nobody can exchange it later."""
    now = _acting.get()
    assert now is not None, "a content is kept inside an operation"
    now.brought.append(digest)


def take_what_was_brought() -> list[str]:
    """Return the digests noted since the last event of this operation, once."""
    now = _acting.get()
    brought = list(now.brought) if now else []
    if now:
        now.brought.clear()
    return brought


def current_operation() -> UUID | None:
    now = _acting.get()
    return now.operation if now else None


def current_user(instance: models.Model, **kwargs: Any) -> int | None:
    """Say for field history which account made the change; None when the house or a citizen did."""
    now = _acting.get()
    return now.by.person_id if now else None


class AuditedHistory(models.Model):
    """Base of every history table: the row carries the id of the operation that wrote it."""

    operation = models.UUIDField(null=True, default=current_operation, db_index=True)

    class Meta:
        abstract = True
