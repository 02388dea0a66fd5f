"""What is taken out of the house: who held a case, which agencies were late, and the whole file as a bundle."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.models import Unit, User

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


def note_dossier(case: Case, *, digest: str, by: Actor, on: date) -> None:
    """The whole file leaves the house. Written into the reader's own chain: taking it out changes nothing in the file.

    Raises NotYoursToSee, PermissionDenied.
    """
    with acting(by), transaction.atomic():
        locked = lock(case.pk)
        role = access.may_take_dossier(by, locked)
        if role is None:
            if not access.may_see(by, locked):
                raise NotYoursToSee(case.pk)
            raise PermissionDenied("dossier")
        reader = User.objects.get(pk=by.key)
        record("dossier.taken", reader, by=by.as_role(role), on=on, case=case.pk, content=digest)


def record_notice(unit: Unit, *, first: date, last: date, rows: int, by: Actor, on: date) -> None:
    """The list of late agencies leaves the house: the history says who took it out, of which days."""
    with acting(by), transaction.atomic():
        role = access.may_print_notice(by, unit.pk)
        if role is None:
            raise PermissionDenied("print_notice")
        days = {"first": first.isoformat(), "last": last.isoformat()}
        record("notice.printed", unit, by=by.as_role(role), on=on, rows=rows, **days)
