"""The scanner's folder beside a form of intake: what lies there, what was ticked, and what goes once it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cases import access
from cases.errors import Unusable
from cases.models import Case, Document, Petition
from cases.operations import NewDocument
from files import scans
from files.content import Unfit
from files.fields import too_large
from files.scans import GONE, Scan
from files.vocabulary import LARGEST

from .doors import StaffRequest
from .forms.intake import IntakeForm


@dataclass(frozen=True)
class Taken:
    """A scan as it was read, to become a paper of the petition."""

    scan: Scan
    paper: NewDocument


def scans_beside(request: StaffRequest, ticked: Sequence[str]) -> dict[str, object]:
    """What the form shows of the folder; nothing to whom it is not open, or where the unit has none."""
    unit = request.capacity.unit.pk
    if access.may_take_scans(request.actor, unit) is None:
        return {}
    folder = scans.look_into(unit, also=ticked)
    there = {one.name for one in folder.scans} if folder is not None else set()
    return {"scanned": folder, "ticked": ticked, "gone": [name for name in ticked if name not in there]}


def chosen(request: StaffRequest, form: IntakeForm) -> list[Scan]:
    """Return what was ticked and still lies there; what is gone since, or too large, is an error of the form."""
    names, unit = form.cleaned_data["scans"], request.capacity.unit.pk
    if not names:
        return []
    if access.may_take_scans(request.actor, unit) is None:
        raise PermissionDenied
    found = scans.those_named(unit, names)
    gone = set(names) - {one.name for one in found}
    # A form sent twice finds its scans gone because the first one took them.
    if gone and not Petition.objects.filter(form_token=form.token).exists():
        form.add_error("scans", GONE % {"name": next(name for name in names if name in gone)})
    for one in found:
        if one.size > LARGEST:
            form.add_error("scans", too_large(one.name))
    return found


def take(unit: int, found: Sequence[Scan]) -> list[Taken]:
    """Read them. Raises `Unusable`."""
    try:
        return [Taken(one, NewDocument(title=one.name, content=scans.read(unit, one))) for one in found]
    except Unfit as refusal:
        raise Unusable("scans", refusal.reason) from refusal


def let_go(case: Case, unit: int, taken: Sequence[Taken]) -> None:
    """Remove from the folder what the case holds now, once that is certain: a crash before leaves both."""
    if not taken:
        return
    by_digest = {sha256(one.paper.content).hexdigest(): one.scan for one in taken}
    # A form that was registered before kept what was ticked then, and nothing of this.
    kept = Document.objects.of(case).filter(blob__digest__in=by_digest).values_list("blob__digest", flat=True)
    gone = [by_digest[digest] for digest in kept]
    transaction.on_commit(lambda: scans.remove(unit, gone), robust=True)
