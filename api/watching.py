"""Says of every request what was asked, how it was answered and how long it took, and nothing of what it was about.

The name of a view is all that is said of an address: what stands in it, in the query or in the form may name people.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from audit.actor import Actor

from .counting import counts_of_this_process

log = logging.getLogger("cau_noi.requests")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FILE, NO_PAGE = "static", "none"


class Statements:
    """Count what is asked of the database."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


class WatchingMiddleware:
    """One line in the log for each request, and one more counted where somebody may ask for the figures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, statements = time.perf_counter(), Statements()
        with connection.execute_wrapper(statements):
            response = self.get_response(request)
        lasted = time.perf_counter() - began
        view = _view_of(request)
        if settings.METRICS_TOKEN:
            counts = counts_of_this_process(settings.COUNTS_DIR)
            counts.add(view, status=response.status_code, seconds=lasted)
        said = {
            "method": request.method if request.method in METHODS else "other",
            "view": view,
            "status": response.status_code,
            "ms": round(lasted * 1000, 1),
            "queries": statements.number,
            "actor": _actor_of(request),
        }
        log.info(" ".join(f"%({name})s" for name in said), said, extra={"said": said})
        return response


def _view_of(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return FILE if request.path_info.startswith(str(settings.STATIC_URL)) else NO_PAGE


def _actor_of(request: HttpRequest) -> str:
    """Return of what kind whoever asks is, never who."""
    for name in ("actor", "auth"):
        actor = getattr(request, name, None)
        if isinstance(actor, Actor):
            return str(actor.kind)
    return "nobody"
