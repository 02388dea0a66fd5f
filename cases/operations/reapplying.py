"""Erases once more what the ledger names: after an older backup was put back, before anybody works with it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.models import User

from .. import access
from ..models import Case, Erasure, ErasureRow, Visit
from ..retention_words import ErasedState
from . import ledger
from .erasures import carry_erasures_on


@dataclass
class Reapplied:
    erased: int = 0
    """Rows that had come back and are gone again."""
    there: int = 0
    """Rows that the register knows as erased."""
    left: list[str] = field(default_factory=list)
    """What could not be erased, each with its reason: somebody has to look."""


def reapply_erasures(file: Path, *, by: Actor, on: date) -> Reapplied:
    """Erase what the ledger names and this register still holds, under the decision of then, with an event of now."""
    if not access.is_the_house(by):
        raise PermissionDenied("erasures")
    found, came_back = Reapplied(), []
    for said in ledger.lines(file):
        about = str(said["number"] or said["visited"])
        there = _there(said)
        if there is None:
            found.left.append(str(_("%(about)s: sổ không có hồ sơ này.") % {"about": about}))
        elif _row(said, ErasedState.DONE) is not None:
            found.there += 1
        else:
            came_back.append((about, _waiting(said, there, by=by, on=on)))
    carry_erasures_on(by=by, on=on)
    for about, row in came_back:
        row.refresh_from_db()
        if row.state == ErasedState.DONE:
            found.erased += 1
        else:
            reason = _("%(about)s: vụ việc đang mở hoặc đang được tạm giữ nên chưa xóa lại được.")
            found.left.append(str(reason % {"about": about}))
    return found


def _there(said: dict[str, Any]) -> Case | Visit | None:
    """The case or visit of the line, if this register has it under the same number."""
    if said["case"] is not None:
        case: Case | None = Case.objects.filter(pk=said["case"], number=said["number"]).first()
        return case
    visit = Visit.objects.filter(pk=said["visit"]).first()
    return visit if visit is not None and visit.number == said["visited"] else None


def _row(said: dict[str, Any], state: str) -> ErasureRow | None:
    rows = ErasureRow.objects.filter(erasure__key=said["decision"], state=state)
    return rows.filter(case=said["case"], visit=said["visit"]).first()


def _waiting(said: dict[str, Any], there: Case | Visit, *, by: Actor, on: date) -> ErasureRow:
    """Return the row that waits for the worker: of the decision as it is known here, or entered again."""
    with acting(by), transaction.atomic():
        erasure = Erasure.objects.select_for_update(of=("self",)).filter(key=said["decision"]).first()
        if erasure is None or not erasure.is_under_way:
            erasure = _entered_again(said, erasure, by=by, on=on)
        row, new = ErasureRow.objects.get_or_create(
            erasure=erasure,
            case=there if isinstance(there, Case) else None,
            visit=there if isinstance(there, Visit) else None,
            defaults={"person_only": said["person_only"], "period": said["period"]},
        )
        if not new and row.state != ErasedState.WIPED:
            ErasureRow.objects.filter(pk=row.pk).update(state=ErasedState.WAITS)
    return row


def _entered_again(said: dict[str, Any], known: Erasure | None, *, by: Actor, on: date) -> Erasure:
    """Enter the decision of then; one that stood before its approval in the backup is approved as it was."""
    people = set(User.objects.filter(pk__in=[said["prepared_by"], said["judged_by"]]).values_list("pk", flat=True))
    erasure = known or Erasure(
        key=said["decision"],
        ground=said["ground"],
        unit_id=said["unit"],
        person_id=said["person"],
        basis=said["basis"],
        prepared_by_id=said["prepared_by"] if said["prepared_by"] in people else None,
        prepared_on=date.fromisoformat(said["prepared_on"]),
    )
    if known is None or known.is_prepared:
        erasure.be_proposed()
    erasure.be_approved()
    erasure.reapplied = True
    erasure.judged_by_id = said["judged_by"] if said["judged_by"] in people else None
    erasure.judged_on = date.fromisoformat(said["judged_on"])
    erasure.save()
    record("erasure.reapplied", erasure, by=by, on=on, decision=said["decision"])
    return erasure
