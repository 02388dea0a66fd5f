"""Who reads the law of the house and who keeps it: read by leaders, auditors and administrators of the Front.

The law is one for the whole installation, and agencies are bound by it: it is kept by the administrators of the MTTQ
committee that stands above all others here, never by those of an agency.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from organizations.capacities import Capacity
from organizations.vocabulary import Role, UnitKind

from .doors import StaffRequest, View, for_roles

P = ParamSpec("P")


def reads_law(view: View[P]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def inside(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.capacity.unit.is_front:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_roles(Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER)(inside)


def keeps_law(view: View[P]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def inside(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_keeper(request.capacity):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_roles(Role.ADMINISTRATOR)(inside)


def is_keeper(capacity: Capacity) -> bool:
    """Say whether this is an administrator of the MTTQ committee above all others."""
    unit = capacity.unit
    return Role.ADMINISTRATOR in capacity.roles and unit.kind == UnitKind.MTTQ and unit.parent_id is None
