"""Phần mềm kết nối: programs that read for a unit; the token is shown once, on the answer itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations import operations
from organizations.access import may_administer
from organizations.models import Client
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..forms.clients import ClientForm
from ..forms.refusing import refuse
from ..paging import page_before
from .staff import unit_named

PAGE = 50


@for_roles(Role.ADMINISTRATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: StaffRequest) -> HttpResponse:
    """List the programs of the unit, those shut out included, and let one in."""
    unit = unit_named(request)
    form, token, made = ClientForm(request.POST or None, unit=unit), "", None
    if request.method == "POST" and form.is_valid():
        try:
            made, token = operations.admit_client(
                unit=unit, by=request.actor, on=timezone.localdate(), **form.cleaned_data
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            form = ClientForm(unit=unit)
    rows, before = page_before(request, Client.objects.filter(unit=unit), size=PAGE)
    context = {"unit": unit, "form": form, "rows": rows, "before": before, "token": token, "made": made}
    context["refused"] = request.method == "POST"
    return render(request, "desk/clients/page.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def revoke(request: StaffRequest, client_id: int) -> HttpResponse:
    client = Client.objects.select_related("unit").filter(pk=client_id).first()
    if client is None or not may_administer(request.actor, client.unit):
        raise Http404(client_id)
    try:
        operations.revoke_client(client, by=request.actor, on=timezone.localdate())
    except ValidationError as refusal:
        # Somebody else was quicker: what was wanted is so already.
        messages.info(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Đã thu hồi; mã kết nối không còn mở được gì."))
    return redirect(f"{reverse('desk:clients')}?don-vi={client.unit_id}")
