"""Đã đổi gì: what one act on the timeline changed in the file, looked up only when somebody asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.kinds import sentence
from audit.readers import Reader, Shown, shows
from cases import operations, queries
from cases.changes import changes_of
from cases.errors import NotYoursToSee

from ..doors import StaffRequest, staff


@staff
@require_safe
def changes(request: StaffRequest, case_id: int, sequence: int) -> HttpResponse:
    """Unfold one act: each field before and after. An agency reads none of it."""
    actor = request.actor
    found = queries.case_for(actor, case_id)
    event = queries.event_of(found, sequence)
    inside = queries.reads_internal(actor, found)
    if event is None or not inside or not shows(event.kind, Reader.FILE, Shown.CHANGES):
        raise NotYoursToSee(case_id)
    opened = queries.is_open_to(actor, found, at=timezone.now())
    context = {
        "case": found,
        "event": event,
        "sentence": sentence(event.kind),
        "changed": changes_of(event, found, opened=opened),
        "opened": opened,
    }
    part = "desk/case/_changes.html" if request.htmx else "desk/case/changes.html"
    page = render(request, part, context)
    operations.note_case_read(found, opened=opened, by=actor, on=timezone.localdate())
    return page
