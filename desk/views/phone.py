"""Chụp bằng điện thoại: lend a form of intake to a telephone, see what has arrived; and the telephone's own page."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases import operations
from files.fields import PhotosField
from letters.qr import as_address
from organizations.vocabulary import Role

from ..accounts.lockout import address_of
from ..addresses import token_in
from ..doors import StaffRequest, for_anybody, for_roles
from ..forms.intake import IntakeForm
from ..personal import phones
from ..personal.operations import keep_draft
from .intake import page_as_typed, phone_beside

COOKIE = "cau_noi_chup"
HERE_ONLY = frozenset({"localhost", "127.0.0.1", "::1"})


class SendForm(forms.Form):
    photos = PhotosField(
        label=gettext_lazy("Ảnh giấy tờ"),
        error_messages={"required": gettext_lazy("Cần chụp hoặc chọn ít nhất một ảnh.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs |= {"accept": "image/*", "capture": "environment"}


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def lend(request: StaffRequest) -> HttpResponse:
    """Lend the form that is on the screen to a telephone, end that, or show what has arrived."""
    token = token_in(request.POST.get("form_token", ""))
    if token is None:
        return HttpResponseBadRequest()
    now, more = timezone.now(), {}
    match request.POST.get("camera", ""):
        case "lend":
            more = _lent(request, token)
        case "close":
            phones.take_back(request.user, token, at=now)
        case wanted if wanted.startswith("drop-") and wanted[5:].isdecimal():
            phones.drop_photo(request.user, int(wanted[5:]))
    context = phone_beside(request, token) | more
    if request.htmx:
        return render(request, "desk/intake/_phone.html", context)
    return page_as_typed(request, context)


def _lent(request: StaffRequest, token: UUID) -> dict[str, Any]:
    """The draft is kept with it: whoever comes back to the form finds what was photographed."""
    now = timezone.now()
    typed = {name: str(value) for name, value in request.POST.items() if value and IntakeForm.is_drafted(name)}
    keep_draft(request.user, request.capacity.unit, token, typed, at=now)
    lent = phones.lend(request.user, request.capacity.unit, token, by=request.actor, at=now)
    if lent is None:
        return {}
    path = reverse("desk:phone-take", args=[lent.secret])
    address = settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)
    return {"qr": as_address(address), "here_only": urlsplit(address).hostname in HERE_ONLY}


@for_anybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, secret: str) -> HttpResponse:
    """The telephone's page: it takes pictures and says how many it took. Whatever is not live gets one answer."""
    now, phone = timezone.now(), request.COOKIES.get(COOKIE, "")
    link = phones.live_link(secret, phone=phone, on=timezone.localdate(), at=now)
    posted = request.method == "POST"
    if (posted or link is None) and operations.note_phone_knock(secret, who=address_of(request) or "", at=now):
        return render(request, "desk/phone/over.html", {"too_often": True}, status=429)
    if link is None:
        return render(request, "desk/phone/over.html", status=404)
    form = SendForm(request.POST, request.FILES) if posted else SendForm()
    if posted and form.is_valid():
        try:
            phone = phones.take_in(link, form.cleaned_data["photos"], phone=phone, at=now)
        except phones.Refused as refusal:
            form.add_error("photos", refusal.reason)
        else:
            response = redirect("desk:phone-take", secret)
            age = int(phones.LIVES.total_seconds())
            path = reverse("desk:phone-take", args=[secret])
            response.set_cookie(
                COOKIE, phone, max_age=age, path=path, secure=settings.IS_HTTPS, httponly=True, samesite="Strict"
            )
            return response
    context = {"form": form, "link": link, "sent": link.photos.count(), "refused": form.is_bound}
    return render(request, "desk/phone/take.html", context, status=422 if form.is_bound else 200)
