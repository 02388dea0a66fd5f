"""The shape every act of reception has: lock the session, ask who and whether now, do it, record one event."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.acting import acting
from audit.actor import Actor

from .. import access
from ..errors import NotYoursToSee
from ..models import ReceptionSession, Refusal, Visit
from .moving import small_machines_answer


@dataclass
class AtTheCounter:
    """The locked session, and the actor in the role that grants the act."""

    session: ReceptionSession
    by: Actor


@contextmanager
def at_the_counter(session: int, act: str, *, by: Actor) -> Iterator[AtTheCounter]:
    """Lock the session: visits, refusals and their duties lie under its lock. Not yours to see, then not you."""
    with acting(by), transaction.atomic():
        if not ReceptionSession.objects.select_for_update().filter(pk=session).values_list("pk").first():
            raise NotYoursToSee(session)
        locked = ReceptionSession.objects.select_related("unit").get(pk=session)
        by = granted(by, act, locked.unit_id)
        with acting(by), small_machines_answer(act):
            yield AtTheCounter(locked, by)


def granted(by: Actor, act: str, unit: int) -> Actor:
    """Return the actor in the role that grants the act at the unit's reception."""
    role = access.may_receive(by, act, unit)
    if role is None:
        if not access.may_see_reception(by, unit):
            raise NotYoursToSee(unit)
        raise PermissionDenied(act)
    return by.as_role(role)


def fresh_visit(here: AtTheCounter, visit: Visit) -> Visit:
    """Read the visit again under the lock of its session."""
    found: Visit = Visit.objects.get(pk=visit.pk, session=here.session)
    found.session = here.session
    return found


def fresh_refusal(here: AtTheCounter, refusal: Refusal) -> Refusal:
    found: Refusal = Refusal.objects.select_related("visit").get(pk=refusal.pk, visit__session=here.session)
    found.visit.session = here.session
    return found
