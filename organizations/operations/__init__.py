"""The only code that writes units, people, memberships and deputisations: one event for each thing that happens."""

from .appointing import appoint, end_membership
from .clients import admit_client, revoke_client
from .deputising import deputise, end_deputisation
from .founding import first_administrator
from .people import create_person, deactivate_person
from .succession import succeed_unit
from .units import create_unit, move_unit, rename_unit

__all__ = [
    "admit_client",
    "appoint",
    "create_person",
    "create_unit",
    "deactivate_person",
    "deputise",
    "end_deputisation",
    "end_membership",
    "first_administrator",
    "move_unit",
    "rename_unit",
    "revoke_client",
    "succeed_unit",
]
