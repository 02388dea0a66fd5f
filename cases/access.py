"""Who may see a case and who may do what to it. Denied unless a row here allows it.

Each right to read is a predicate for one case and a filter for the list, side by side; a test proves that they agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from django.db.models import Q

from audit.actor import Actor, ActorKind
from organizations.capacities import unit_and_below
from organizations.models import Unit
from organizations.queries import is_within
from organizations.vocabulary import Role

from .reception_words import ReceptionAct
from .vocabulary import Kind, Move


class Reach(Enum):
    """Which of the people with a role a grant means."""

    OWNING_UNIT = "of the unit that holds the case"
    ABOVE = "of a unit above the one that holds the case, who may read it"
    HANDLER = "who was named handler of the case"
    AGENCY = "of the agency the lead referral was sent to"
    COOPERATING = "of an agency asked to cooperate, for its own request"
    PETITIONER = "who handed the petition in"
    REGISTRAR = "who entered the petition into the book"
    DOOR = "who entered the petition into the book, until it was given to somebody"
    SENDING = "of the unit that holds the case, once a letter of it was signed"
    SENDER = "who sends the letter that waits"


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
# Who may open what is sealed: whoever must work with it, and nobody because of a rank (Luật Tố cáo Điều 8.3, 47, 56).
# The records officer only to number and send; the head of the body it was sent to, never its ordinary accounts
# (law.md §14 point 21).
READERS = (
    *_grants(Reach.REGISTRAR, Role.RECEPTIONIST, Role.HANDLER),
    *HANDLER,
    *LEADER,
    *_grants(Reach.SENDING, Role.RECORDS_OFFICER),
    *_grants(Reach.AGENCY, Role.AGENCY_HEAD),
)
# An agency acts at its own desk, or on paper that the records officer of the MTTQ enters for it.
AT_THE_AGENCY = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD)
AGENCY = (*_grants(Reach.AGENCY, *AT_THE_AGENCY), *RECORDS)
HELPER = (*_grants(Reach.COOPERATING, *AT_THE_AGENCY), *RECORDS)
# Each for the own unit's list: in a case below nothing else is done, and of what may not be read nobody speaks.
BRIEFS = (*SUPERVISOR, *LEADER, *_grants(Reach.ABOVE, Role.SUPERVISOR, Role.LEADER))
OFFICE = _grants(Reach.OWNING_UNIT, Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR)
# Papers go over the counter, or over the desk of who holds the file.
COUNTER = _grants(Reach.OWNING_UNIT, Role.RECEPTIONIST, Role.HANDLER, Role.RECORDS_OFFICER)

GRANTS: dict[str, tuple[Grant, ...]] = {
    Move.REGISTER: _grants(Reach.OWNING_UNIT, Role.RECEPTIONIST, Role.HANDLER),
    Move.RECORD_SIGNATURE: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    Move.ASK_SUPPLEMENT: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    # Over the counter, or sent by the petitioner with the code; whether it is enough is said by who holds the file.
    Move.RECEIVE_SUPPLEMENT: (*COUNTER, Grant("petitioner", Reach.PETITIONER)),
    Move.REPORT_NO_SUPPLEMENT: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    # Nobody came: whoever waited does not decide what that means.
    Move.GO_ON_WITHOUT: LEADER,
    Move.FILE_UNSUPPLEMENTED: LEADER,
    Move.INSTRUCT: LEADER,
    Move.REASSIGN: LEADER,
    Move.TAKE_UP: HANDLER,
    Move.SCREEN: HANDLER,
    # The second person, who is never the one who screened: the operation sees to that.
    Move.CONFIRM_SCREENING: LEADER,
    Move.REJECT_SCREENING: LEADER,
    Move.REPORT_TO_HEAD: HANDLER,
    Move.TRANSFER_AT_ONCE: HANDLER,
    Move.GUIDE: HANDLER,
    Move.RETURN_TO_SENDER: HANDLER,
    Move.ASK_TO_SPLIT: HANDLER,
    Move.FILE_AWAY: HANDLER,
    Move.DRAFT_LETTER: HANDLER,
    Move.SUBMIT_LETTER: HANDLER,
    Move.SEND_BACK_LETTER: LEADER,
    Move.SIGN_LETTER: LEADER,
    Move.ISSUE_LETTER: RECORDS,
    Move.DISPATCH_LETTER: RECORDS,
    Move.CONFIRM_DELIVERY: RECORDS,
    Move.DRAFT_OTHER: HANDLER,
    Move.SUBMIT_OTHER: HANDLER,
    Move.SEND_BACK_OTHER: LEADER,
    Move.SIGN_OTHER: LEADER,
    Move.ISSUE_OTHER: RECORDS,
    Move.DISPATCH_OTHER: RECORDS,
    Move.CONFIRM_OTHER: RECORDS,
    Move.VOID_LETTER: RECORDS,
    # Whoever sends it thinks better of it, or the leader who signed.
    Move.CALL_BACK_LETTER: (*_grants(Reach.SENDER, Role.RECORDS_OFFICER), *LEADER),
    Move.CLEAR_LETTER: LEADER,
    Move.REVOKE_LINK: (*HANDLER, *LEADER, *RECORDS),
    Move.ACKNOWLEDGE_REFERRAL: AGENCY,
    Move.REFUSE_REFERRAL: AGENCY,
    # Who signed the letter takes it back; where a petition goes that has gone round is for nobody below.
    Move.RECALL_REFERRAL: LEADER,
    Move.SETTLE_DISPUTE: LEADER,
    Move.RECORD_ACCEPTANCE: AGENCY,
    Move.REFUSE_ACCEPTANCE: AGENCY,
    Move.RECORD_EXTENSION: AGENCY,
    Move.RECORD_SUSPENSION: AGENCY,
    Move.RECORD_RESUMPTION: AGENCY,
    Move.RECORD_DECISION: AGENCY,
    Move.ANSWER: AGENCY,
    Move.CONFIRM_REQUEST: RECORDS,
    Move.ACKNOWLEDGE_REQUEST: HELPER,
    Move.REFUSE_REQUEST: HELPER,
    Move.ANSWER_REQUEST: HELPER,
    Move.NOTE_REPLY: HANDLER,
    Move.END_REQUEST: LEADER,
    # Who follows the case, and who finds that nobody does.
    Move.CHASE: (*HANDLER, *SUPERVISOR),
    # Not to chase, and to take it to the top, are decided by whoever answers for the house.
    Move.LET_RUNG_BE: LEADER,
    Move.LAY_BEFORE_LEADERSHIP: LEADER,
    Move.RECOMMEND_TO_SUPERIOR: (*HANDLER, *LEADER),
    # What the superior wrote comes as a letter: over the records officer's desk, or to who follows the case.
    Move.RECORD_SUPERIOR_DECISION: (*RECORDS, *HANDLER),
    Move.RECORD_SUPERIOR_REPLY: (*RECORDS, *HANDLER),
    Move.RECORD_SUPERIOR_ORDER: (*RECORDS, *HANDLER),
    Move.ASK_CLARIFICATION: HANDLER,
    Move.ACCEPT_ANSWER: HANDLER,
    # Over the counter, on the telephone, or by who holds the file.
    Move.RECORD_TOLD: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    Move.RECORD_HELPED: (
        *_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST),
        *HANDLER,
        *SUPERVISOR,
        Grant("petitioner", Reach.PETITIONER),
    ),
    Move.LOOK_INTO: SUPERVISOR,
    Move.BRING_UP: BRIEFS,
    Move.TAKE_DOWN: BRIEFS,
    Move.VERIFY: SUPERVISOR,
    Move.CONTEST: SUPERVISOR,
    Move.WAIVE: SUPERVISOR,
    Move.PLAN_INSPECTION: SUPERVISOR,
    Move.MOVE_INSPECTION: SUPERVISOR,
    # Somebody falls ill, or leaves: who goes instead may be said by whoever gives out the work.
    Move.REGROUP_INSPECTION: (*SUPERVISOR, *LEADER),
    Move.CALL_OFF_INSPECTION: SUPERVISOR,
    Move.REPORT_INSPECTION: SUPERVISOR,
    Move.CLOSE: LEADER,
    Move.RECORD_DEATH: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    Move.RECORD_SUCCESSOR: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    Move.CLOSE_UNSUCCEEDED: LEADER,
    Move.LINK_FIRST: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    # The second person, who is never the one who entered it: the operation sees to that.
    Move.CONFIRM_LATE_ENTRY: LEADER,
    Move.STRIKE_LATE_ENTRY: LEADER,
    # A day from which limits run is corrected by nobody who is held to them.
    Move.CORRECT_DAY: LEADER,
    Move.CORRECT_PARTY: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    Move.CORRECT_PAPER: (*RECORDS, *HANDLER),
    Move.CORRECT_ACT: (*RECORDS, *HANDLER),
    # One asks, another decides: the operation sees to that.
    Move.ASK_REOPENING: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER, *SUPERVISOR, *LEADER),
    Move.REOPEN: LEADER,
    Move.DECLINE_REOPENING: LEADER,
    Move.WITHDRAW_PART: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    Move.DOUBT_WITHDRAWAL: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER),
    # The second person, who is never the one who wrote it down: the operation sees to that.
    Move.REFUSE_WITHDRAWAL: LEADER,
    Move.CLEAR_WITHDRAWAL: LEADER,
    Move.WITHDRAW: (
        *_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST),
        *HANDLER,
        Grant("petitioner", Reach.PETITIONER),
    ),
    # Whose matter is the same as whose is judged by who works on it.
    # At the door by who meets the person, while nobody has it in hand; taken out again by those alone.
    Move.JOIN: (*HANDLER, *LEADER, *_grants(Reach.DOOR, Role.RECEPTIONIST, Role.HANDLER)),
    Move.UNJOIN: (*HANDLER, *LEADER),
    # Every part is instructed by the leader anew: whoever meets the person, or reads the letter, may say what is in it.
    Move.SPLIT: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER, *LEADER),
    Move.UNSPLIT: (*_grants(Reach.OWNING_UNIT, Role.RECEPTIONIST), *HANDLER, *LEADER),
    Move.VOID_REGISTRATION: (*LEADER, *_grants(Reach.REGISTRAR, Role.RECEPTIONIST)),
    Move.ATTACH_DOCUMENT: OFFICE,
    Move.RECEIVE_PAPERS: COUNTER,
    Move.RETURN_PAPERS: COUNTER,
    Move.ADD_NOTE: OFFICE,
    # More time, and a clock that stands still, are decisions: not for whoever is held to the date.
    Move.EXTEND_DUTY: LEADER,
    Move.PAUSE_DUTY: LEADER,
    Move.RESUME_DUTY: LEADER,
    Move.EXPLAIN_LATENESS: (*HANDLER, *LEADER),
    Move.REVEAL: READERS,
    Move.RECLASSIFY: (*HANDLER, *LEADER),
    Move.REDACT: HANDLER,
}
# Nobody but who was named and who names: reflections on cadres (QĐ 124-QĐ/TW; law.md §4 and §14 point 14).
NEED_TO_KNOW = frozenset({Kind.CADRE})

# Who reads what: staff their own unit's register; these also the units below; agencies what was sent to them.
READS_OWN_UNIT = frozenset({Role.RECEPTIONIST, Role.HANDLER, Role.RECORDS_OFFICER})
READS_BELOW = frozenset({Role.LEADER, Role.SUPERVISOR, Role.AUDITOR})
READS_SENT = frozenset(AT_THE_AGENCY)
# The named head alone, and whom the head deputised in writing, for as long (law.md §14 point 21).
READS_SENT_SEALED = frozenset({Role.AGENCY_HEAD})


class Sending(Protocol):
    """What access asks of one sending of a case."""

    pk: int
    agency_id: int


class Held(Protocol):
    """What access asks of a case."""

    pk: int
    unit_id: int
    handler_id: int | None
    kind: str
    sealed: bool
    has_signed_letter: bool

    lead_id: int | None

    @property
    def unit(self) -> Unit: ...

    @property
    def agency_in_charge(self) -> int | None: ...

    @property
    def requests(self) -> Sequence[Sending]: ...

    def is_sent_by(self, persons: Iterable[int]) -> bool: ...

    def was_sent_by(self, referral: int) -> int | None: ...

    def is_helped_by(self, unit: int) -> bool: ...

    def was_sent_to(self, unit: int) -> bool: ...

    def was_handed_in_by(self, petition: int) -> bool: ...

    def was_registered_by(self, persons: Iterable[int]) -> bool: ...


def may(actor: Actor, move: str, case: Held) -> bool:
    return role_for(actor, move, case) is not None


def role_for(actor: Actor, move: str, case: Held) -> str | None:
    """Return the role in which the actor may make the move on this case, None when no grant covers it."""
    if case.sealed and not may_see(actor, case):
        return None
    grants = GRANTS[move]
    if case.kind in NEED_TO_KNOW and SUPERVISOR[0] in grants:
        # The supervisor does not know of it: the leader sees himself to what was promised.
        grants = (*grants, *LEADER)
    return next((grant.role for grant in grants if _covers(grant, actor, case)), None)


def is_the_house(actor: Actor) -> bool:
    """Sweeping and recounting are done by the house itself, by timetable or command, and by nobody else."""
    return actor.kind == ActorKind.SYSTEM


def may_register(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may register a petition in the unit's book."""
    if actor.kind != ActorKind.PERSON or actor.unit != unit:
        return None
    roles = (grant.role for grant in GRANTS[Move.REGISTER] if grant.role in actor.roles)
    return next(roles, None)


