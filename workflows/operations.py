"""Taking a task of the unit into one's own hands, and putting it back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from cases.errors import NotAllowedNow, NotYoursToSee
from cases.models import Case

from . import inbox
from .models import Assignment
from .steps import FACTS, Step


def take(assignment_id: int, *, by: Actor, on: date) -> None:
    """Take a task of the unit. Of two who take at once the second is told who was first."""
    with acting(by), transaction.atomic():
        assignment = _locked(assignment_id, by)
        if assignment.owner is not None:
            raise NotAllowedNow("take", [_("%(who)s đã nhận việc này.") % {"who": assignment.owner.full_name}])
        assignment.owner_id = by.person_id
        assignment.save(update_fields=["owner"])
        record("task.taken", assignment.case, by=by, on=on, step=assignment.step)


def put_back(assignment_id: int, *, by: Actor, on: date) -> None:
    """Give a task back to the unit; a step that belongs to the named handler is reassigned by the leader instead."""
    with acting(by), transaction.atomic():
        assignment = _locked(assignment_id, by)
        if assignment.owner_id != by.person_id:
            raise PermissionDenied("put_back")
        if FACTS[Step(assignment.step)].personal:
            raise NotAllowedNow("put_back", [_("Việc này giao đích danh; muốn đổi người thì lãnh đạo giao lại.")])
        assignment.owner = None
        assignment.save(update_fields=["owner"])
        record("task.put_back", assignment.case, by=by, on=on, step=assignment.step)


def _locked(assignment_id: int, by: Actor) -> Assignment:
    visible = inbox.mine(by) | inbox.pool(by) | inbox.held_by_others(by)
    found = visible.filter(pk=assignment_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotYoursToSee(assignment_id)
    Case.objects.select_for_update().get(pk=found)
    assignment = Assignment.objects.select_related("case", "owner").filter(pk=assignment_id, ended_at=None).first()
    if assignment is None:
        raise NotAllowedNow("take", [_("Việc này vừa có người làm xong.")])
    return assignment
