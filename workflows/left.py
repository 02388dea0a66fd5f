"""Everything open of one person in a unit, and who could take it. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cases.models import Case, Inspection, Letter, ReceptionSession
from cases.operations.sessions import WHO_RECEIVES
from cases.reception_words import SessionStatus
from cases.vocabulary import InspectionState, LetterStatus
from organizations.capacities import people_with
from organizations.models import Deputisation, Membership, Unit, User
from organizations.models.in_force import in_force
from organizations.vocabulary import Role

from .models import Assignment
from .steps import FACTS, Step

BY_NAME = [step for step, facts in FACTS.items() if facts.by_name]


def cases_of(person: int, unit: int) -> QuerySet[Case]:
    """Open cases the person handles."""
    found: QuerySet[Case] = Case.objects.open().filter(handler=person, unit=unit)
    return found.select_related("field").order_by("pk")


def tasks_of(person: int, unit: int) -> QuerySet[Assignment]:
    """Tasks the person has taken; those of a case's handler go with the case, an inspection with its leader."""
    mine = Assignment.objects.filter(ended_at=None, owner=person, unit=unit).exclude(step__in=BY_NAME)
    return mine.select_related("case").order_by("case", "pk")


def sessions_of(person: int, unit: int, *, on: date) -> QuerySet[ReceptionSession]:
    """Sessions to come at which the person receives."""
    ahead: QuerySet[ReceptionSession] = ReceptionSession.objects.filter(
        status=SessionStatus.PLANNED, held_on__gte=on, receiver=person, unit=unit
    )
    return ahead.order_by("held_on", "pk")


def inspections_of(person: int, unit: int) -> QuerySet[Inspection]:
    """Inspections on the schedule on which the person is to go."""
    going: QuerySet[Inspection] = Inspection.objects.filter(
        state=InspectionState.PLANNED, inspectors__person=person, case__unit=unit
    )
    return going.select_related("case").order_by("case", "pk")


@dataclass(frozen=True)
class Beside:
    """What goes along with the cases, or is for the administrator: told, so that nobody overlooks it."""

    drafts: int
    asked_to_confirm: int
    deputies: list[Deputisation]
    stands_in: list[Deputisation]


def beside_of(person: int, unit: int, *, on: date) -> Beside:
    waiting = [LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED]
    letters = Letter.objects.filter(drafted_by=person, unit=unit, status__in=waiting)
    running = Deputisation.objects.filter(Q(revoked_on=None) | Q(revoked_on__gt=on), to_on__gte=on)
    running = running.filter(membership__unit=unit).select_related("deputy", "membership__user")
    return Beside(
        drafts=letters.filter(status=LetterStatus.DRAFT).count(),
        asked_to_confirm=letters.exclude(status=LetterStatus.DRAFT).count(),
        deputies=list(running.filter(membership__user=person)),
        stands_in=list(running.filter(deputy=person)),
    )


def people_of(unit: Unit, *, on: date) -> QuerySet[User]:
    """Return who works in the unit on the day."""
    working = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), unit=unit)
    return User.objects.filter(pk__in=working.values("user")).order_by("full_name")


def handlers_besides(person: int, unit: int, *, on: date) -> QuerySet[User]:
    return people_with(Role.HANDLER, unit_id=unit, on=on).exclude(pk=person)


def supervisors_besides(person: int, unit: int, *, on: date) -> QuerySet[User]:
    return people_with(Role.SUPERVISOR, unit_id=unit, on=on).exclude(pk=person)


def receivers_besides(person: int, unit: int, *, on: date) -> QuerySet[User]:
    receives = Q(pk__in=[])
    for role in WHO_RECEIVES:
        receives |= Q(pk__in=people_with(role, unit_id=unit, on=on).values("pk"))
    return User.objects.filter(receives).exclude(pk=person).order_by("full_name")


def step_name(step: str) -> str:
    return str(Step(step).label)
