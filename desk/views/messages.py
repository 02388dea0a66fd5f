"""Thông báo: what the house has told me, and how I want to be told."""

from django.contrib import messages as said
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from notifications import inbox, operations
from notifications.addresses import bad_among
from notifications.plans import plan_of
from notifications.vocabulary import Channel

from ..doors import StaffRequest, for_anybody, staff
from ..forms.preferences import PreferencesForm

IN_THE_PANEL = 8


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: StaffRequest) -> HttpResponse:
    """Show one page of messages, unread first; a post marks all as read."""
    if request.method == "POST":
        operations.mark_all_read(by=request.actor)
        return redirect("desk:messages")
    try:
        rows, older = inbox.page_of(request.actor, after=request.GET.get("after", ""))
    except inbox.NoSuchPlace as nowhere:
        raise Http404 from nowhere
    return render(request, "desk/messages/page.html", {"rows": rows, "older": older})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def latest(request: StaffRequest) -> HttpResponse:
    """The panel under the bell; a post marks all as read and shows it anew. Without htmx it is the whole page."""
    if request.method == "POST":
        operations.mark_all_read(by=request.actor)
    if not request.htmx:
        return redirect("desk:messages")
    # Counted after the mark was set: the bell beside the panel is told the same.
    context = {"rows": inbox.latest(request.actor, most=IN_THE_PANEL), "unread": inbox.unread_count(request.user.pk)}
    context["marked"] = request.method == "POST"
    answer = render(request, "desk/messages/_panel.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: StaffRequest, message_id: int) -> HttpResponse:
    """Show what a digest gathered, each with its case; a post marks the message as read."""
    if request.method == "POST":
        operations.mark_read(message_id, by=request.actor)
        return redirect("desk:messages")
    found = inbox.message_for(request.actor, message_id)
    return render(request, "desk/messages/message.html", {"message": found, "lines": inbox.lines_of(found)})


@for_anybody
@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """The bell alone, asked for once a minute: nothing to send while the number is the one that is shown."""
    if not request.user.is_authenticated:
        # No way to the sign-in page from here: it would be put where the bell is.
        return HttpResponse(status=403)
    count = inbox.unread_count(request.user.pk)
    if request.GET.get("co") == str(count):
        return HttpResponse(status=204)
    etag = quote_etag(f"{count}-{get_language()}")
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = render(request, "desk/messages/_bell.html", {"unread": count})
        answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return answer


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: StaffRequest) -> HttpResponse:
    """Thông báo của tôi: at once, once a day or not at all; when no e-mail may come; in which language."""
    form = PreferencesForm(plan_of(request.user), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.choose(**form.chosen(), by=request.actor, on=timezone.localdate())
        said.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("desk:preferences")
    marked = bad_among([request.user.email]).get(request.user.email)
    context = {"form": form, "refused": form.is_bound, "channels": list(Channel), "bad_address": marked}
    return render(request, "desk/messages/preferences.html", context, status=422 if form.is_bound else 200)
