"""The first page of an empty office, and what leads there; once somebody has an account, neither exists any more."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organizations.models import User
from organizations.operations import first_administrator

from ..forms.refusing import refuse
from .forms import FoundingForm

# Programs and probes are not led to a page for people.
NOT_FOR_PEOPLE = ("/api/", "/healthz/", "/metrics", "/static/", "/ngon-ngu/", "/nen/")


class EmptyOfficeMiddleware:
    """Lead every page to the first one while the office has no account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin = reverse("begin")
        # Probes must answer while the database is away: the path is looked at before anybody is asked.
        for_people = not request.path.startswith((begin, *NOT_FOR_PEOPLE))
        if for_people and not request.user.is_authenticated and not User.objects.exists():
            return redirect(begin)
        return self.get_response(request)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Make the office's own unit and its first administrator."""
    if User.objects.exists():
        raise Http404
    form = FoundingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            first_administrator(**form.facts(), on=timezone.localdate())
        except ValidationError as refusal:
            refuse(form, refusal, at={"name": "unit_name", "area": "province"})
        else:
            messages.success(request, _("Đã lập đơn vị và tài khoản quản trị. Hãy đăng nhập để bắt đầu."))
            return redirect("account_login")
    context = {"form": form, "refused": form.is_bound}
    return render(request, "account/begin.html", context, status=422 if form.is_bound else 200)
