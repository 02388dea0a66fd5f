"""Khối lượng việc: who has how much in hand; what somebody who leaves has open, and handing it to others."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import may_hand_over, may_see_what_is_left
from cases.errors import NotYoursToSee, Unusable
from notifications.inbox import unread_count
from organizations.models import Membership, User
from organizations.models.in_force import in_force
from organizations.operations import end_membership
from organizations.vocabulary import Role
from workflows import inbox, left, operations
from workflows.models import Leaving, LeavingState, LeftState
from workflows.workload import loads_of, waiting_in

from ..doors import StaffRequest, for_roles, staff
from ..forms.leaving import EndRoleForm, GiveForm, HandOverForm
from ..forms.refusing import refuse
from ..running import how_far

LATELY = timedelta(days=30)
MOST_AT_ONCE = 200
"""Cases one can name one by one on the page; whoever has more hands all of them over at once."""
RECENT = 10


@for_roles(Role.LEADER, Role.ADMINISTRATOR, Role.AGENCY_LEADER)
@require_safe
def workload(request: StaffRequest) -> HttpResponse:
    """Show for each person of the unit what is open, what is late, and what nobody has taken."""
    today, unit = timezone.localdate(), request.capacity.unit
    context = {
        "loads": loads_of(unit, on=today, since=today - LATELY),
        "waiting": waiting_in(unit, on=today),
        "opens": may_see_what_is_left(request.actor, unit.pk) is not None,
        "leavings": Leaving.objects.filter(unit=unit).select_related("person", "ordered_by")[:RECENT],
    }
    return render(request, "desk/leaving/workload.html", context)


@for_roles(Role.LEADER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: StaffRequest, user_id: int) -> HttpResponse:
    """Show everything open of one person; the leader names successors, for all or one by one, with a reason."""
    who, unit, today = _person(request, user_id), request.capacity.unit, timezone.localdate()
    leads = may_hand_over(request.actor, unit.pk) is not None
    cases, tasks = left.cases_of(who.pk, unit.pk), left.tasks_of(who.pk, unit.pk)
    sessions = list(left.sessions_of(who.pk, unit.pk, on=today))
    inspections = list(left.inspections_of(who.pk, unit.pk))
    shown = list(cases[:MOST_AT_ONCE]) if leads else []
    held = list(tasks[:MOST_AT_ONCE]) if leads else []
    form = None
    if leads and (shown or held or sessions or inspections):
        able = {task.role: task for task in held}
        people = {role: list(inbox.who_may_do(task, on=today).exclude(pk=who.pk)) for role, task in able.items()}
        form = HandOverForm(
            request.POST or None,
            cases=shown,
            tasks=[(task, people[task.role]) for task in held],
            sessions=bool(sessions),
            inspections=bool(inspections),
            supervisors=list(left.supervisors_besides(who.pk, unit.pk, on=today)) if inspections else [],
            handlers=list(left.handlers_besides(who.pk, unit.pk, on=today)),
            receivers=list(left.receivers_besides(who.pk, unit.pk, on=today)),
        )
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            leaving = operations.order_leaving(who, unit=unit, by=request.actor, on=today, **form.chosen())
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            return redirect("desk:leaving", leaving.pk)
    administers = Role.ADMINISTRATOR in request.actor.roles
    context = {
        "who": who,
        "form": form,
        "refused": request.method == "POST",
        "cases": cases.count(),
        "tasks": tasks.count(),
        "sessions": sessions,
        "inspections": inspections,
        "unread": unread_count(who.pk),
        "beside": left.beside_of(who.pk, unit.pk, on=today),
        "ending": EndRoleForm(memberships=_roles(request, who)) if administers else None,
        "roles": _roles(request, who),
        "today": today,
    }
    return render(request, "desk/leaving/person.html", context, status=422 if form is not None and form.errors else 200)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def end_role(request: StaffRequest, user_id: int) -> HttpResponse:
    """Let a role end; what is still open then comes to the leader."""
    who = _person(request, user_id)
    form = EndRoleForm(request.POST, memberships=_roles(request, who))
    if form.is_valid():
        said = form.cleaned_data
        try:
            end_membership(said["membership"], last_on=said["last_on"], by=request.actor, reason=said["reason"])
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi ngày làm việc cuối cùng; việc còn lại sau ngày ấy về lãnh đạo."))
            return redirect("desk:left-by", who.pk)
    context: dict[str, Any] = {"who": who, "form": form, "refused": True}
    return render(request, "desk/leaving/end_role.html", context, status=422)


@for_roles(Role.LEADER, Role.ADMINISTRATOR)
@require_safe
def leaving(request: StaffRequest, leaving_id: int) -> HttpResponse:
    """Show how far a hand-over has come, and what became of each thing."""
    unit = request.capacity.unit
    if may_see_what_is_left(request.actor, unit.pk) is None:
        raise NotYoursToSee(leaving_id)
    found = Leaving.objects.select_related("person", "ordered_by").filter(pk=leaving_id, unit=unit).first()
    if found is None:
        raise Http404(leaving_id)
    rows = list(found.rows.select_related("case", "to"))
    under_way = found.state == LeavingState.ORDERED
    context = {
        "leaving": found,
        "rows": rows,
        "under_way": under_way,
        "total": len(rows),
        "done": sum(row.state != LeftState.WAITS for row in rows),
    }
    if request.htmx:
        return how_far(request, "desk/background/_handed_over.html", context, is_under_way=under_way)
    return render(request, "desk/leaving/page.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: StaffRequest, assignment_id: int) -> HttpResponse:
    """Give one task to a colleague: the leader to anybody who may do it, whoever holds it to another."""
    today = timezone.localdate()
    reach = inbox.in_the_unit if request.actor.roles & {Role.LEADER, Role.AGENCY_LEADER} else inbox.mine
    task = reach(request.actor).filter(pk=assignment_id).first()
    if task is None:
        raise Http404(assignment_id)
    people = inbox.who_may_do(task, on=today)
    form = GiveForm(request.POST or None, people=people.exclude(pk=task.owner_id) if task.owner_id else people)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            operations.give(task.pk, to=to, by=request.actor, on=today)
        except Unusable as refusal:
            form.add_error("to", refusal.reason)
        else:
            messages.success(request, _("Đã giao việc cho %(who)s.") % {"who": to.full_name})
            return redirect("desk:inbox")
    context = {"task": task, "form": form, "refused": request.method == "POST"}
    return render(request, "desk/leaving/give.html", context, status=422 if form.errors else 200)


def _person(request: StaffRequest, user_id: int) -> User:
    """Whoever works, or worked, in the unit acted for; of others nobody is told that they exist."""
    unit = request.capacity.unit
    if may_see_what_is_left(request.actor, unit.pk) is None:
        raise NotYoursToSee(user_id)
    who = User.objects.filter(pk=user_id, memberships__unit=unit).distinct().first()
    if who is None:
        raise Http404(user_id)
    return who


def _roles(request: StaffRequest, who: User) -> Any:
    running = in_force(timezone.localdate(), start="from_on", end="to_on")
    return Membership.objects.filter(running, user=who, unit=request.capacity.unit).order_by("pk")
