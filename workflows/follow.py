"""Keep the open tasks in step with the case, in the same transaction and under the same lock. The case leads.

Nobody else completes an activation. A task whose event happened is done by whoever acted; one that an event overtook is
obsolete and counts as nobody's work.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone
from viewflow.workflow.status import PROCESS

from audit.models import Event
from audit.rows import set_each
from cases.models import Case, Duty, Referral
from deadlines.vocabulary import DutyState
from organizations.capacities import people_acting_as

from .flows import FLOWS, OF_A_REQUEST, Look, looking_at, nearest, unit_of
from .models import Assignment, Ending
from .steps import FACTS, Step, named_for, steps_for, steps_of_requests

FIRST = 1
"""Of the events of a case: nothing waits yet."""

# These change neither the state nor a date: there is nothing to realign.
LEAVES_TASKS_ALONE = frozenset(
    {
        "case.noted",
        "case.brought_up",
        "case.taken_down",
        "agenda.handed_on",
        "document.attached",
        "document.quarantined",
        "document.released",
        "duty.soon",
        "duty.overdue",
        "task.taken",
        "task.given",
        "letter.held",
        "letter.called_back",
        "letter.hold_fell",
        "letter.stopped",
        "letter.cleared",
        "message.stopped",
        "link.requested",
        "link.sent",
        "link.opened",
        "link.refused",
        "link.left",
        "link.revoked",
        # Told one after the other with the case as it stands; `case.imported` comes last and opens the tasks.
        "past.forwarded",
        "past.delivered",
        "past.answered",
        "past.accepted",
        "past.closed",
        # Told by the batch, and followed so: `redate_tasks`.
        "duty.recomputed",
    }
)


def realign_tasks(event: Event) -> None:
    """End the tasks the case no longer waits for, open those it now waits for."""
    if event.kind not in LEAVES_TASKS_ALONE and event.subject_type == "cases.case":
        realign(event)


def realign(event: Event) -> None:
    with looking_at(event.subject_id) as look:
        case, wanted = look.case, all_steps_for(look.case)
        rows = case.assignments.filter(ended_at=None).select_related("task__process__casework")
        waiting = [] if event.sequence == FIRST else list(rows)
        for assignment in waiting:
            if (assignment.referral_id, assignment.step) not in wanted or _is_done_by(event, assignment):
                _end(assignment, event)
            else:
                _refresh(assignment, look, event)
        still = {(one.referral_id, one.step) for one in waiting if one.ended_at is None}
        missing = wanted - still - look.opened
        for flow in FLOWS:
            if {step for referral, step in missing if referral is None} & flow.steps:
                flow.begin.run(case=case)
        for referral in sorted({referral for referral, _step in missing if referral is not None}):
            for flow in OF_A_REQUEST:
                if {step for one, step in missing if one == referral} & flow.steps:
                    flow.begin.run(case=case, referral=referral)


def redate_tasks(events: Sequence[Event]) -> None:
    """Nothing but days has moved: each open task is owed by the nearest duty of whoever has it, as it stands now."""
    cases = {event.subject_id for event in events if "rungs" not in event.facts}
    for event in {event.subject_id: event for event in events if "rungs" in event.facts}.values():
        realign(event)  # a letter that was being written fell away with its chase, and a task with it
    owed = defaultdict(list)
    for duty in Duty.objects.filter(case__in=cases, state=DutyState.RUNNING).order_by("due_on", "pk"):
        owed[duty.case_id].append(duty)
    moved = []
    for assignment in Assignment.objects.filter(case__in=cases, ended_at=None):
        nearest_duty = nearest(owed[assignment.case_id], assignment.unit_id, referral=assignment.referral_id)
        due_on = nearest_duty.due_on if nearest_duty else None
        if (assignment.duty_id, assignment.due_on) != (nearest_duty.pk if nearest_duty else None, due_on):
            if assignment.due_on != due_on:
                assignment.comes_anew()
            assignment.duty, assignment.due_on = nearest_duty, due_on
            moved.append(assignment)
    set_each(moved, ["duty", "due_on", "turn"])


def all_steps_for(case: Case) -> set[tuple[int | None, str]]:
    """Every step somebody must do now: those of the case, and those of each request to cooperate beside it."""
    beside = {(pk, str(step)) for pk, steps in steps_of_requests(case).items() for step in steps}
    return {(None, str(step)) for step in steps_for(case)} | beside


def _open_steps(case: Case) -> set[tuple[int | None, str]]:
    return set(case.assignments.filter(ended_at=None).values_list("referral", "step"))


def _is_done_by(event: Event, assignment: Assignment) -> bool:
    """Of several requests only the one the event is about."""
    if assignment.referral_id is not None and event.facts.get("referral") != assignment.referral_id:
        return False
    return event.kind in FACTS[Step(assignment.step)].done_by


def _end(assignment: Assignment, event: Event) -> None:
    done = _is_done_by(event, assignment)
    assignment.ended_at = timezone.now()
    assignment.ending = Ending.DONE if done else Ending.OBSOLETE
    assignment.ended_by = event.pk
    if done and event.actor_kind == "person":
        assignment.owner_id = int(event.actor_key)
    assignment.save(update_fields=["ended_at", "ending", "ended_by", "owner"])
    # Read a moment ago under the lock of the case, with its process: `task.activation()` would read all of it again.
    task = assignment.task
    task.process = task.process.casework
    activation = task.flow_task.activation_class(task)
    if done:
        activation.assign(assignment.owner_id)
        activation.start(None)
        activation.execute()
    else:
        activation.cancel()
        process = activation.process
        process.status, process.finished = PROCESS.CANCELED, timezone.now()
        process.save(update_fields=["status", "finished"])


def _refresh(assignment: Assignment, look: Look, event: Event) -> None:
    """A new handler takes over the personal step, a successor that of its unit; a new date shows in the inbox."""
    step = Step(assignment.step)
    unit = unit_of(look.case, step, _request(assignment, look))
    facts, named = FACTS[step], named_for(look.case, step)
    owner = named if facts.personal or named is not None else assignment.owner_id
    moved = unit != assignment.unit_id or facts.led
    if moved and owner is not None and owner != named:
        # Whoever held it keeps it only when they came along; who led an inspection and left holds it no longer.
        there = people_acting_as(assignment.role, unit_id=unit, on=event.happened_on)
        owner = owner if there.filter(pk=owner).exists() else None
    duty = look.next_duty(unit, referral=assignment.referral_id)
    due_on = duty.due_on if duty else None
    held = (assignment.unit_id, assignment.owner_id, assignment.duty_id, assignment.due_on)
    if (unit, owner, duty.pk if duty else None, due_on) != held:
        if (unit, owner, due_on) != (assignment.unit_id, assignment.owner_id, assignment.due_on):
            assignment.comes_anew()
        assignment.unit_id, assignment.owner_id = unit, owner
        assignment.duty, assignment.due_on = duty, due_on
        assignment.save(update_fields=["unit", "owner", "duty", "due_on", "turn"])


def _request(assignment: Assignment, look: Look) -> Referral | None:
    """The request to cooperate the step is about, as it stands now."""
    if assignment.referral_id is None:
        return None
    return next((one for one in look.case.requests if one.pk == assignment.referral_id), None)


def misaligned(case: Case) -> str:
    """Say what is out of step between a case and its tasks; empty when they agree."""
    open_steps = _open_steps(case)
    wanted = all_steps_for(Look(case.pk).case)
    stored = {
        (work.referral_id, task.flow_task.name)
        for work in case.work.filter(status=PROCESS.NEW)
        for task in work.task_set.filter(finished=None, flow_task_type="HUMAN")
    }
    if open_steps == wanted == stored:
        return ""
    shown = (sorted(map(str, steps)) for steps in (wanted, open_steps, stored))
    return "{}: wants {}, inbox {}, flow {}".format(case.number, *shown)
