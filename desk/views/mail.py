"""What the house sends: which letters did not leave, and who was told what about a case."""

from django.contrib import messages as said
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import queries
from notifications import operations, undelivered
from notifications.deliveries import MOST, deliveries, units_among, whom
from notifications.wording import group_of
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles, staff
from ..paging import page_before

PAGE = 30


@for_roles(Role.ADMINISTRATOR)
@require_safe
def dead_letters(request: StaffRequest) -> HttpResponse:
    """Thư chưa gửi được: what only a person can help, newest first. No address, nothing of what was written."""
    found = undelivered.dead_letters(request.actor).select_related("user", "case")
    rows, older = page_before(request, found, size=PAGE, named="after")
    units = units_among(rows)
    shown = [(row, whom(row, units), group_of(row.template).label) for row in rows]
    return render(request, "desk/messages/dead_letters.html", {"rows": shown, "older": older})


@for_roles(Role.ADMINISTRATOR)
@require_POST
def resend(request: StaffRequest, message_id: int) -> HttpResponse:
    operations.resend(message_id, by=request.actor, on=timezone.localdate())
    said.success(request, _("Thư sẽ được gửi lại ngay."))
    return redirect("desk:dead-letters")


@staff
@require_safe
def told(request: StaffRequest, case_id: int) -> HttpResponse:
    """Đã báo cho ai: every message about the case, through which channel, when, and what became of it."""
    found = queries.case_for(request.actor, case_id)
    inside = queries.reads_internal(request.actor, found)
    rows = deliveries(found, seen_by=request.actor, inside=inside)
    context = {"case": found, "rows": rows, "inside": inside, "cut": len(rows) == MOST}
    return render(request, "desk/messages/told.html", context)
