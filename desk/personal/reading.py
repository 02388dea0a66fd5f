"""Which tasks are new to somebody: those whose case they have not opened since the task came to them."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from audit.actor import Actor
from workflows import inbox
from workflows.models import Assignment

from .models import ReadTask


def marked_for(actor: Actor, tasks: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Say of each task in the same query whether this person has yet to read it (`is_unread`)."""
    return tasks.annotate(is_unread=~_read_by(actor))


def unread_by(actor: Actor, tasks: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return tasks.exclude(_read_by(actor))


def waiting_and_unread(actor: Actor) -> tuple[int, int]:
    """Count what this person could do now, and what of it is new to them, in one query."""
    unread = Count("pk", filter=~_read_by(actor))
    counted = inbox.waiting_for(actor).aggregate(waiting=Count("pk"), unread=unread)
    return counted["waiting"], counted["unread"]


def _read_by(actor: Actor) -> Exists:
    """A deputy reads for themselves: whoever is away finds everything that came meanwhile still unread."""
    mine = ReadTask.objects.filter(user=actor.person_id, task=OuterRef("pk"), turn=OuterRef("turn"))
    return Exists(mine)
