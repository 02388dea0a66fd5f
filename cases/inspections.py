"""Who of a unit may go to see what was promised, and who may lead it and report."""

from datetime import date

from django.db.models import QuerySet

from organizations.capacities import people_with
from organizations.models import Membership, User
from organizations.models.in_force import in_force
from organizations.vocabulary import Role

from .access import NEED_TO_KNOW, READS_BELOW, READS_OWN_UNIT
from .models import Case


def who_leads(case: Case, *, on: date) -> QuerySet[User]:
    """Return the supervisors of the unit on the day; of what they do not know of, its leaders."""
    role = Role.LEADER if case.kind in NEED_TO_KNOW else Role.SUPERVISOR
    return people_with(role, unit_id=case.unit_id, on=on)


def who_goes(case: Case, *, on: date) -> QuerySet[User]:
    """Return everybody who may come along: who works in the unit on the day, and may know of the case."""
    if case.kind in NEED_TO_KNOW:
        return who_leads(case, on=on)
    working = Membership.objects.filter(
        in_force(on, start="from_on", end="to_on"), unit=case.unit_id, role__in=READS_OWN_UNIT | READS_BELOW
    )
    return User.objects.filter(pk__in=working.values("user"), is_active=True).order_by("full_name")