def may_register_several(actor: Actor, unit: int) -> bool:
    """Say whether who registers a petition may split it at once: nobody handles its case yet."""
    split = {grant.role for grant in GRANTS[Move.SPLIT] if grant.reach is Reach.OWNING_UNIT}
    return may_register(actor, unit) is not None and bool(split & actor.roles)


# What lies in the scanner's folder is not registered yet, and may be anybody's letter, a denunciation among them.
TAKES_SCANS = (Role.RECEPTIONIST,)


def may_take_scans(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may see what the unit's scanner has put down, and take it into a petition."""
    return _of_the_unit(actor, unit, TAKES_SCANS)


KEEPS_BOOKS = (Role.RECORDS_OFFICER,)
PRINTS_BOOKS = (Role.RECORDS_OFFICER, Role.LEADER)


# Reception in person. The head receives in person, so a leader may do what a receptionist does; that somebody is turned
# away is decided by a second person, and its notice numbered by a third.
AT_THE_COUNTER = (Role.RECEPTIONIST, Role.LEADER)
RECEPTION_GRANTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ReceptionAct, AT_THE_COUNTER),
    ReceptionAct.CONFIRM_REFUSAL: (Role.LEADER,),
    ReceptionAct.OVERTURN_REFUSAL: (Role.LEADER,),
    ReceptionAct.ISSUE_NOTICE: (Role.RECORDS_OFFICER,),
    ReceptionAct.DISPATCH_NOTICE: (Role.RECORDS_OFFICER,),
}


