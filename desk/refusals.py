"""The answers to what cannot be done: not yours to see (404), not you (403), not now (409), too much (413)."""

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.views.defaults import bad_request as plain_bad_request

from cases import operations, queries
from cases.errors import NotAllowedNow, NotOpened, NotYoursToSee
from files.store import Damaged
from files.vocabulary import LARGEST, MEGABYTE, MOST, TOGETHER

TURNED_AWAY: dict[type[Exception], int] = {NotYoursToSee: 404, PermissionDenied: 403, NotOpened: 409}

log = logging.getLogger(__name__)

INCIDENT = 12
"""So much of the request's name is read out over the telephone, and enough to find it in the log."""
READ_AT_ALL = 250 * MEGABYTE
"""Up to here a form with too much is read and given back with a sentence at its field; beyond, it is not even read."""


class RefusalMiddleware:
    """Turn a domain's refusal into the page that helps; `PermissionDenied` is Django's own 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        _note(request, error)
        if isinstance(error, NotYoursToSee):
            raise Http404 from error
        if isinstance(error, NotAllowedNow):
            return render(request, "409.html", {"reasons": error.reasons}, status=409)
        if isinstance(error, Damaged):
            log.error("content %s is missing or damaged: bring it back from a backup", error)
            return render(request, "damaged.html", status=500)
        return None


def _note(request: HttpRequest, error: Exception) -> None:
    """Who was turned away is written down. That a case is not ready for a move is no refusal of a person."""
    answer = next((number for kind, number in TURNED_AWAY.items() if isinstance(error, kind)), None)
    actor, route = getattr(request, "actor", None), request.resolver_match
    if answer is None or actor is None or route is None:
        return
    found = queries.case_behind(**{name: route.kwargs.get(name) for name in ("case_id", "document_id", "letter_id")})
    place = route.view_name if "name" not in route.kwargs else f"{route.view_name}/{route.kwargs['name']}"
    operations.note_refusal(place=place[:80], answer=answer, by=actor, on=timezone.localdate(), case=found)


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


def broken(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved, with a name that stands in the log. Asks neither the database nor who it is."""
    incident = getattr(request, "id", "")[:INCIDENT]
    route = getattr(request, "resolver_match", None)
    log.error("incident %s at %s", incident, route.view_name if route is not None else "no page")
    return HttpResponse(get_template("500.html").render({"incident": incident}), status=500)


def too_much(request: HttpRequest) -> HttpResponse:
    allowed = {"most": MOST, "largest": LARGEST // MEGABYTE, "together": TOGETHER // MEGABYTE}
    return render(request, "413.html", allowed, status=413)
