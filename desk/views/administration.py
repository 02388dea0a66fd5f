"""Quản trị: one page that says what each page of it is for; and whether everything behind the pages runs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organizations.vocabulary import Role
from reports import health as running

from ..doors import StaffRequest, for_roles, staff
from ..navigation import ADMINISTRATION


@staff
@require_safe
def administration(request: StaffRequest) -> HttpResponse:
    """List the pages of administration this person has, in groups, each with what it is for."""
    groups = [(group.label, [page for page in group.pages if page.is_for(request.actor)]) for group in ADMINISTRATION]
    groups = [(label, pages) for label, pages in groups if pages]
    if not groups:
        raise PermissionDenied
    return render(request, "desk/administration/page.html", {"groups": groups})


@for_roles(Role.ADMINISTRATOR)
@require_safe
def health(request: StaffRequest) -> HttpResponse:
    """Say of every part behind the pages whether it runs, how old its last sign is, and what to do."""
    signs = running.health(at=timezone.now())
    context = {"signs": signs, "wrong": [sign for sign in signs if sign.well is False], "failed": running.failed()}
    return render(request, "desk/administration/health.html", context)
