"""Từ máy quét: fetch anew what the unit's scanner has put down, beside the form that is being written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..scans import scans_beside
from .intake import page_as_typed


@for_roles(Role.RECEPTIONIST)
@never_cache
@require_POST
def scans(request: StaffRequest) -> HttpResponse:
    """Show the newest files; what was ticked stays so."""
    if not request.htmx:
        return page_as_typed(request, {})
    beside = scans_beside(request, request.POST.getlist("scans"))
    return render(request, "desk/intake/_scans.html", beside)
