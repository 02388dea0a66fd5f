"""Hồ sơ mang đi: the whole case as one bundle that can be checked without us."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.checkpoints import newest
from cases import access, operations, queries
from cases.models import Case
from files.handing import handed
from files.vocabulary import ZIP
from reports.dossier import dossier_of

from ..doors import StaffRequest, staff


@staff
@require_safe
def dossier(request: StaffRequest, case_id: int) -> HttpResponse:
    """Say what the bundle holds and how it is checked, before it is taken out."""
    return render(request, "desk/dossier/page.html", {"case": _case(request, case_id), "checkpoint": newest()})


@staff
@require_POST
def dossier_zip(request: StaffRequest, case_id: int) -> HttpResponse:
    """Hand the bundle over; who took it out, and what was in it, stands in the reader's own chain."""
    found = _case(request, case_id)
    today = timezone.localdate()
    bundle = dossier_of(found, seen_by=request.actor, taken_by=request.user.full_name, on=today)
    operations.note_dossier(found, digest=bundle.content_digest, by=request.actor, on=today)
    name = f"ho-so-{found.number.replace('/', '-')}-{today:%Y%m%d}.zip"
    return handed(bundle.as_zip(), name=name, kind=ZIP)


def _case(request: StaffRequest, case_id: int) -> Case:
    found = queries.case_for(request.actor, case_id)
    queries.must_be_open(request.actor, found, at=timezone.now())
    if access.may_take_dossier(request.actor, found) is None:
        raise PermissionDenied("dossier")
    return found
