"""Keep the open tasks in step with the case, in the same transaction and under the same lock. The case leads.

Nobody else completes an activation. A task whose event happened is done by whoever acted; one that an event overtook is
obsolete and counts as nobody's work.
"""

from django.utils import timezone
from viewflow.workflow.status import PROCESS

from audit.models import Event
from cases.models import Case

from .flows import FLOWS, CaseFlow, Look, looking_at
from .models import Assignment, Ending
from .steps import FACTS, Step, steps_for

# These change neither the state nor a date: there is nothing to realign.
LEAVES_TASKS_ALONE = frozenset(
    {
        "case.noted",
        "document.attached",
        "document.quarantined",
        "document.released",
        "duty.soon",
        "duty.overdue",
        "task.taken",
        # Told one after the other with the case as it stands; `case.imported` comes last and opens the tasks.
        "past.forwarded",
        "past.delivered",
        "past.answered",
        "past.accepted",
        "past.closed",
    }
)


def realign_tasks(event: Event) -> None:
    """End the tasks the case no longer waits for, open those it now waits for."""
    if event.kind in LEAVES_TASKS_ALONE or event.subject_type != "cases.case":
        return
    with looking_at(event.subject_id) as look:
        case, wanted = look.case, steps_for(look.case)
        waiting = list(case.assignments.filter(ended_at=None).select_related("task"))
        for assignment in waiting:
            if assignment.step not in wanted or event.kind in FACTS[Step(assignment.step)].done_by:
                _end(assignment, event)
            else:
                _refresh(assignment, look)
        open_steps = set(case.assignments.filter(ended_at=None).values_list("step", flat=True)) if waiting else set()
        for flow in FLOWS:
            if (wanted & flow.steps) - open_steps:
                flow.begin.run(case=case)


def _end(assignment: Assignment, event: Event) -> None:
    done = event.kind in FACTS[Step(assignment.step)].done_by
    assignment.ended_at = timezone.now()
    assignment.ending = Ending.DONE if done else Ending.OBSOLETE
    assignment.ended_by = event.pk
    if done and event.actor_kind == "person":
        assignment.owner_id = int(event.actor_key)
    assignment.save(update_fields=["ended_at", "ending", "ended_by", "owner"])
    with assignment.task.activation() as activation:
        if done:
            activation.assign(assignment.owner)
            activation.start(None)
            activation.execute()
        else:
            activation.cancel()
            process = activation.process
            process.status, process.finished = PROCESS.CANCELED, timezone.now()
            process.save(update_fields=["status", "finished"])


def _refresh(assignment: Assignment, look: Look) -> None:
    """A new handler takes over the personal step; a new date shows in the inbox."""
    owner = look.case.handler_id if FACTS[Step(assignment.step)].personal else assignment.owner_id
    duty = look.next_duty(assignment.unit_id)
    due_on = duty.due_on if duty else None
    if (owner, duty and duty.pk, due_on) != (assignment.owner_id, assignment.duty_id, assignment.due_on):
        assignment.owner_id, assignment.duty, assignment.due_on = owner, duty, due_on
        assignment.save(update_fields=["owner", "duty", "due_on"])


def misaligned(case: Case, flows: tuple[type[CaseFlow], ...] = FLOWS) -> str:
    """Say what is out of step between a case and its tasks; empty when they agree."""
    open_steps = set(case.assignments.filter(ended_at=None).values_list("step", flat=True))
    wanted = {str(step) for step in steps_for(Look(case.pk).case)}
    stored = {
        task.flow_task.name
        for work in case.work.filter(status=PROCESS.NEW)
        for task in work.task_set.filter(finished=None, flow_task_type="HUMAN")
    }
    if open_steps == wanted == stored:
        return ""
    return f"{case.number}: wants {sorted(wanted)}, inbox {sorted(open_steps)}, flow {sorted(stored)}"
