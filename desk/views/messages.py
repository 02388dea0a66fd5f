"""Thông báo: what the house has told me."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from notifications import operations
from notifications.inbox import told_to

from ..doors import StaffRequest, staff

MOST = 100


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: StaffRequest) -> HttpResponse:
    """Show the newest messages; a post marks all as read."""
    if request.method == "POST":
        operations.mark_all_read(by=request.actor)
        return redirect("desk:messages")
    rows = list(told_to(request.actor)[:MOST])
    return render(request, "desk/lists/messages.html", {"rows": rows, "unread": sum(not r.read_at for r in rows)})
