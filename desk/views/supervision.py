"""Giám sát: what did not happen, each kind of absence by itself; and the cases that are to be spoken of."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import operations, queries
from cases.errors import NotAllowedNow, Unusable
from cases.vocabulary import BroughtTo
from files.handing import handed
from files.vocabulary import PDF
from organizations.vocabulary import Role
from reports import absence
from reports.absence_rows import described
from reports.agenda import agenda_for, agenda_pdf, holder, kept_by

from ..addresses import back_in
from ..doors import StaffRequest, for_roles
from ..listing.order import turned
from ..listing.tables import SUPERVISORS, order_of
from ..paging import page_after
from ..personal.models import ExportForm

PAGE = 25


@for_roles(*SUPERVISORS)
@require_safe
def supervision(request: StaffRequest) -> HttpResponse:
    """Show one page of what is missing by the chosen question, the longest first, with what may be done about it."""
    today = timezone.localdate()
    known = absence.known(on=today)
    counts = absence.how_many(seen_by=request.actor, known=known)
    # Nobody comes for an empty list: without a choice it is the first question that has an answer.
    first = next((name for name in absence.ABSENCES if counts[name]), "silent")
    chosen = absence.ABSENCES.get(request.GET.get("tab", ""), absence.ABSENCES[first])
    found = absence.absent(chosen.name, seen_by=request.actor, known=known)
    page = turned(found, order_of(chosen), after=request.GET.get("after", ""), size=PAGE)
    context = {
        "today": today,
        "tabs": [(one, counts[one.name], one.name == chosen.name) for one in absence.ABSENCES.values()],
        "chosen": chosen,
        "rows": described(chosen.name, page.rows, seen_by=request.actor, known=known),
        "after": page.after,
        "taken": f"tab={chosen.name}",
        "forms": ExportForm.choices,
        "turned": bool(request.GET.get("after")),
        "waiting": agenda_for(request.actor).count(),
    }
    return render(request, "desk/supervision/page.html", context)


@for_roles(Role.SUPERVISOR, Role.LEADER)
@require_POST
def bring_up(request: StaffRequest, case_id: int) -> HttpResponse:
    """Put the case on a list of one's own unit with one click, and come back to where the click was."""
    case = queries.case_for(request.actor, case_id)
    to = request.POST.get("to", "")
    try:
        operations.bring_up(case, to=to, by=request.actor, on=timezone.localdate())
    except Unusable as refusal:
        messages.error(request, str(refusal.reason))
    except NotAllowedNow as refusal:
        messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
    else:
        messages.success(request, _("Vụ việc %(number)s: %(to)s.") % {"number": case.number, "to": BroughtTo(to).label})
    return redirect(back_in(request, otherwise=reverse("desk:supervision")))


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def agenda(request: StaffRequest) -> HttpResponse:
    """Show the cases that the unit is to speak of, list by list; a page at a time, the oldest first."""
    to = request.GET.get("to", BroughtTo.BRIEFING)
    to = to if to in BroughtTo.values else BroughtTo.BRIEFING
    rows, after = page_after(request, agenda_for(request.actor, to=to), size=PAGE, named="after")
    context = {
        "tabs": [(one.value, one.label, one.value == to) for one in BroughtTo],
        "chosen": BroughtTo(to),
        "rows": [(item, holder(item.case), kept_by(item)) for item in rows],
        "after": after,
        "may_settle": bool(request.actor.roles & {Role.SUPERVISOR, Role.LEADER}),
    }
    return render(request, "desk/supervision/agenda.html", context)


@for_roles(Role.SUPERVISOR, Role.LEADER)
@require_POST
def print_agenda(request: StaffRequest) -> HttpResponse:
    """Hand the list over as a paper for the table; that it was taken out is recorded."""
    to = request.POST.get("to", BroughtTo.BRIEFING)
    if to not in BroughtTo.values:
        raise Http404(to)
    today, unit = timezone.localdate(), request.capacity.unit
    waiting = list(agenda_for(request.actor, to=to))
    made = agenda_pdf(unit, BroughtTo(to), waiting, on=today, printed_by=request.user.full_name)
    operations.record_agenda(unit, to=to, rows=len(waiting), by=request.actor, on=today)
    return handed(made, name=f"giao-ban-{today:%Y%m%d}.pdf", kind=PDF)
