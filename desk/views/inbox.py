"""Việc của tôi: what waits for me, and what waits in my unit for somebody to take."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from deadlines.calendar import working_calendar
from workflows import operations

from ..doors import StaffRequest, staff
from ..listing.order import turned
from ..listing.own_tasks import TABS, counted_tabs
from ..listing.sources import acts_on
from ..listing.task_lines import TaskLine, as_shown, task_lines
from ..listing.tasks import task_question
from ..navigation import home_of
from ..personal import operations as own
from ..personal.models import ExportForm
from ..personal.reading import marked_for

PAGE = 50


@dataclass(frozen=True)
class Group:
    title: str | Promise
    rows: list[TaskLine]


@staff
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Bring everybody to where their day begins."""
    return redirect(home_of(request.actor))


@staff
@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """Show one page of the chosen tab, most urgent first, narrowed by what is asked."""
    asked = task_question(request.GET, seen_by=request.actor)
    today, calendar = timezone.localdate(), working_calendar()
    counts = counted_tabs(request.actor, today, calendar, narrowed=asked.of)
    chosen = request.GET.get("tab", "mine")
    chosen = chosen if chosen in TABS else "mine"
    if chosen == "mine" and not counts["mine"].number and counts["pool"].number and "tab" not in request.GET:
        chosen = "pool"
    tab, after, before = TABS[chosen], request.GET.get("after", ""), request.GET.get("before", "")
    found = asked.of(tab.rows(request.actor, today, calendar))
    page = turned(as_shown(marked_for(request.actor, found), tab), tab.order, after=after, before=before, size=PAGE)
    lines = task_lines(page.rows, chosen, seen_by=request.capacity, on=today, calendar=calendar)
    whole = not (page.before or page.after)
    context = {
        "total": counts[chosen],
        "tabs": [(one.label, counts[name], name == chosen, asked.again(tab=name)) for name, one in TABS.items()],
        "asked": asked,
        "chosen": chosen,
        "tab": tab,
        "groups": [group for group in _grouped(lines, by_urgency=not tab.is_done) if group.rows],
        "whole": whole,
        "newer": page.before and asked.again(tab=chosen, before=page.before),
        "older": page.after and asked.again(tab=chosen, after=page.after),
        "today": today,
        "taken": asked.again(tab=chosen),
        "forms": ExportForm.choices,
        "acts": acts_on(chosen, request.actor) if page.rows else [],
    }
    return render(request, "desk/inbox/page.html", context)


@staff
@require_POST
def take(request: StaffRequest, assignment_id: int) -> HttpResponse:
    operations.take(assignment_id, by=request.actor, on=timezone.localdate())
    return redirect("desk:inbox")


@staff
@require_POST
def put_back(request: StaffRequest, assignment_id: int) -> HttpResponse:
    operations.put_back(assignment_id, by=request.actor, on=timezone.localdate())
    own.put_back_read(assignment_id, by=request.actor)
    return redirect("desk:inbox")


@staff
@require_POST
def unread(request: StaffRequest, assignment_id: int) -> HttpResponse:
    """Mark a task as unread; the tab one came from shows again."""
    own.mark_unread(assignment_id, by=request.actor)
    return redirect(f"{reverse('desk:inbox')}?tab={'pool' if request.POST.get('tab') == 'pool' else 'mine'}")


def _grouped(rows: list[TaskLine], *, by_urgency: bool) -> list[Group]:
    """Late, soon, later; what is done has no urgency."""
    if not by_urgency:
        return [Group("", rows)]
    late, soon, later = Group(_("Quá hạn"), []), Group(_("Sắp đến hạn"), []), Group(_("Sau đó"), [])
    for row in rows:
        {"late": late, "soon": soon}.get(row.due.tone if row.due else "", later).rows.append(row)
    return [late, soon, later]
