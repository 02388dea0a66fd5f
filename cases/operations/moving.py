"""The shape every move on a case has: lock, right, legality, facts, event."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_fsm import TransitionNotAllowed

from audit.acting import acting, current_operation
from audit.actor import Actor, ActorKind, Channel
from audit.record import NewEvent, record_many
from deadlines.reading import law_read_once
from organizations.vocabulary import Role

from .. import access, links
from ..errors import NotAllowedNow, NotYoursToSee
from ..lifecycle import reasons_against
from ..models import Case
from ..vocabulary import LinkRefused, Move
from .ending_links import MAY_END_LINKS, end_dead_links

ACTS_OF_AN_AGENCY = {
    Move.ACKNOWLEDGE_REFERRAL,
    Move.REFUSE_REFERRAL,
    Move.RECORD_ACCEPTANCE,
    Move.REFUSE_ACCEPTANCE,
    Move.RECORD_EXTENSION,
    Move.RECORD_SUSPENSION,
    Move.RECORD_RESUMPTION,
    Move.RECORD_DECISION,
    Move.ANSWER,
    Move.ACKNOWLEDGE_REQUEST,
    Move.REFUSE_REQUEST,
    Move.ANSWER_REQUEST,
}


@dataclass
class Moving:
    """The locked case while it moves, and what its event will say."""

    case: Case
    by: Actor
    before: str
    """Where the case stood."""
    facts: dict[str, Any] = field(default_factory=dict)
    beside: dict[int, Case] = field(default_factory=dict)
    """Other cases the move concerns, locked with it."""
    late_because: str = ""
    """Why it is written down days after it happened; nothing when it is not."""
    also: list[NewEvent] = field(default_factory=list)
    """What happened to them by it: one event each, in the same operation."""


@contextmanager
def moving(case: Case, move: str, event: str, *, by: Actor, on: date, beside: Iterable[Case] = ()) -> Iterator[Moving]:
    """Lock the case, ask who and whether now, let the caller set the facts, save, record one event.

    Rights are asked before anything is touched, and the transition runs before the facts are set, so that a
    condition sees the case as it was. Cases beside it are locked with it, all by ascending id.
    """
    with acting(by), law_read_once(), transaction.atomic():
        rows = {pk: lock(pk) for pk in sorted({case.pk, *(other.pk for other in beside)})}
        locked = rows.pop(case.pk)
        by = granted(by, move, locked)
        before = locked.status
        refuse_unless_legal(locked, move)
        getattr(locked, move)()
        step = Moving(case=locked, by=by, before=before, beside=rows)
        with acting(by), small_machines_answer(move):
            yield step
        locked.save()
        if move in MAY_END_LINKS:
            end_dead_links(locked, on=on)
        changed = {"before": before, "after": locked.status} if locked.status != before else {}
        record_many([NewEvent(event, locked, {**changed, **step.facts}), *step.also], by=by, on=on)


def this_operation() -> UUID:
    """Return the id under which everything of this move is written down."""
    operation = current_operation()
    assert operation is not None, "moving() opened it"
    return operation


def lock(pk: int) -> Case:
    """Take the case row's lock: the first lock of every operation; referrals, letters and duties lie under it.

    Locked first and read afterwards: PostgreSQL re-reads only the locked row after waiting for it, and a referral
    joined into the locking query would still be the one from before the other's move.
    """
    if not Case.objects.select_for_update().filter(pk=pk).values_list("pk").first():
        raise NotYoursToSee(pk)
    locked: Case = Case.objects.select_related("lead__letter", "unit").get(pk=pk)
    return locked


def granted(by: Actor, move: str, case: Case) -> Actor:
    """Return the actor in the role that grants the move. Not his to see is answered before not his to do."""
    role = access.role_for(by, move, case)
    if role is None:
        if not access.may_see(by, case):
            raise NotYoursToSee(case.pk)
        raise PermissionDenied(move)
    if by.kind == ActorKind.LINK and links.was_ended(by):
        raise NotAllowedNow(move, [links.SENTENCES[LinkRefused.ENDED]])
    if move in ACTS_OF_AN_AGENCY and role == Role.RECORDS_OFFICER:
        # The agency acted on paper; the records officer enters it: the history says so.
        by = replace(by, channel=Channel.PAPER)
    return by.as_role(role)


def refuse_unless_legal(case: Case, move: str) -> None:
    reasons = reasons_against(case, move)
    if reasons:
        raise NotAllowedNow(move, reasons)


@contextmanager
def small_machines_answer(move: str) -> Iterator[None]:
    """Say "not now" when a letter, a referral or a commitment refuses, not only when the case does."""
    try:
        yield
    except TransitionNotAllowed as refusal:
        raise NotAllowedNow(move, [_("Việc này đã được làm rồi hoặc không còn làm được.")]) from refusal
