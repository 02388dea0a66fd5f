"""Legal hold: a file that somebody may still ask for is destroyed by nobody, on no list, until the hold is lifted."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from .. import access
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..models import Case, ErasureRow, LegalHold
from ..retention import standing_hold
from ..retention_words import UNDER_WAY, ErasedState
from .freezing import author
from .moving import lock

HOLD, LIFT = "hold_case", "lift_hold"


def hold_case(case: Case, *, because: str, by: Actor, on: date) -> LegalHold:
    """Keep the file from being destroyed; a list that names it already loses it."""
    with acting(by), transaction.atomic():
        locked = lock(case.pk)
        by = _granted(by, HOLD, locked)
        if locked.erased_on is not None:
            raise NotAllowedNow(HOLD, [_("Nội dung hồ sơ này đã xóa, không còn gì để giữ.")])
        if standing_hold(locked) is not None:
            raise NotAllowedNow(HOLD, [_("Hồ sơ này đang được tạm giữ rồi.")])
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao phải giữ hồ sơ này."))
        hold = LegalHold.objects.create(case=locked, because=because.strip(), placed_by=author(by), placed_on=on)
        rows = ErasureRow.objects.filter(case=locked, state=ErasedState.WAITS, erasure__state__in=UNDER_WAY)
        taken = rows.update(state=ErasedState.LEFT)
        record("case.held", locked, by=by, on=on, hold=hold.pk, rows=taken)
    return hold


def lift_hold(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The file may be put on a list again, like any other."""
    with acting(by), transaction.atomic():
        locked = lock(case.pk)
        by = _granted(by, LIFT, locked)
        hold = standing_hold(locked)
        if hold is None:
            raise NotAllowedNow(LIFT, [_("Hồ sơ này không bị tạm giữ.")])
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không phải giữ nữa."))
        hold.lifted_by, hold.lifted_on, hold.lifted_because = author(by), on, because.strip()
        hold.save()
        record("case.hold_lifted", locked, by=by, on=on, hold=hold.pk)


def _granted(by: Actor, act: str, case: Case) -> Actor:
    role = access.may_hold(by, case)
    if role is None:
        if not access.may_see(by, case):
            raise NotYoursToSee(case.pk)
        raise PermissionDenied(act)
    return by.as_role(role)
