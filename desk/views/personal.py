"""Small choices of one's own: for whom I act, light or dark, which language."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.operations import note_capacity

from ..addresses import back_in
from ..context import THEMES
from ..doors import StaffRequest
from ..middleware import CHOSEN

A_YEAR = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: StaffRequest) -> HttpResponse:
    """Làm việc cho đơn vị nào? Also where somebody who acts for nobody is told whom to ask."""
    if request.method == "POST":
        wanted = request.POST.get("capacity", "")
        capacity = next((one for one in request.capacities if one.key == wanted), None)
        if capacity is None:
            raise Http404
        request.session[CHOSEN] = wanted
        note_capacity(request.user, capacity, on=timezone.localdate())
        return redirect(back_in(request, otherwise=reverse("desk:home")))
    context = {"capacities": request.capacities, "next": request.GET.get("next", "")}
    return render(request, "desk/personal/capacity.html", context)


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """My name, my roles, my password, second step and open sessions."""
    return render(request, "desk/personal/account.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the look in a cookie that the server reads: no page flashes in the wrong colours."""
    wanted = request.POST.get("theme", "")
    response = redirect(back_in(request, otherwise="/"))
    if wanted in THEMES:
        response.set_cookie("theme", wanted, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("language", "")
    response = redirect(back_in(request, otherwise="/"))
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response
