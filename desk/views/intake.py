"""Tiếp nhận: one page, one petition, one receipt."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import operations, papers, queries
from cases.errors import Unusable
from cases.kinds import KINDS
from cases.vocabulary import Kind
from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.rules import rule
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles, staff
from ..forms.intake import IntakeForm


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    """Show the empty form, or register what is in it and go to the receipt."""
    unit = request.capacity.unit
    posted = request.method == "POST"
    form = IntakeForm(request.POST if posted else None, request.FILES if posted else None, unit=unit)
    if posted and form.is_valid():
        try:
            case = operations.register(unit=unit, by=request.actor, on=timezone.localdate(), **form.facts())
        except Unusable as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.reason)
        else:
            return redirect("desk:receipt", case.pk)
    context = {"form": form, "clock": clock_if_received_today(), "refused": form.is_bound}
    return render(request, "desk/intake/page.html", context, status=422 if form.is_bound else 200)


@staff
@require_safe
def receipt(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show what the citizen takes home, ready to print."""
    case = queries.case_for(request.actor, case_id)
    context = {"case": case, "petition": papers.petition_of(case)}
    return render(request, "desk/intake/receipt.html", context)


@staff
@require_safe
def receipt_pdf(request: StaffRequest, case_id: int) -> HttpResponse:
    case = queries.case_for(request.actor, case_id)
    if not queries.reads_internal(request.actor, case):
        return redirect("desk:case", case_id)
    address = request.build_absolute_uri(reverse("portal:follow"))
    pdf = papers.receipt(case, tracking_url=address, received_by=request.user.full_name)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-nhan-{case.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True)
class Preview:
    title: str
    due_on: object
    citation: str
    nature: str


def clock_if_received_today() -> list[Preview]:
    """Return the dates the MTTQ would owe if the petition were received now."""
    today, calendar = timezone.localdate(), working_calendar()
    previews = []
    for key in KINDS[Kind.PROPOSAL].own_rules:
        ruled = rule(key, on=today)
        due_on = clock.due_date(ruled.facts, start=today, calendar=calendar)
        previews.append(Preview(ruled.title, due_on, ruled.citation, ruled.get_nature_display()))
    return previews
