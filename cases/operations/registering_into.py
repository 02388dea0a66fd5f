"""In at the door, into a case that is already there: one more letter about what is under way."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.acting import acting
from audit.actor import Actor

from ..models import Case
from .joining import join
from .registering import register


def register_into(into: Case, *, because: str, by: Actor, on: date, **facts: Any) -> Case:
    """Register a petition as `register` does and join its case to the other: both or neither, once for one form.

    Raises what both raise: whoever may not join leaves nothing in the book.
    """
    with acting(by), transaction.atomic():
        case = register(by=by, on=on, **facts)
        if not case.joinings.current().filter(into=into).exists():
            join(case, into=into, because=because, by=by, on=on)
    done: Case = Case.objects.get(pk=case.pk)
    return done
