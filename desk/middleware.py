"""Who acts: the capacity chosen for this session, resolved anew on every request, so that an ended one ends at once."""

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from audit.actor import Channel
from audit.handling import handling
from organizations.capacities import Capacity, capacities_of
from organizations.queries import asked_once

from .links import COOKIE, come_in

CHOSEN = "capacity"
SAFE_METHODS = {"GET", "HEAD"}


class RequestIdMiddleware:
    """Give every request a name that its events and log lines carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.id = uuid.uuid4().hex
        with handling(request.id):
            response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


class LanguageMiddleware:
    """Vietnamese unless this person chose otherwise: a browser set up in English must not decide for an office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


class CapacityMiddleware:
    """Set `request.capacity` and `request.actor`; None for who is not signed in or acts for no unit today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.capacities, request.capacity, request.actor = [], None, None
        request.link, request.dead_link = None, None
        with asked_once() if request.method in SAFE_METHODS else nullcontext():
            return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        if getattr(view, "for_anybody", False):
            return
        if not request.user.is_authenticated:
            # Whoever has an account acts by it; a link leads to the few pages that name it, and to no other.
            if getattr(view, "by_link", False) and COOKIE in request.COOKIES:
                come_in(request)
            return
        request.capacities = capacities_of(request.user, on=timezone.localdate())
        request.capacity = chosen(request.capacities, request.session.get(CHOSEN, ""))
        if request.capacity is not None:
            request.actor = request.capacity.actor(channel=Channel.DESK)


def chosen(capacities: list[Capacity], key: str) -> Capacity | None:
    """Return the capacity the session remembers, else the first."""
    return next((capacity for capacity in capacities if capacity.key == key), next(iter(capacities), None))
