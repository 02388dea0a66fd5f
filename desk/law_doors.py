"""Who reads the law of the house and who keeps it: read by leaders, auditors and administrators of the Front.

The law is one for the whole installation, and agencies are bound by it: it is kept by the administrators of the MTTQ
committee that stands above all others here, never by those of an agency.
"""

from organizations.capacities import Capacity
from organizations.vocabulary import Role, UnitKind

from .doors import at_the_front, for_roles
from .navigation import RULES


def is_keeper(capacity: Capacity) -> bool:
    """Say whether this is an administrator of the MTTQ committee above all others."""
    unit = capacity.unit
    return Role.ADMINISTRATOR in capacity.roles and unit.kind == UnitKind.MTTQ and unit.parent_id is None


reads_law = for_roles(*RULES, only=at_the_front)
keeps_law = for_roles(Role.ADMINISTRATOR, only=is_keeper)
