"""What waits for a person: their own tasks, and those of their unit that nobody has taken."""

from collections.abc import Iterable

from django.db import models

from audit.actor import Actor
from cases.access import persons_of
from cases.models import Case
from organizations.vocabulary import Role

from .models import Assignment


def _open(actor: Actor) -> models.QuerySet[Assignment]:
    if actor.unit is None:
        return Assignment.objects.none()
    known = Case.objects.filter(sealed=True).visible_to(actor)
    rows = Assignment.objects.filter(
        models.Q(case__sealed=False) | models.Q(case__in=known), ended_at=None, unit_id=actor.unit
    ).select_related("case", "case__lead__agency", "referral__agency", "owner", "unit", "duty__rule")
    # Without a date last, on both engines.
    return rows.order_by(models.F("due_on").asc(nulls_last=True), "pk")


def mine(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks in this person's hands, or in those of the one deputised for, in the unit acted for."""
    return _open(actor).filter(owner_id__in=persons_of(actor))


def pool(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks of the unit for a role the actor has, that nobody holds yet."""
    return _open(actor).filter(_unheld(actor))


def waiting_for(actor: Actor) -> models.QuerySet[Assignment]:
    """Both: what this person could do now."""
    return _open(actor).filter(models.Q(owner_id__in=persons_of(actor)) | _unheld(actor))


def held_by_others(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks of the unit in colleagues' hands: whom to ask."""
    return _open(actor).filter(owner__isnull=False).exclude(owner_id__in=persons_of(actor))


def of_unit(actor: Actor, steps: Iterable[str]) -> models.QuerySet[Assignment]:
    """The unit's open tasks of these steps, in whoever's hands."""
    return _open(actor).filter(step__in=list(steps))


def _unheld(actor: Actor) -> models.Q:
    roles = set(actor.roles)
    if roles & {Role.AGENCY_LEADER, Role.AGENCY_HEAD}:
        roles.add(Role.AGENCY_OFFICER)
    return models.Q(role__in=roles, owner=None)
