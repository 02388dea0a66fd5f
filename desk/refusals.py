"""The answers to what cannot be done: not yours to see (404), not you (403), not now (409), too much (413)."""

import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request as plain_bad_request

from cases.errors import NotAllowedNow, NotYoursToSee
from files.store import Damaged
from files.vocabulary import LARGEST, MEGABYTE, MOST, TOGETHER

log = logging.getLogger(__name__)

READ_AT_ALL = 250 * MEGABYTE
"""Up to here a form with too much is read and given back with a sentence at its field; beyond, it is not even read."""


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
        if isinstance(error, Damaged):
            log.error("content %s is missing or damaged: bring it back from a backup", error)
            return render(request, "damaged.html", status=500)
        return None


class TooMuchMiddleware:
    """Refuse a body that no form of ours sends, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > READ_AT_ALL:
            return too_much(request)
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is allowed when a form was too much; anything else is Django's own 400."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_much(request)
    return plain_bad_request(request, exception)


def too_much(request: HttpRequest) -> HttpResponse:
    allowed = {"most": MOST, "largest": LARGEST // MEGABYTE, "together": TOGETHER // MEGABYTE}
    return render(request, "413.html", allowed, status=413)
