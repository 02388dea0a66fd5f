"""What waits for a person: their own tasks, and those of their unit that nobody has taken."""

from collections.abc import Iterable

from django.db import models

from audit.actor import Actor
from cases.access import persons_of
from organizations.vocabulary import Role

from .models import Assignment


def _open(actor: Actor) -> models.QuerySet[Assignment]:
    if actor.unit is None:
        return Assignment.objects.none()
    rows = Assignment.objects.filter(ended_at=None, unit_id=actor.unit).select_related(
        "case", "case__lead__agency", "owner", "unit", "duty__rule"
    )
    # Without a date last, on both engines.
    return rows.order_by(models.F("due_on").asc(nulls_last=True), "pk")


def mine(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks in this person's hands, or in those of the one deputised for, in the unit acted for."""
    return _open(actor).filter(owner_id__in=persons_of(actor))


def pool(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks of the unit for a role the actor has, that nobody holds yet."""
    roles = set(actor.roles)
    if Role.AGENCY_LEADER in roles:
        roles.add(Role.AGENCY_OFFICER)
    return _open(actor).filter(role__in=roles, owner=None)


def held_by_others(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks of the unit in colleagues' hands: whom to ask."""
    return _open(actor).filter(owner__isnull=False).exclude(owner_id__in=persons_of(actor))


def of_unit(actor: Actor, steps: Iterable[str]) -> models.QuerySet[Assignment]:
    """The unit's open tasks of these steps, in whoever's hands."""
    return _open(actor).filter(step__in=list(steps))
