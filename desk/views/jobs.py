"""Việc tự động: what ran behind the pages, when, how long and how it ended; and the long work people have set going."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from audit.diary import KEPT_FOR
from organizations.queries import unit_and_below
from organizations.vocabulary import Role
from reports import jobs as diary

from ..doors import StaffRequest, for_roles
from ..listing.order import Order, Stretch, turned
from ..running import jobs_of_units

PAGE = 48
"""Two days."""
NEWEST = Order("hour", _("mới nhất trước"), (Stretch("h", "hour", read=datetime.fromisoformat, descending=True),))


@for_roles(Role.ADMINISTRATOR)
@require_safe
def jobs(request: StaffRequest) -> HttpResponse:
    """Show every job of the last day, and below it the long work of the administrator's units, the newest first."""
    context = {
        "ran": diary.last_day(at=timezone.now()),
        "long": jobs_of_units(unit_and_below(request.capacity.unit.pk)),
        "kept": KEPT_FOR.days,
    }
    return render(request, "desk/administration/jobs.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def job(request: StaffRequest, name: str) -> HttpResponse:
    """Show the hours in which one job ran, the newest first."""
    found = diary.hours_of(name)
    if name not in diary.JOBS and not found.exists():
        raise Http404(name)
    page = turned(found, NEWEST, after=request.GET.get("after", ""), size=PAGE)
    older = urlencode({"after": page.after}) if page.after else ""
    context = {"name": name, "label": diary.label_of(name), "rows": diary.told(page.rows), "older": older}
    return render(request, "desk/administration/job.html", context)
