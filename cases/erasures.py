"""Reads decisions to erase: those a person may see, and what one of them would take, before anybody approves it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from audit.actor import Actor

from . import access
from .errors import NotYoursToSee
from .models import Case, Document, Erasure, ErasureRow, Letter, Note
from .retention_words import ErasedState


@dataclass(frozen=True)
class Preview:
    """How much goes with the rows that still wait."""

    cases: int
    visits: int
    papers: int
    letters: int
    notes: int


def erasures_of(actor: Actor) -> "QuerySet[Erasure]":
    """Return the decisions of the actor's unit, the latest first; nothing to those who neither prepare nor judge."""
    if actor.unit is None or not access.may_see_erasures(actor, actor.unit):
        nothing: QuerySet[Erasure] = Erasure.objects.none()
        return nothing
    counted = Count("rows", filter=~Q(rows__state=ErasedState.OFF))
    rows = Erasure.objects.filter(unit=actor.unit).select_related("prepared_by", "judged_by")
    found: QuerySet[Erasure] = rows.annotate(named=counted)
    return found


def erasure_for(actor: Actor, pk: int) -> Erasure:
    """Return the decision. Raises NotYoursToSee."""
    found: Erasure | None = erasures_of(actor).select_related("unit__area").filter(pk=pk).first()
    if found is None:
        raise NotYoursToSee(pk)
    return found


def rows_of(erasure: Erasure) -> "QuerySet[ErasureRow]":
    return erasure.rows.select_related("case__unit", "visit__session").order_by("pk")


def preview(erasure: Erasure) -> Preview:
    """Count what the rows that wait would take; of a row that takes one person only, no words."""
    waiting = erasure.rows.filter(state=ErasedState.WAITS)
    whole = Case.objects.filter(pk__in=waiting.filter(person_only=False, case__isnull=False).values("case"))
    return Preview(
        cases=waiting.filter(case__isnull=False).count(),
        visits=waiting.filter(visit__isnull=False).count(),
        papers=Document.objects.filter(case__in=whole).count(),
        letters=Letter.objects.filter(case__in=whole).exclude(digest="").count(),
        notes=Note.objects.filter(case__in=whole).count(),
    )
