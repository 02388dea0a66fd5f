"""In which capacities a person may act on a day: for a unit of their own, or standing in for somebody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from audit.actor import Actor, ActorKind, Channel

from .models import Deputisation, Membership, Unit, User
from .models.in_force import in_force
from .queries import unit_and_below

__all__ = [
    "Capacity",
    "acting_again",
    "capacities_of",
    "capacity",
    "deputies_of",
    "people_acting_as",
    "people_with",
    "unit_and_below",
]


@dataclass(frozen=True)
class Capacity:
    """Acting for one unit with all the roles held there, or in the roles of the person one stands in for."""

    user_id: int
    unit: Unit
    roles: frozenset[str]
    titles: tuple[str, ...] = ()
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""

    @property
    def key(self) -> str:
        """Return what the session keeps: the unit, and whom one stands in for."""
        return f"{self.unit.pk}.{self.on_behalf_of}" if self.on_behalf_of else str(self.unit.pk)

    def actor(self, channel: str = Channel.DESK) -> Actor:
        return Actor(
            kind=ActorKind.PERSON,
            key=str(self.user_id),
            unit=self.unit.pk,
            roles=self.roles,
            on_behalf_of=self.on_behalf_of,
            channel=channel,
        )


def capacities_of(user: User, *, on: date) -> list[Capacity]:
    """Return what the person may act as on the day, own units first; nothing for a deactivated account."""
    if not user.is_active:
        return []
    own: dict[int, list[Membership]] = defaultdict(list)
    for membership in _memberships(on).filter(user=user).select_related("unit").order_by("from_on", "pk"):
        own[membership.unit_id].append(membership)
    stood_in: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    rows = _deputisations(on).filter(deputy=user).select_related("membership__unit", "membership__user")
    for deputisation in rows.order_by("from_on", "pk"):
        membership = deputisation.membership
        stood_in[membership.unit_id, membership.user_id].append(membership)
    return [_capacity(user, held) for held in own.values()] + [
        _capacity(user, held, standing_in_for=held[0].user) for held in stood_in.values()
    ]


def capacity(user: User, key: str, *, on: date) -> Capacity | None:
    """Return the capacity that the session remembers, None when it is not in force any more."""
    return next((found for found in capacities_of(user, on=on) if found.key == key), None)


def acting_again(user: User, *, unit_id: int, on_behalf_of: str, on: date) -> Actor | None:
    """Return the person as what they may act on the day in the same place; None when that is over.

    For what somebody set going and that is done later: rights that have ended since do nothing more.
    """
    held = capacities_of(user, on=on)
    same = (one for one in held if one.unit.pk == unit_id and one.on_behalf_of == on_behalf_of)
    return next((one.actor() for one in same), None)


def people_with(role: str, *, unit_id: int, on: date) -> QuerySet[User]:
    """Return the active people who hold the role themselves in this one unit on the day."""
    return User.objects.filter(is_active=True, pk__in=_holding(role, unit_id, on).values("user")).order_by("full_name")


def people_acting_as(role: str, *, unit_id: int, on: date) -> QuerySet[User]:
    """Return the active people who may act in the role on the day: its holders and their deputies."""
    holders = _holding(role, unit_id, on).values("user")
    deputies = _deputisations(on).filter(membership__role=role, membership__unit=unit_id).values("deputy")
    return User.objects.filter(Q(pk__in=holders) | Q(pk__in=deputies), is_active=True).order_by("full_name")


def deputies_of(people: Iterable[User], role: str, *, unit_id: int, on: date) -> QuerySet[Deputisation]:
    """Return who stands in on the day for these people in this role of theirs in the unit."""
    rows = _deputisations(on).filter(membership__user__in=list(people), membership__role=role, deputy__is_active=True)
    return rows.filter(membership__unit=unit_id).select_related("deputy", "membership__user")


def _holding(role: str, unit_id: int, on: date) -> QuerySet[Membership]:
    return _memberships(on).filter(role=role, unit=unit_id)


def _memberships(on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(in_force(on, start="from_on", end="to_on") & in_force(on, prefix="unit__"))


def _deputisations(on: date) -> QuerySet[Deputisation]:
    """Return the deputisations in force: nobody stands in for somebody who may not act any more."""
    return Deputisation.objects.filter(
        in_force(on, start="from_on", end="to_on")
        & in_force(on, prefix="membership__", start="from_on", end="to_on")
        & in_force(on, prefix="membership__unit__")
        & (Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)),
        membership__user__is_active=True,
    )


def _capacity(user: User, held: list[Membership], *, standing_in_for: User | None = None) -> Capacity:
    titles = dict.fromkeys(membership.title or str(membership.get_role_display()) for membership in held)
    return Capacity(
        user_id=user.pk,
        unit=held[0].unit,
        roles=frozenset(membership.role for membership in held),
        titles=tuple(titles),
        on_behalf_of=str(standing_in_for.pk) if standing_in_for else "",
        on_behalf_of_name=standing_in_for.full_name if standing_in_for else "",
    )
