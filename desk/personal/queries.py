"""One's own drafts; nobody else's."""

from datetime import datetime
from uuid import UUID

from cases.models import Case
from organizations.models import Unit, User

from .models import Draft, KeptForm
from .operations import KEPT_FOR

SHOWN = 10


def drafts_of(user: User, unit: Unit) -> list[Draft]:
    """Return the latest of what was begun in this unit."""
    return list(Draft.objects.filter(user=user, unit=unit).order_by("-kept_at")[:SHOWN])


def draft_of(user: User, unit: Unit, token: UUID) -> Draft | None:
    return Draft.objects.filter(user=user, unit=unit, token=token).first()


def kept_form(holder: str, case: Case, move: str, *, at: datetime) -> KeptForm | None:
    """Return what this holder's refused form held, while it is kept."""
    kept = KeptForm.objects.filter(holder=holder, case=case, move=move, kept_at__gt=at - KEPT_FOR)
    return kept.prefetch_related("files").first()
