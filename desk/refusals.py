"""The three answers to what cannot be done: not yours to see (404), not you (403), not now (409, with reasons)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.errors import NotAllowedNow, NotYoursToSee


class RefusalMiddleware:
    """Turn a domain's refusal into the page that helps; `PermissionDenied` is Django's own 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotYoursToSee):
            raise Http404 from error
        if isinstance(error, NotAllowedNow):
            return render(request, "409.html", {"reasons": error.reasons}, status=409)
        return None
