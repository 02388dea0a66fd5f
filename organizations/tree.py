"""The tree of units as an administrator walks it: from the tops of what one administers down, on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from audit.actor import Actor

from .folding import fold
from .models import Membership, Succession, Unit
from .models.in_force import in_force
from .staff import units_of
from .vocabulary import SuccessionKind


def tops_of(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the units in force on the day from which everything the actor administers hangs."""
    mine = units_of(actor)
    return mine.filter(Q(parent__isnull=True) | ~Q(parent__in=mine), in_force(on)).select_related("area")


def found_by(actor: Actor, words: str, *, on: date) -> QuerySet[Unit]:
    """Return the units the actor administers that answer to the words typed."""
    wanted = Q()
    for word in fold(words).split():
        wanted &= Q(folded__contains=word)
    return units_of(actor).filter(wanted, in_force(on)).select_related("area")


def below(unit: Unit, *, on: date) -> QuerySet[Unit]:
    """Return the units right below, in force on the day."""
    return Unit.objects.filter(in_force(on), parent=unit).select_related("area")


def above(unit: Unit) -> list[Unit]:
    """Return the units above, from the top down."""
    ids = [int(number) for number in unit.path.strip("/").split("/")][:-1]
    found = Unit.objects.in_bulk(ids)
    return [found[number] for number in ids if number in found]


def edges_of(unit: Unit) -> QuerySet[Succession]:
    """Return what the unit came from and what became of it, the newest first."""
    rows = Succession.objects.filter(Q(before=unit) | Q(after=unit))
    return rows.select_related("before", "after").order_by("-on", "-pk")


def names_on(units: list[Unit], *, on: date) -> dict[int, str]:
    """Return what each unit was called on the day: a later renaming keeps the name before it."""
    later = Succession.objects.filter(before__in=units, how=SuccessionKind.RENAMED, on__gt=on).order_by("-on", "-pk")
    return {unit.pk: unit.name for unit in units} | dict(later.values_list("before", "name_before"))


@dataclass(frozen=True)
class Move:
    """What changes when a unit, with all below it, comes under another one."""

    units: int
    people: int
    loses: list[Unit]
    """Units above that no longer see and administer it."""
    gains: list[Unit]


def what_moves(unit: Unit, to: Unit, *, on: date) -> Move:
    rows = Unit.objects.filter(path__startswith=unit.path)
    working = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), unit__in=rows)
    people = working.aggregate(n=Count("user", distinct=True))["n"]
    before, after = above(unit), [*above(to), to]
    return Move(
        units=rows.count() - 1,
        people=people,
        loses=[one for one in before if one not in after],
        gains=[one for one in after if one not in before],
    )
