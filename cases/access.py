"""Who may see a case and who may do what to it. Denied unless a row here allows it.

Each right to read is a predicate for one case and a filter for the list, side by side; a test proves that they agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from django.db.models import Q

from audit.actor import Actor, ActorKind
from organizations.capacities import unit_and_below
from organizations.vocabulary import Role

from .vocabulary import Move


class Reach(Enum):
    """Which of the people with a role a grant means."""

    OWNING_UNIT = "of the unit that holds the case"
    HANDLER = "who was named handler of the case"
    AGENCY = "of the agency the lead referral was sent to"
    PETITIONER = "who handed the petition in"
    SYSTEM = "the house itself, by timetable or command"


@dataclass(frozen=True)
class Grant:
    role: str
    reach: Reach


def _grants(reach: Reach, *roles: str) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


HANDLER = _grants(Reach.HANDLER, Role.HANDLER)
LEADER = _grants(Reach.OWNING_UNIT, Role.LEADER)
RECORDS = _grants(Reach.OWNING_UNIT, Role.RECORDS_OFFICER)
SUPERVISOR = _grants(Reach.OWNING_UNIT, Role.SUPERVISOR)
# An agency acts at its own desk, or on paper that the records officer of the MTTQ enters for it.
AGENCY = (*_grants(Reach.AGENCY, Role.AGENCY_OFFICER, Role.AGENCY_LEADER), *RECORDS)
OFFICE = _grants(Reach.OWNING_UNIT, Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR)

GRANTS: dict[str, tuple[Grant, ...]] = {
    Move.REGISTER: _grants(Reach.OWNING_UNIT, Role.RECEPTIONIST, Role.HANDLER),
    Move.INSTRUCT: LEADER,
    Move.REASSIGN: LEADER,
    Move.TAKE_UP: HANDLER,
    Move.DRAFT_LETTER: HANDLER,
    Move.SUBMIT_LETTER: HANDLER,
    Move.SEND_BACK_LETTER: LEADER,
    Move.SIGN_LETTER: LEADER,
    Move.ISSUE_LETTER: RECORDS,
    Move.DISPATCH_LETTER: RECORDS,
    Move.CONFIRM_DELIVERY: RECORDS,
    Move.ACKNOWLEDGE_REFERRAL: AGENCY,
    Move.REFUSE_REFERRAL: AGENCY,
    Move.ANSWER: AGENCY,
    Move.ASK_CLARIFICATION: HANDLER,
    Move.ACCEPT_ANSWER: HANDLER,
    Move.VERIFY: SUPERVISOR,
    Move.CONTEST: SUPERVISOR,
    Move.WAIVE: SUPERVISOR,
    Move.CLOSE: LEADER,
    Move.REOPEN: LEADER,
    Move.WITHDRAW: (
        *_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST),
        *HANDLER,
        Grant("petitioner", Reach.PETITIONER),
    ),
    Move.ATTACH_DOCUMENT: OFFICE,
    Move.ADD_NOTE: OFFICE,
    Move.NOTE_THRESHOLD: (Grant("system", Reach.SYSTEM),),
}

# Who reads what: staff their own unit's register; these also the units below; agencies what was sent to them.
READS_OWN_UNIT = frozenset({Role.RECEPTIONIST, Role.HANDLER, Role.RECORDS_OFFICER})
READS_BELOW = frozenset({Role.LEADER, Role.SUPERVISOR, Role.AUDITOR})
READS_SENT = frozenset({Role.AGENCY_OFFICER, Role.AGENCY_LEADER})


class Held(Protocol):
    """What access asks of a case."""

    pk: int
    unit_id: int
    handler_id: int | None

    @property
    def agency_in_charge(self) -> int | None: ...

    def was_sent_to(self, unit: int) -> bool: ...

    def was_handed_in_by(self, petition: int) -> bool: ...


def may(actor: Actor, move: str, case: Held) -> bool:
    return role_for(actor, move, case) is not None


def role_for(actor: Actor, move: str, case: Held) -> str | None:
    """Return the role in which the actor may make the move on this case, None when no grant covers it."""
    return next((grant.role for grant in GRANTS[move] if _covers(grant, actor, case)), None)


def may_register(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may register a petition in the unit's book."""
    if actor.kind != ActorKind.PERSON or actor.unit != unit:
        return None
    roles = (grant.role for grant in GRANTS[Move.REGISTER] if grant.role in actor.roles)
    return next(roles, None)


def _covers(grant: Grant, actor: Actor, case: Held) -> bool:
    match grant.reach:
        case Reach.SYSTEM:
            return actor.kind == ActorKind.SYSTEM
        case Reach.PETITIONER:
            return actor.kind == ActorKind.PETITIONER and case.was_handed_in_by(int(actor.key))
        case Reach.AGENCY:
            return grant.role in actor.roles and actor.unit is not None and case.agency_in_charge == actor.unit
        case Reach.OWNING_UNIT:
            # A program reads as much as its role; what the MTTQ does, a person of the MTTQ does.
            person = actor.kind == ActorKind.PERSON
            return person and grant.role in actor.roles and actor.unit == case.unit_id
        case Reach.HANDLER:
            named = case.handler_id is not None and case.handler_id in persons_of(actor)
            return named and grant.role in actor.roles and actor.unit == case.unit_id


def persons_of(actor: Actor) -> set[int]:
    """The person acting, and the one deputised for."""
    keys: Iterable[str] = (actor.key, actor.on_behalf_of) if actor.kind == ActorKind.PERSON else ()
    return {int(key) for key in keys if key}


def may_see(actor: Actor, case: Held) -> bool:
    if actor.kind == ActorKind.SYSTEM:
        return True
    if actor.unit is None:
        return False
    if actor.roles & READS_OWN_UNIT and case.unit_id == actor.unit:
        return True
    if actor.roles & READS_BELOW and case.unit_id in set(unit_and_below(actor.unit)):
        return True
    return bool(actor.roles & READS_SENT) and case.was_sent_to(actor.unit)


def visible(actor: Actor) -> Q:
    """The same right as `may_see`, for the list."""
    if actor.kind == ActorKind.SYSTEM:
        return Q()
    seen = Q(pk__in=[])
    if actor.unit is None:
        return seen
    if actor.roles & READS_OWN_UNIT:
        seen |= Q(unit_id=actor.unit)
    if actor.roles & READS_BELOW:
        seen |= Q(unit_id__in=unit_and_below(actor.unit))
    if actor.roles & READS_SENT:
        seen |= Q(sent_to__unit_id=actor.unit)
    return seen
