"""Ủy quyền: for whom I stand in, who stands in for me, and naming or recalling a deputy."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import operations
from organizations import staff as asked
from organizations.access import may_deputise
from organizations.models import Deputisation, Membership
from organizations.models.in_force import in_force
from organizations.vocabulary import Role

from ..doors import StaffRequest, staff
from ..forms.deputies import DeputiseForm
from ..forms.refusing import refuse
from ..paging import page_before

PAGE = 30
RECENT = 20


@staff
@require_safe
def deputies(request: StaffRequest) -> HttpResponse:
    """Show one's own roles with who stands in, for whom one stands in, and, to who administers, the whole unit."""
    today, actor = timezone.localdate(), request.actor
    roles = Membership.objects.filter(in_force(today, start="from_on", end="to_on"), user=request.user)
    mine = list(roles.select_related("unit").order_by("pk"))
    given = list(asked.deputies_for(mine)[:RECENT])
    context = {
        "mine": [(role, [one for one in given if one.membership_id == role.pk]) for role in mine],
        "stands_in": asked.stood_in_by(request.user)[:RECENT],
        "lent": bool(actor.on_behalf_of),
        "administers": Role.ADMINISTRATOR in actor.roles,
        "today": today,
    }
    if context["administers"]:
        context["rows"], context["before"] = page_before(request, asked.deputies_in(request.capacity.unit), size=PAGE)
    return render(request, "desk/deputies/page.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def deputise(request: StaffRequest, membership_id: int) -> HttpResponse:
    """Name who stands in; for one's own role, or for that of somebody one administers."""
    role = Membership.objects.select_related("user", "unit").filter(pk=membership_id).first()
    if role is None or not may_deputise(request.actor, role, role.unit):
        raise Http404(membership_id)
    words = request.GET.get("q", "")
    people = asked.who_may_stand_in(role, on=timezone.localdate(), words=words)
    form = DeputiseForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            operations.deputise(role, by=request.actor, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ủy quyền; người làm thay được báo."))
            return redirect("desk:deputies")
    context = {"role": role, "form": form, "words": words, "refused": request.method == "POST"}
    return render(request, "desk/deputies/deputise.html", context, status=422 if form.errors else 200)


@staff
@require_POST
def end(request: StaffRequest, deputisation_id: int) -> HttpResponse:
    given = Deputisation.objects.select_related("membership__unit", "deputy").filter(pk=deputisation_id).first()
    if given is None or not may_deputise(request.actor, given.membership, given.membership.unit):
        raise Http404(deputisation_id)
    try:
        operations.end_deputisation(given, by=request.actor, on=timezone.localdate())
    except ValidationError as refusal:
        # Somebody else took it back in between: what was wanted is so already.
        messages.info(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Đã thu hồi ủy quyền từ hôm nay."))
    return redirect("desk:deputies")
