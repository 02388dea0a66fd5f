"""The agencies that letters go to: their registered address, and who is their head."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations import operations
from organizations.access import administered, may_administer
from organizations.heads import heads_in_office, heads_of
from organizations.models import Unit
from organizations.queries import agencies_in_force
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..forms.addressees import EmailForm, HeadForm
from ..paging import page_after

PAGE = 50


@for_roles(Role.ADMINISTRATOR)
@require_safe
def addressees(request: StaffRequest) -> HttpResponse:
    """List the agencies, with what letters to them lack."""
    today = timezone.localdate()
    words = request.GET.get("q", "")
    shown, after = page_after(request, agencies_in_force(words, on=today), size=PAGE)
    heads = heads_in_office([unit.pk for unit in shown], on=today)
    mine = Unit.objects.filter(administered(request.actor), pk__in=[unit.pk for unit in shown])
    kept = set(mine.values_list("pk", flat=True))
    context = {
        "rows": [(unit, heads.get(unit.pk), unit.pk in kept) for unit in shown],
        "after": after,
        "words": words,
    }
    return render(request, "desk/addressees/page.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def addressee(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Enter another address, or who is the head from a day on."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None or unit.is_front:
        raise Http404(unit_id)
    if not may_administer(request.actor, unit):
        raise PermissionDenied
    about_head = "salutation" in request.POST or "title" in request.POST
    posted = request.method == "POST"
    email = EmailForm(request.POST if posted and not about_head else None, initial={"email": unit.email})
    head = HeadForm(request.POST if posted and about_head else None, unit=unit)
    chosen = head if about_head else email
    if posted and chosen.is_valid():
        today = timezone.localdate()
        try:
            if about_head:
                operations.name_head(unit, by=request.actor, on=today, **head.cleaned_data)
            else:
                operations.register_email(unit, by=request.actor, on=today, **email.cleaned_data)
        except ValidationError as refusal:
            for field, said in refusal.message_dict.items():
                chosen.add_error(field if field in chosen.fields else None, said)
        else:
            messages.success(request, _("Đã ghi. Công văn soạn từ nay dùng thông tin mới."))
            return redirect("desk:addressee", unit.pk)
    context = {
        "unit": unit,
        "email_form": email,
        "head_form": head,
        "form": chosen,
        "heads": heads_of(unit.pk),
        "today": timezone.localdate(),
        "refused": posted,
    }
    return render(request, "desk/addressees/unit.html", context, status=422 if posted else 200)
