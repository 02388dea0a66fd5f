"""Văn bản đến: enter a letter into the book, link it to its case, note that its sender was told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import operations
from cases.errors import NotAllowedNow, Unusable
from cases.models import IncomingLetter
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..forms.books import IncomingForm, LinkForm
from ..forms.refusing import refuse
from ..paging import page_before

PAGE = 50


@for_roles(Role.RECORDS_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def incoming(request: StaffRequest) -> HttpResponse:
    """Show what came, newest first, and take in one more."""
    today = timezone.localdate()
    form = IncomingForm(request.POST or None, initial={"arrived_on": today})
    if request.method == "POST" and form.is_valid():
        unit = request.capacity.unit
        try:
            letter = operations.register_incoming(unit, by=request.actor, on=today, **form.cleaned_data)
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã vào sổ văn bản đến, số %(number)s.") % {"number": letter.serial})
            return redirect("desk:incoming")
    found = IncomingLetter.objects.filter(unit=request.actor.unit).select_related("case")
    rows, older = page_before(request, found, size=PAGE, named="before")
    context = {"form": form, "rows": rows, "older": older}
    return render(request, "desk/books/incoming.html", context, status=422 if form.errors else 200)


@for_roles(Role.RECORDS_OFFICER)
@require_POST
def link(request: StaffRequest, letter_id: int) -> HttpResponse:
    """Say which case the letter belongs to."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Cần ghi số vụ việc."))
        return redirect("desk:incoming")
    letter = IncomingLetter(pk=letter_id)
    number = form.cleaned_data["case_number"]
    try:
        operations.link_incoming(letter, case_number=number, by=request.actor, on=timezone.localdate())
    except Unusable as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("Đã gắn văn bản đến với vụ việc %(number)s.") % {"number": number})
    return redirect("desk:incoming")


@for_roles(Role.RECORDS_OFFICER)
@require_POST
def acknowledge(request: StaffRequest, letter_id: int) -> HttpResponse:
    """Note that the sender was told."""
    try:
        operations.acknowledge_incoming(IncomingLetter(pk=letter_id), by=request.actor, on=timezone.localdate())
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal.reasons[0]))
    else:
        messages.success(request, _("Đã ghi việc báo nhận văn bản."))
    return redirect("desk:incoming")
