"""Who comes in at all: signed in, and acting for a unit."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from audit.actor import Actor
from cases.models import Link
from organizations.capacities import Capacity
from organizations.models import User

from .links import answer_dead

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request behind the door: it says who acts, for which unit, in which roles."""

    actor: Actor
    capacity: Capacity
    capacities: list[Capacity]
    user: User
    htmx: Any
    link: Link | None
    """Who comes in without an account, by a one-time link."""


View = Callable[Concatenate[StaffRequest, P], HttpResponseBase]


def staff(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Let in whoever acts for a unit today."""
    return for_roles()(view)


def at_the_front(capacity: Capacity) -> bool:
    """Say whether the unit acted for belongs to the MTTQ."""
    return capacity.unit.is_front


def for_roles(
    *roles: str, only: Callable[[Capacity], bool] | None = None
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Let in whoever holds one of these roles (any, when none is named) in the unit acted for, if it is such a one."""

    def door(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def behind(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = getattr(request, "actor", None)
            if actor is None:
                return redirect("desk:capacity")
            if (roles and not actor.roles & set(roles)) or (only is not None and not only(request.capacity)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(behind)

    return door


def staff_or_link(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Let in whoever acts for a unit, and whoever holds an open one-time link: these pages exist once for both."""
    inside = staff(view)

    @wraps(view)
    def door(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "link", None) is not None:
            return view(request, *args, **kwargs)
        dead = getattr(request, "dead_link", None)
        return answer_dead(request, dead, kwargs) if dead is not None else inside(request, *args, **kwargs)

    door.by_link = True  # type: ignore[attr-defined]
    return door


def for_anybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Say that the view asks for no unit: its middleware then spends no query on finding out for which one."""
    view.for_anybody = True  # type: ignore[attr-defined]
    return view
