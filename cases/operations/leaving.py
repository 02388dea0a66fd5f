"""Somebody no longer works in the unit: what was theirs alone is nobody's for no day; the leader is asked."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.capacities import people_with
from organizations.models import Membership, User
from organizations.models.in_force import in_force
from organizations.vocabulary import Role

from .. import access
from ..errors import NotAllowedNow, Unusable
from ..models import Case, ReceptionSession
from ..reception_words import ReceptionAct, SessionStatus
from ..vocabulary import InspectionState, Status
from .at_the_counter import at_the_counter
from .inspecting import gone_from, strike_who_left
from .moving import lock
from .sessions import WHO_RECEIVES, check_people


def without_their_handler(*, on: date) -> QuerySet[Case]:
    """Return the open cases whose handler has no handler's role in the unit on the day, by ascending id."""
    holds = Membership.objects.filter(
        in_force(on, start="from_on", end="to_on"),
        user=OuterRef("handler"),
        unit=OuterRef("unit"),
        role=Role.HANDLER,
        user__is_active=True,
    )
    waiting: QuerySet[Case] = Case.objects.exclude(status__in=[Status.CLOSED, Status.REGISTERED])
    return waiting.filter(~Exists(holds), handler__isnull=False).order_by("pk")


def take_from_who_left(*, by: Actor, on: date) -> int:
    """Each case whose handler has gone is laid before the leader, who names another. Return how many."""
    if not access.is_the_house(by):
        raise PermissionDenied("leaving")
    found = list(without_their_handler(on=on).values_list("pk", flat=True))
    done = 0
    for pk in found:
        with acting(by), transaction.atomic():
            case = lock(pk)
            if not without_their_handler(on=on).filter(pk=pk).exists():
                continue
            was, case.handler = str(case.handler_id), None
            case.save()
            record("case.left_without_handler", case, by=by, on=on, handler="", was=was)
            done += 1
    return done


def inspections_of_who_left(*, on: date) -> QuerySet[Case]:
    """Return the cases in which somebody is to go on an inspection who may not on the day, by ascending id."""
    waiting: QuerySet[Case] = Case.objects.filter(inspections__state=InspectionState.PLANNED).order_by("pk")
    gone = [case.pk for case in waiting if case.inspection is not None and gone_from(case.inspection, case, on=on)]
    return waiting.filter(pk__in=gone)


def take_inspections_from_who_left(*, by: Actor, on: date) -> int:
    """Who has left goes nowhere for the unit. Where they led it, the supervisors are asked to name another."""
    if not access.is_the_house(by):
        raise PermissionDenied("leaving")
    done = 0
    for pk in list(inspections_of_who_left(on=on).values_list("pk", flat=True)):
        with acting(by), transaction.atomic():
            case = lock(pk)
            facts = strike_who_left(case, on=on)
            if facts:
                record("inspection.left", case, by=by, on=on, **facts)
                done += 1
    return done


def sessions_without_receiver(*, on: date) -> QuerySet[ReceptionSession]:
    """Return the sessions to come whose receiver will not work in the unit on that day."""
    day = OuterRef("held_on")
    there = Membership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day),
        from_on__lte=day,
        user=OuterRef("receiver"),
        unit=OuterRef("unit"),
        role__in=WHO_RECEIVES,
        user__is_active=True,
    )
    ahead: QuerySet[ReceptionSession] = ReceptionSession.objects.filter(status=SessionStatus.PLANNED, held_on__gte=on)
    return ahead.filter(~Exists(there)).order_by("pk")


def give_sessions_to_leaders(*, by: Actor, on: date) -> int:
    """A session whose receiver will be gone is the leader's, who may give it to somebody else."""
    if not access.is_the_house(by):
        raise PermissionDenied("leaving")
    done = 0
    for pk in list(sessions_without_receiver(on=on).values_list("pk", flat=True)):
        with acting(by), transaction.atomic():
            session = ReceptionSession.objects.select_for_update(of=("self",)).get(pk=pk)
            leader = people_with(Role.LEADER, unit_id=session.unit_id, on=session.held_on).first()
            if leader is None or not sessions_without_receiver(on=on).filter(pk=pk).exists():
                continue
            _give(session, leader, by=by, on=on)
            done += 1
    return done


def change_receiver(
    session: ReceptionSession, *, receiver: User, by: Actor, on: date, leaving: int | None = None
) -> None:
    """Somebody else receives at a session on the schedule."""
    with at_the_counter(session.pk, ReceptionAct.PLAN_SESSIONS, by=by) as here:
        if not here.session.is_planned:
            raise NotAllowedNow(ReceptionAct.PLAN_SESSIONS, [_("Buổi tiếp này không còn ở trong lịch.")])
        if here.session.receiver_id == receiver.pk:
            raise Unusable("receiver", _("Người này đã được xếp tiếp buổi ấy; cần chọn người khác."))
        check_people(here.session.unit, kind=here.session.kind, receiver=receiver, leader=None, on=here.session.held_on)
        _give(here.session, receiver, by=here.by, on=on, leaving=leaving)


def _give(session: ReceptionSession, receiver: User, *, by: Actor, on: date, leaving: int | None = None) -> None:
    facts: dict[str, Any] = {"was": session.receiver_id, "receiver": receiver.pk, "leaving": leaving}
    session.receiver = receiver
    session.save()
    record("session.handed_over", session, by=by, on=on, **facts)
