"""What waits for a person: their own tasks, and those of their unit that nobody has taken."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from audit.actor import Actor
from audit.models import Event
from cases.access import persons_of, reads_files
from cases.models import Case
from deadlines.vocabulary import DutyState
from organizations.capacities import people_with
from organizations.models import User
from organizations.queries import once
from organizations.vocabulary import Role

from .models import Assignment, Ending


def _open(actor: Actor) -> models.QuerySet[Assignment]:
    # Without a date last, on both engines.
    return _of_the_unit(actor).filter(ended_at=None).order_by(models.F("due_on").asc(nulls_last=True), "pk")


def _of_the_unit(actor: Actor) -> models.QuerySet[Assignment]:
    # A page asks a dozen questions about the same tasks. Nobody reads these rows themselves: they would be kept.
    return once(("tasks", actor), lambda: _seen_by(actor))


def _seen_by(actor: Actor) -> models.QuerySet[Assignment]:
    # A unit's administrator holds its accounts, not its files: its tasks name them.
    if actor.unit is None or not reads_files(actor):
        return Assignment.objects.none()
    # Asked of each sealed case and not of all beforehand: PostgreSQL would read every case to draw three tasks.
    known = Case.objects.filter(sealed=True, pk=models.OuterRef("case")).visible_to(actor)
    return Assignment.objects.filter(
        models.Q(case__sealed=False) | models.Q(models.Exists(known)), unit_id=actor.unit
    ).select_related("case", "case__lead__agency", "referral__agency", "owner", "unit", "duty__rule")


def mine(actor: Actor) -> models.QuerySet[Assignment]:
    """Tasks in this person's hands, or in those of the one deputised for, in the unit acted for."""
    return _open(actor).filter(owner_id__in=persons_of(actor))


def is_late(on: date) -> models.Q:
    """Of mine those whose day has passed while its clock ran."""
    return models.Q(duty__state=DutyState.RUNNING, due_on__lt=on)


def is_due_between(first: date, last: date) -> models.Q:
    """Of mine those whose day lies between the two, both counted."""
    return models.Q(duty__state=DutyState.RUNNING, due_on__range=(first, last))


def done_on(actor: Actor, day: date) -> models.QuerySet[Assignment]:
    """The tasks of the unit that this person ended on the day by doing them, the last one first.

    History that is brought in later, and happened before, is not the work of the day.
    """
    since = timezone.make_aware(datetime.combine(day, time.min))
    ended = {"ended_at__gte": since, "ended_at__lt": since + timedelta(days=1), "ending": Ending.DONE}
    own = Event.objects.filter(
        pk=models.OuterRef("ended_by"), actor_kind=actor.kind, actor_key=actor.key, happened_on=day
    )
    seen = Case.objects.filter(pk=models.OuterRef("case")).visible_to(actor)
    done = _of_the_unit(actor).filter(models.Exists(own), models.Exists(seen), **ended)
    return done.order_by("-ended_by", "-pk")


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
