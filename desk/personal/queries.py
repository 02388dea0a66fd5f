"""One's own drafts; nobody else's."""

from uuid import UUID

from organizations.models import Unit, User

from .models import Draft

SHOWN = 10


def drafts_of(user: User, unit: Unit) -> list[Draft]:
    """Return the latest of what was begun in this unit."""
    return list(Draft.objects.filter(user=user, unit=unit).order_by("-kept_at")[:SHOWN])


def draft_of(user: User, unit: Unit, token: UUID) -> Draft | None:
    return Draft.objects.filter(user=user, unit=unit, token=token).first()
