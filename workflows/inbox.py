"""What waits for a person: their own tasks, and those of their unit that nobody has taken."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from audit.actor import Actor
from cases.access import persons_of
from cases.models import Case
from organizations.capacities import people_with
from organizations.models import User
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


def in_the_unit(actor: Actor) -> models.QuerySet[Assignment]:
    """Every open task of the unit, in whoever's hands: what a leader gives to somebody."""
    return _open(actor)


def roles_for(role: str) -> tuple[str, ...]:
    """The roles in which a step of this role is done: the head of an agency does what its officers do."""
    return (Role.AGENCY_OFFICER, Role.AGENCY_LEADER) if role == Role.AGENCY_OFFICER else (role,)


def who_may_do(assignment: Assignment, *, on: date) -> models.QuerySet[User]:
    """Return the people of the unit who hold a role for the step on the day."""
    holders = [people_with(role, unit_id=assignment.unit_id, on=on).values("pk") for role in roles_for(assignment.role)]
    asked = models.Q(pk__in=[])
    for rows in holders:
        asked |= models.Q(pk__in=rows)
    return User.objects.filter(asked).order_by("full_name")


def of_unit(actor: Actor, steps: Iterable[str]) -> models.QuerySet[Assignment]:
    """The unit's open tasks of these steps, in whoever's hands."""
    return _open(actor).filter(step__in=list(steps))


def _unheld(actor: Actor) -> models.Q:
    roles = set(actor.roles)
    if roles & {Role.AGENCY_LEADER, Role.AGENCY_HEAD}:
        roles.add(Role.AGENCY_OFFICER)
    return models.Q(role__in=roles, owner=None)