def may_receive(actor: Actor, act: str, unit: int) -> str | None:
    """Return the role in which the actor may do this at the unit's reception."""
    return _of_the_unit(actor, unit, RECEPTION_GRANTS[act])


def may_see_reception(actor: Actor, unit: int) -> bool:
    if actor.kind == ActorKind.SYSTEM:
        return True
    if actor.unit is None:
        return False
    own = actor.roles & (READS_OWN_UNIT | READS_BELOW) and unit == actor.unit
    return bool(own) or (bool(actor.roles & READS_BELOW) and unit in set(unit_and_below(actor.unit)))


def visible_reception(actor: Actor) -> Q:
    """The same right as `may_see_reception`, for the list of sessions."""
    if actor.kind == ActorKind.SYSTEM:
        return Q()
    if actor.unit is None or not actor.roles & (READS_OWN_UNIT | READS_BELOW):
        return Q(pk__in=[])
    units = unit_and_below(actor.unit) if actor.roles & READS_BELOW else [actor.unit]
    return Q(unit_id__in=units)


def may_keep_books(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may enter letters into the unit's book."""
    return _of_the_unit(actor, unit, KEEPS_BOOKS)


def may_print_books(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may take the unit's books out as paper or table."""
    return _of_the_unit(actor, unit, PRINTS_BOOKS)


PRINTS_NOTICE = (Role.SUPERVISOR, Role.LEADER)


def may_print_notice(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may take out which cases the six-month notice names."""
    return _of_the_unit(actor, unit, PRINTS_NOTICE)


def may_print_agenda(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may take out which cases are to be spoken of."""
    return _of_the_unit(actor, unit, PRINTS_NOTICE)


# The old books are brought in by whoever keeps the books, or sets the office up.
OPENS_BOOKS = (Role.RECORDS_OFFICER, Role.ADMINISTRATOR)
CONTINUES_SERIES = (Role.ADMINISTRATOR,)
HANDS_OUT_REGISTER = (Role.RECORDS_OFFICER, Role.LEADER)


def may_open_books(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may bring a table of old cases into the unit's register."""
    return _of_the_unit(actor, unit, OPENS_BOOKS)


def may_read_rows(actor: Actor, unit: int, *, handed_in_by: int | None) -> bool:
    """Say whether the actor may read the names in a table: who handed it in had it before; others keep the books."""
    if may_open_books(actor, unit) is None:
        return False
    return Role.RECORDS_OFFICER in actor.roles or (handed_in_by is not None and actor.person_id == handed_in_by)


def may_continue_series(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may say from which number a row of numbers goes on."""
    return _of_the_unit(actor, unit, CONTINUES_SERIES)


def may_hand_out_register(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may take the register out as a table, names and all."""
    return _of_the_unit(actor, unit, HANDS_OUT_REGISTER)


# The register of events is searched by who checks the history and by who supervises; what each reads: audit/readers.py.
AUDITS = (Role.AUDITOR, Role.SUPERVISOR)


def may_audit(actor: Actor) -> str | None:
    """Return the role in which the actor may search the register of events."""
    if actor.kind != ActorKind.PERSON or actor.unit is None:
        return None
    return next((role for role in AUDITS if role in actor.roles), None)


# Whose work goes to whom is for who instructs; who administers the unit sees that something is left.
HANDS_OVER = (Role.LEADER,)
SEES_WHAT_IS_LEFT = (Role.LEADER, Role.ADMINISTRATOR)


def may_hand_over(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may hand the work of somebody in the unit to others."""
    return _of_the_unit(actor, unit, HANDS_OVER)


def may_see_what_is_left(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may see how much a person of the unit has open."""
    return _of_the_unit(actor, unit, SEES_WHAT_IS_LEFT)


# What is erased never comes back: the records officer prepares, a leader who is somebody else approves; a leader alone
# may forbid it.
PREPARES_ERASURES = (Role.RECORDS_OFFICER,)
JUDGES_ERASURES = (Role.LEADER,)
HOLDS_FILES = _grants(Reach.OWNING_UNIT, Role.LEADER)


def may_prepare_erasures(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may put files of the unit on a list to be erased."""
    return _of_the_unit(actor, unit, PREPARES_ERASURES)


def may_judge_erasures(actor: Actor, unit: int) -> str | None:
    """Return the role in which the actor may approve, send back or refuse such a list; never their own."""
    return _of_the_unit(actor, unit, JUDGES_ERASURES)


def may_see_erasures(actor: Actor, unit: int) -> bool:
    return _of_the_unit(actor, unit, (*PREPARES_ERASURES, *JUDGES_ERASURES)) is not None


def may_hold(actor: Actor, case: Held) -> str | None:
    """Return the role in which the actor may keep the file from being destroyed, or let it go again."""
    if not may_see(actor, case):
        return None
    return next((grant.role for grant in HOLDS_FILES if _covers(grant, actor, case)), None)


def _of_the_unit(actor: Actor, unit: int, roles: Iterable[str]) -> str | None:
    if actor.kind != ActorKind.PERSON or actor.unit != unit:
        return None
    return next((role for role in roles if role in actor.roles), None)


def _covers(grant: Grant, actor: Actor, case: Held) -> bool:
    match grant.reach:
        case Reach.PETITIONER:
            return actor.kind == ActorKind.PETITIONER and case.was_handed_in_by(int(actor.key))
        case Reach.AGENCY:
            return grant.role in actor.roles and answers_for(actor, case)
        case Reach.COOPERATING:
            asked = grant.role in actor.roles and actor.unit is not None and case.is_helped_by(actor.unit)
            return asked and (_bound_to(actor) is None or any(is_own(actor, one) for one in case.requests))
        case Reach.OWNING_UNIT:
            # A program reads as much as its role; what the MTTQ does, a person of the MTTQ does.
            person = actor.kind == ActorKind.PERSON
            return person and grant.role in actor.roles and actor.unit == case.unit_id
        case Reach.ABOVE:
            person = actor.kind == ActorKind.PERSON
            return person and grant.role in actor.roles and is_known_above(case) and _is_above(actor, case)
        case Reach.HANDLER:
            named = case.handler_id is not None and case.handler_id in persons_of(actor)
            return named and grant.role in actor.roles and actor.unit == case.unit_id
        case Reach.REGISTRAR:
            here = grant.role in actor.roles and actor.unit == case.unit_id
            return here and case.was_registered_by(persons_of(actor))
        case Reach.DOOR:
            here = grant.role in actor.roles and actor.unit == case.unit_id
            return here and case.handler_id is None and case.was_registered_by(persons_of(actor))
        case Reach.SENDER:
            here = grant.role in actor.roles and actor.unit == case.unit_id
            return here and actor.kind == ActorKind.PERSON and case.is_sent_by(persons_of(actor))
        case Reach.SENDING:
            here = grant.role in actor.roles and actor.unit == case.unit_id
            return here and actor.kind == ActorKind.PERSON and case.has_signed_letter


def answers_for(actor: Actor, case: Held) -> bool:
    """Say whether the actor's agency is the one whose answer is awaited; a link only for the sending it is bound to."""
    if actor.unit is None or case.agency_in_charge != actor.unit:
        return False
    bound = _bound_to(actor)
    return bound is None or bound == case.lead_id


def is_own(actor: Actor, sending: Sending) -> bool:
    """Say whether this sending went to the actor's agency; of a link, whether it is the one."""
    bound = _bound_to(actor)
    return sending.agency_id == actor.unit and (bound is None or bound == sending.pk)


def own_sendings(actor: Actor, *, prefix: str = "") -> Q:
    """The same right as `is_own`, for a list of referrals or of what hangs on them by `prefix`."""
    own = Q(**{f"{prefix}agency_id": actor.unit or 0})
    bound = _bound_to(actor)
    return own if bound is None else own & Q(**{f"{prefix}pk": bound})


def _bound_to(actor: Actor) -> int | None:
    """A one-time link is bound to one referral, which is its key; nobody else is bound."""
    if actor.kind != ActorKind.LINK:
        return None
    return int(actor.key) if actor.key.isdigit() else 0


def persons_of(actor: Actor) -> set[int]:
    """The person acting, and the one deputised for."""
    keys: Iterable[str] = (actor.key, actor.on_behalf_of) if actor.kind == ActorKind.PERSON else ()
    return {int(key) for key in keys if key}


def may_see(actor: Actor, case: Held) -> bool:
    if actor.kind == ActorKind.SYSTEM:
        return True
    if actor.unit is None or (case.sealed and actor.kind != ActorKind.PERSON):
        return False
    bound = _bound_to(actor)
    if bound is not None:
        # One referral of one open case, and nothing that must be kept secret (desk.md, Agency).
        agency = bool(actor.roles & READS_SENT)
        return agency and case.kind not in NEED_TO_KNOW and case.was_sent_by(bound) == actor.unit
    if actor.roles & (READS_SENT_SEALED if case.sealed else READS_SENT) and case.was_sent_to(actor.unit):
        return True
    if case.kind in NEED_TO_KNOW:
        return _needs_to_know(actor, case)
    if actor.roles & (READS_OWN_UNIT | READS_BELOW) and case.unit_id == actor.unit:
        return True
    return bool(actor.roles & READS_BELOW) and _is_above(actor, case)


def is_known_above(case: Held) -> bool:
    """Say whether who stands above the unit that holds the case may read it: nothing that is kept secret."""
    return not case.sealed and case.kind not in NEED_TO_KNOW


def _is_above(actor: Actor, case: Held) -> bool:
    return actor.unit is not None and actor.unit != case.unit_id and is_within(case.unit, actor.unit)


def _needs_to_know(actor: Actor, case: Held) -> bool:
    if actor.kind != ActorKind.PERSON or case.unit_id != actor.unit:
        return False
    if Role.LEADER in actor.roles or (Role.HANDLER in actor.roles and case.handler_id in persons_of(actor)):
        return True
    return Role.RECORDS_OFFICER in actor.roles and case.has_signed_letter


def may_print_statement(actor: Actor, case: Held) -> str | None:
    """Return the role in which the actor may take out who held the case: whoever sees it, as much as they see."""
    if actor.kind != ActorKind.PERSON or not may_see(actor, case):
        return None
    return next((role for role in Role if role in actor.roles), None)


TAKES_DOSSIERS = (Role.LEADER, Role.HANDLER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR)


def may_take_dossier(actor: Actor, case: Held) -> str | None:
    """Return the role in which the actor may take the whole file out; of a sealed case only who may open it."""
    if actor.kind != ActorKind.PERSON or not may_read(actor, case):
        return None
    inside = replace(actor, roles=actor.roles - READS_SENT)
    return next((role for role in TAKES_DOSSIERS if role in actor.roles), None) if may_see(inside, case) else None


def may_read(actor: Actor, case: Held) -> bool:
    """Say whether the actor may read what the case says; of a sealed one, having opened it with a reason."""
    if not case.sealed:
        return may_see(actor, case)
    return role_for(actor, Move.REVEAL, case) is not None


def readable(actor: Actor) -> Q:
    """The same right as `may_read`, for the list."""
    sealed = Q(pk__in=[])
    if actor.kind == ActorKind.PERSON and actor.unit is not None:
        persons, own = persons_of(actor), Q(unit_id=actor.unit)
        if Role.LEADER in actor.roles:
            sealed |= own
        if Role.HANDLER in actor.roles:
            sealed |= own & Q(handler_id__in=persons)
        if actor.roles & {Role.RECEPTIONIST, Role.HANDLER}:
            sealed |= own & Q(matters__petition__registered_by__in=persons)
        if Role.RECORDS_OFFICER in actor.roles:
            sealed |= own & Q(has_signed_letter=True)
        if Role.AGENCY_HEAD in actor.roles:
            sealed |= Q(lead__agency_id=actor.unit, lead__sent_on__isnull=False)
    return visible(actor) & (Q(sealed=False) | sealed)


def may_release(actor: Actor, case: Held) -> bool:
    """Say whether the actor may let a quarantined paper of the case be opened; that reads nothing of the case."""
    return actor.unit is not None and _administers(actor) and case.unit_id in set(unit_and_below(actor.unit))


def releasable(actor: Actor) -> Q:
    """The same right as `may_release`, for the list."""
    if actor.unit is None or not _administers(actor):
        return Q(pk__in=[])
    return Q(unit_id__in=unit_and_below(actor.unit))


def _administers(actor: Actor) -> bool:
    return actor.kind == ActorKind.PERSON and Role.ADMINISTRATOR in actor.roles


def reads_files(actor: Actor) -> bool:
    """Say whether there is any case at all that this actor may see."""
    return actor.kind == ActorKind.SYSTEM or bool(actor.roles & (READS_OWN_UNIT | READS_BELOW | READS_SENT))


def visible(actor: Actor) -> Q:
    """The same right as `may_see`, for the list."""
    if actor.kind == ActorKind.SYSTEM:
        return Q()
    seen = Q(pk__in=[])
    if actor.unit is None:
        return seen
    if _bound_to(actor) is not None:
        sent = own_sendings(actor, prefix="referrals__") & Q(referrals__sent_on__isnull=False)
        return sent & Q(sealed=False) & ~Q(kind__in=NEED_TO_KNOW) if actor.roles & READS_SENT else seen
    if actor.roles & READS_OWN_UNIT:
        seen |= Q(unit_id=actor.unit)
    if actor.roles & READS_BELOW:
        seen |= Q(unit_id__in=unit_and_below(actor.unit))
    seen &= ~Q(kind__in=NEED_TO_KNOW) | _need_to_know(actor)
    if actor.roles & READS_SENT:
        to_all = Q() if actor.roles & READS_SENT_SEALED else Q(sealed=False)
        seen |= Q(sent_to__unit_id=actor.unit) & to_all
    if actor.kind != ActorKind.PERSON:
        return seen & Q(sealed=False)
    return seen


def _need_to_know(actor: Actor) -> Q:
    """The same right as `_needs_to_know`, for the list; whoever has it reads the own unit anyway."""
    mine = Q(pk__in=[])
    if Role.LEADER in actor.roles:
        return Q(kind__in=NEED_TO_KNOW, unit_id=actor.unit)
    if Role.HANDLER in actor.roles:
        mine |= Q(handler_id__in=persons_of(actor))
    if Role.RECORDS_OFFICER in actor.roles:
        mine |= Q(has_signed_letter=True)
    return Q(kind__in=NEED_TO_KNOW, unit_id=actor.unit) & mine
