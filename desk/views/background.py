"""Việc chạy nền của tôi: what I have set going, how far it is, what came of it; found again from anywhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..doors import StaffRequest, staff
from ..running import jobs_of


@staff
@require_safe
def background(request: StaffRequest) -> HttpResponse:
    """List my jobs, the newest first; while one is under way the list looks again by itself."""
    jobs = jobs_of(request.actor)
    context = {"jobs": jobs, "under_way": any(job.is_under_way for job in jobs)}
    name = "desk/background/_jobs.html" if request.htmx else "desk/background/page.html"
    return render(request, name, context)
