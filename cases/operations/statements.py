"""Who held a case, taken out of the house as a paper."""

from datetime import date

from django.db import transaction

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from .. import access
from ..errors import NotYoursToSee
from ..models import Case
from .moving import lock


def note_statement(case: Case, *, stretches: int, by: Actor, on: date) -> None:
    """The statement leaves the house: the history says who took it out, and how much of it. Raises NotYoursToSee."""
    with acting(by), transaction.atomic():
        locked = lock(case.pk)
        role = access.may_print_statement(by, locked)
        if role is None:
            raise NotYoursToSee(case.pk)
        record("holding.printed", locked, by=by.as_role(role), on=on, stretches=stretches)
