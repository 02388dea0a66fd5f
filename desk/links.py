"""Who comes in by a one-time link: a cookie of its own, that opens one referral and no other page of the desk."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases import links, operations
from cases.models import Case, Link
from cases.operations import NotOpenedByCode
from cases.vocabulary import Move

from .resuming import keep_what_was_said

COOKIE = "cau_noi_tra_loi"


def come_in(request: Any) -> None:
    """Set `request.actor` for whoever holds an open session of a link; `request.dead_link` where it is over."""
    link = links.opened_by(request.COOKIES.get(COOKIE, ""))
    if link is None:
        return
    if links.is_live(link, at=timezone.now()):
        request.link, request.actor = link, links.actor_of(link.referral)
    else:
        request.dead_link = link


def let_in(response: HttpResponse, session: str) -> HttpResponse:
    """Give the session to the browser: not to scripts, not to other sites, and no longer than it lives."""
    response.set_cookie(
        COOKIE,
        session,
        max_age=int(links.SESSION_LIVES.total_seconds()),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def answer_dead(request: HttpRequest, link: Link, kwargs: dict[str, Any]) -> HttpResponse:
    """Say that the session is over and how to get a new code; what was typed and chosen is kept for it."""
    why = operations.note_dead_link(link, on=timezone.localdate(), at=timezone.now())
    case: Case = link.referral.case
    kept = None
    if request.method == "POST" and kwargs.get("case_id") == case.pk and kwargs.get("name") in Move.values:
        kept = keep_what_was_said(request, links.actor_of(link.referral), case, kwargs["name"])
    context = {"reason": NotOpenedByCode(why).reason, "kept": kept, "handle": handle_of(link)}
    return render(request, "desk/link/ended.html", context, status=403)


def handle_of(link: Link) -> str:
    return str(link.referral.letter.handle)
