"""Việc của tôi: what waits for me, and what waits in my unit for somebody to take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from deadlines.calendar import working_calendar
from organizations.vocabulary import Role
from workflows import inbox as work
from workflows import operations
from workflows.models import Assignment
from workflows.steps import FACTS, Step

from ..doors import StaffRequest, staff
from ..due import due_of
from ..personal import operations as own
from ..personal.reading import marked_for

MOST = 200

TABS = {
    "mine": (_("Phải làm"), work.mine),
    "pool": (_("Chưa ai nhận trong đơn vị"), work.pool),
    "others": (_("Chờ người khác"), work.held_by_others),
}
# What others have in hand is not new to oneself, read or not.
MARKED = frozenset({"mine", "pool"})


@dataclass(frozen=True)
class Group:
    title: str | Promise
    rows: list[Assignment]


@staff
@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """Show the tasks of the chosen tab, most urgent first."""
    chosen = request.GET.get("tab", "mine")
    chosen = chosen if chosen in TABS else "mine"
    today = timezone.localdate()
    counts = {name: rows(request.actor).count() for name, (_label, rows) in TABS.items()}
    if chosen == "mine" and not counts["mine"] and counts["pool"] and "tab" not in request.GET:
        chosen = "pool"
    rows = list(marked_for(request.actor, TABS[chosen][1](request.actor))[:MOST])
    calendar = working_calendar()
    stood_in_for = request.capacity.on_behalf_of
    for row in rows:
        row.instead_of = request.capacity.on_behalf_of_name if str(row.owner_id) == stood_in_for else ""  # type: ignore[attr-defined]
        row.marks = chosen in MARKED and bool(request.actor.person_id)  # type: ignore[attr-defined]
        row.facts = FACTS[Step(row.step)]  # type: ignore[attr-defined]
        row.due = due_of(row.duty, today=today, calendar=calendar)  # type: ignore[attr-defined]
    context = {
        "tabs": [(name, label, counts[name], name == chosen) for name, (label, _rows) in TABS.items()],
        "chosen": chosen,
        "groups": [group for group in _by_urgency(rows, today) if group.rows],
        "total": counts[chosen],
        "shown": len(rows),
        "today": today,
        "gives": bool(request.actor.roles & {Role.LEADER, Role.AGENCY_LEADER}),
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


def _by_urgency(rows: Iterable[Assignment], today: date) -> list[Group]:
    late, soon, later = Group(_("Quá hạn"), []), Group(_("Sắp đến hạn"), []), Group(_("Sau đó"), [])
    for row in rows:
        tone = row.due.tone if row.due else "calm"  # type: ignore[attr-defined]
        {"late": late, "soon": soon}.get(tone, later).rows.append(row)
    return [late, soon, later]
