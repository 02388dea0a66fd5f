"""Keeping and dropping what a person has begun."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from organizations.models import Unit, User

from .models import Draft

MOST = 50
"""Who begins more forms than this loses the oldest draft: nobody goes back to it."""


def keep_draft(user: User, unit: Unit, token: UUID, typed: Mapping[str, str], *, at: datetime) -> Draft:
    """Keep the form as it stands; the same form again replaces what was kept of it."""
    facts = {"unit": unit, "typed": dict(typed), "kept_at": at}
    draft, new = Draft.objects.update_or_create(user=user, token=token, defaults=facts)
    if new:
        kept = Draft.objects.filter(user=user).order_by("-kept_at").values_list("pk", flat=True)[:MOST]
        Draft.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return draft


def drop_draft(user: User, token: UUID) -> None:
    """The form was registered, or is not wanted any more."""
    Draft.objects.filter(user=user, token=token).delete()
