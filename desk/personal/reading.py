"""Which tasks are new to somebody: those whose case they have not opened since the task came to them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from audit.actor import Actor
from workflows.models import Assignment

from .models import ReadTask


def marked_for(actor: Actor, tasks: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Say of each task in the same query whether this person has yet to read it (`is_unread`)."""
    return tasks.annotate(is_unread=is_unread_by(actor))


def unread_by(actor: Actor, tasks: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return tasks.filter(is_unread_by(actor))


def is_unread_by(actor: Actor) -> Any:
    """A deputy reads for themselves: whoever is away finds everything that came meanwhile still unread."""
    mine = ReadTask.objects.filter(user=actor.person_id, task=OuterRef("pk"), turn=OuterRef("turn"))
    return ~Exists(mine)
