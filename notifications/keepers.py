"""Who keeps the sheets of checkpoints outside the house, and who may say so."""

from django.db.models import QuerySet

from audit.actor import Actor
from organizations.models import Unit
from organizations.queries import unit_and_below
from organizations.vocabulary import Role

from .models import SheetKeeper

# The supervisor needs the witness, the administrator sees that mail arrives. The auditor reads and changes nothing.
MAY_NAME_KEEPERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


def naming_role(actor: Actor) -> Role | None:
    """Return the role in which the actor may name keepers: only inside the MTTQ, whose register it is."""
    role = next((role for role in MAY_NAME_KEEPERS if role in actor.roles), None)
    unit = Unit.objects.filter(pk=actor.unit).first() if role and actor.unit else None
    return role if unit is not None and unit.is_front else None


def keepers_for(actor: Actor) -> "QuerySet[SheetKeeper]":
    """Return the keepers that the actor's unit and those below have named, the oldest first."""
    if actor.unit is None or naming_role(actor) is None:
        return SheetKeeper.objects.none()
    units = list(unit_and_below(actor.unit))
    return SheetKeeper.objects.filter(email__gt="", unit__in=units).select_related("unit").order_by("pk")
