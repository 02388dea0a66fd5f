"""Who works, or worked, where an administrator may look: lists, one person's roles, and who stands in for whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from audit.actor import Actor

from .access import administered, administers_a_root
from .folding import fold
from .models import Deputisation, Membership, Unit, User
from .models.in_force import in_force
from .vocabulary import FRONT_KINDS


class StaffTab(StrEnum):
    """Which people an administrator looks at, as the address says it."""

    WORKING = "dang-lam"
    GONE = "thoi-lam"
    LOCKED = "khoa"


def units_of(actor: Actor) -> QuerySet[Unit]:
    """Return the units the actor administers, those that ended included."""
    return Unit.objects.filter(administered(actor))


def people_within(
    actor: Actor, *, on: date, tab: str = StaffTab.WORKING, words: str = "", unit: Unit | None = None
) -> QuerySet[User]:
    """Return the people the actor administers or whose roles lie in units the actor administers."""
    held = Membership.objects.filter(unit__in=[unit.pk] if unit is not None else units_of(actor))
    running = held.filter(Q(to_on__isnull=True) | Q(to_on__gte=on))
    here = Q(pk__in=held.order_by().values("user"))
    if unit is None and administers_a_root(actor):
        # An account that was opened and given no role: somebody must be able to find it again.
        here |= ~Q(pk__in=Membership.objects.order_by().values("user"))
    people = User.objects.filter(_words(words))
    if tab == StaffTab.LOCKED:
        return people.filter(here, is_active=False)
    working = Q(pk__in=running.order_by().values("user"))
    return people.filter(working if tab == StaffTab.WORKING else here & ~working, is_active=True)


def roles_within(actor: Actor, people: Iterable[User]) -> dict[int, list[Membership]]:
    """Return the roles of these people in the units the actor administers, the newest first."""
    rows = Membership.objects.filter(user__in=list(people), unit__in=units_of(actor))
    found: dict[int, list[Membership]] = defaultdict(list)
    for row in rows.select_related("unit").order_by("-from_on", "-pk"):
        found[row.user_id].append(row)
    return found


def deputies_for(memberships: Iterable[Membership]) -> QuerySet[Deputisation]:
    """Return who stood or stands in for these roles, the newest first."""
    return _deputisations().filter(membership__in=list(memberships))


def stood_in_by(person: User) -> QuerySet[Deputisation]:
    """Return for whom the person stands or stood in, the newest first."""
    return _deputisations().filter(deputy=person)


def deputies_in(unit: Unit) -> QuerySet[Deputisation]:
    """Return all deputies in roles of the unit, the newest first."""
    return _deputisations().filter(membership__unit=unit)


def who_may_stand_in(membership: Membership, *, on: date, words: str = "") -> QuerySet[User]:
    """Return colleagues of the same unit; with words typed, whoever else answers to them on the same side."""
    works = Membership.objects.filter(in_force(on, start="from_on", end="to_on"))
    near = works.filter(unit=membership.unit_id)
    if words.strip() and membership.unit.is_front:
        near = works.filter(Q(unit=membership.unit_id) | Q(unit__kind__in=FRONT_KINDS, user__in=_found(words)))
    people = User.objects.filter(pk__in=near.order_by().values("user"), is_active=True)
    return people.exclude(pk=membership.user_id).order_by("full_name", "pk")


def _found(words: str) -> list[int]:
    # A choice of fifty is already more than anybody reads: more words find fewer.
    return list(User.objects.filter(_words(words), is_active=True).order_by("pk").values_list("pk", flat=True)[:50])


def _deputisations() -> QuerySet[Deputisation]:
    rows = Deputisation.objects.select_related("deputy", "membership__user", "membership__unit")
    return rows.order_by("-pk")


def _words(words: str) -> Q:
    found = Q()
    for word in fold(words).split():
        found &= Q(folded__contains=word)
    return found
