"""Đôn đốc và thông báo sáu tháng: how often each agency was chased, and which cases the notice names."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases import access, operations
from files.handing import handed
from files.vocabulary import PDF
from organizations.vocabulary import Role
from reports.ladder import climbed_in, notice_pdf

from ..doors import StaffRequest, for_roles
from ..forms.agencies import HalfYearForm


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def notice(request: StaffRequest) -> HttpResponse:
    """Show each agency with its rungs of the period, and below it the cases in the notice."""
    form = HalfYearForm(request.GET or None, today=timezone.localdate())
    first, last = form.period
    chased = climbed_in(seen_by=request.actor, first=first, last=last)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "chased": chased,
        "noted": sum(len(one.noted) for one in chased),
        "may_print": access.may_print_notice(request.actor, request.capacity.unit.pk) is not None,
    }
    return render(request, "desk/notice/page.html", context, status=422 if form.is_bound and form.errors else 200)


@for_roles(Role.SUPERVISOR, Role.LEADER)
@require_POST
def print_notice(request: StaffRequest) -> HttpResponse:
    """Hand the list over as a paper; that it was taken out is recorded."""
    today = timezone.localdate()
    form = HalfYearForm(request.POST, today=today)
    first, last = form.period
    chased = climbed_in(seen_by=request.actor, first=first, last=last)
    unit = request.capacity.unit
    made = notice_pdf(unit, chased, first=first, last=last, on=today, printed_by=request.user.full_name)
    rows = sum(len(one.noted) for one in chased)
    operations.record_notice(unit, first=first, last=last, rows=rows, by=request.actor, on=today)
    return handed(made, name=f"thong-bao-{first:%Y%m%d}-{last:%Y%m%d}.pdf", kind=PDF)
