"""What waits for a person: their own tasks, and those of their unit that nobody has taken."""

from django.db import models
from django.db.models import Q

from audit.actor import Actor
from cases.access import persons_of

from .models import Assignment


def _open() -> models.QuerySet[Assignment]:
    rows = Assignment.objects.filter(ended_at=None).select_related(
        "case", "case__lead__agency", "owner", "unit", "duty__rule"
    )
    # Without a date last, on both engines.
    return rows.order_by(models.F("due_on").asc(nulls_last=True), "pk")


def mine(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks in this person's hands, or in those of the one deputised for, in the unit acted for."""
    return _open().filter(owner_id__in=persons_of(actor), unit_id=actor.unit)


def pool(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks of the unit for a role the actor has, that nobody holds yet."""
    return _open().filter(_for_roles(actor), owner=None)


def held_by_others(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks of the unit in colleagues' hands: whom to ask."""
    return _open().filter(unit_id=actor.unit, owner__isnull=False).exclude(owner_id__in=persons_of(actor))


def _for_roles(actor: Actor) -> Q:
    roles = set(actor.roles)
    if "agency_leader" in roles:
        roles.add("agency_officer")
    return Q(unit_id=actor.unit, role__in=roles)
