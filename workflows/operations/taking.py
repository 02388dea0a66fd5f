"""A task of the unit is taken into one's own hands, put back, or given to a colleague."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from cases.access import is_the_house, persons_of
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case
from organizations.capacities import people_acting_as
from organizations.models import User
from organizations.vocabulary import Role

from .. import inbox
from ..models import Assignment
from ..steps import FACTS, Step

# Who says in a unit who does what.
LEADS = frozenset({Role.LEADER, Role.AGENCY_LEADER})


def take(assignment_id: int, *, by: Actor, on: date) -> None:
    """Take a task of the unit. Of two who take at once the second is told who was first."""
    with acting(by), transaction.atomic():
        assignment = _locked(assignment_id, by)
        if assignment.owner is not None:
            raise NotAllowedNow("take", [_("%(who)s đã nhận việc này.") % {"who": assignment.owner.full_name}])
        # A deputy takes it for whoever is away: it is there when they come back, and counted once.
        assignment.owner_id = int(by.on_behalf_of) if by.on_behalf_of else by.person_id
        assignment.save(update_fields=["owner"])
        record("task.taken", assignment.case, by=by, on=on, step=assignment.step)


def put_back(assignment_id: int, *, by: Actor, on: date) -> None:
    """Give a task back to the unit; a step that belongs to the named handler is reassigned by the leader instead."""
    with acting(by), transaction.atomic():
        assignment = _locked(assignment_id, by)
        if assignment.owner_id not in persons_of(by):
            raise PermissionDenied("put_back")
        _must_not_be_by_name(assignment, "put_back")
        assignment.owner = None
        assignment.comes_anew()
        assignment.save(update_fields=["owner", "turn"])
        record("task.put_back", assignment.case, by=by, on=on, step=assignment.step)


def give(assignment_id: int, *, to: User, by: Actor, on: date, leaving: int | None = None) -> None:
    """Give a task to a colleague who may do it: the leader assigns, whoever holds it hands it over."""
    with acting(by), transaction.atomic():
        assignment = _locked(assignment_id, by)
        leads = by.unit is not None and bool(LEADS & by.roles)
        if not leads and assignment.owner_id not in persons_of(by):
            raise PermissionDenied("give")
        _must_not_be_by_name(assignment, "give")
        if assignment.owner_id == to.pk:
            raise Unusable("to", _("Người này đang giữ việc; cần chọn người khác."))
        if not inbox.who_may_do(assignment, on=on).filter(pk=to.pk).exists():
            raise Unusable("to", _("Người được giao phải có vai trò làm việc này ở đơn vị."))
        was, assignment.owner = assignment.owner_id, to
        assignment.comes_anew()
        assignment.save(update_fields=["owner", "turn"])
        record("task.given", assignment.case, by=by, on=on, step=assignment.step, to=to.pk, was=was, leaving=leaving)


def release_from_who_left(*, by: Actor, on: date) -> int:
    """A task in the hands of somebody who may not act there any more is the unit's again. Return how many."""
    if not is_the_house(by):
        raise PermissionDenied("release")
    done = 0
    held = Assignment.objects.filter(ended_at=None, owner__isnull=False).order_by("case", "pk")
    for pk, step, role, unit, owner in list(held.values_list("pk", "step", "role", "unit", "owner")):
        facts = FACTS[Step(step)]
        # An inspection that the supervisors do not know of is led by a leader.
        roles = (role, Role.LEADER) if facts.led else (role,)
        if facts.personal or any(owner in _acting(one, unit, on) for one in roles):
            continue
        with acting(by), transaction.atomic():
            case = Case.objects.select_for_update().get(assignments=pk)
            assignment = Assignment.objects.filter(pk=pk, ended_at=None, owner=owner).first()
            if assignment is None:
                continue
            assignment.owner = None
            assignment.comes_anew()
            assignment.save(update_fields=["owner", "turn"])
            record("task.put_back", case, by=by, on=on, step=step, was=owner)
            done += 1
    return done


def _must_not_be_by_name(assignment: Assignment, act: str) -> None:
    facts = FACTS[Step(assignment.step)]
    if facts.led:
        raise NotAllowedNow(
            act, [_("Việc này của người chủ trì; muốn đổi người thì dùng “Thay người đi kiểm tra thực tế”.")]
        )
    if facts.personal:
        raise NotAllowedNow(act, [_("Việc này giao đích danh; muốn đổi người thì lãnh đạo giao lại.")])


def _acting(role: str, unit: int, on: date) -> set[int]:
    return {person.pk for one in inbox.roles_for(role) for person in people_acting_as(one, unit_id=unit, on=on)}


def _locked(assignment_id: int, by: Actor) -> Assignment:
    visible = inbox.in_the_unit(by) if LEADS & by.roles else inbox.waiting_for(by) | inbox.held_by_others(by)
    found = visible.filter(pk=assignment_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotYoursToSee(assignment_id)
    Case.objects.select_for_update().get(pk=found)
    assignment = Assignment.objects.select_related("case", "owner").filter(pk=assignment_id, ended_at=None).first()
    if assignment is None:
        raise NotAllowedNow("take", [_("Việc này vừa có người làm xong.")])
    return assignment
