"""A registration made by mistake: the number stays in the register with its reason, and is no case any more."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.vocabulary import Role

from ..errors import NotAllowedNow, Unusable
from ..models import Case
from ..vocabulary import Move, Outcome, Status
from .duties import void
from .freezing import drop_what_has_not_left
from .moving import moving


def void_registration(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Void the number. The leader may as long as nothing was sent; whoever entered it, the same day, untouched."""
    with moving(case, Move.VOID_REGISTRATION, "case.voided", by=by, on=on) as step:
        untouched = step.before == Status.REGISTERED and step.case.registered_on == on
        if step.by.role == Role.RECEPTIONIST and not untouched:
            raise NotAllowedNow(
                Move.VOID_REGISTRATION,
                [_("Người tiếp nhận chỉ hủy được trong ngày vào sổ, khi chưa ai xử lý; sau đó lãnh đạo hủy.")],
            )
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao vào sổ nhầm; lý do ở lại cạnh số trong sổ."))
        drop_what_has_not_left(step.case, because=because.strip(), on=on)
        void(step.case, on=on)
        step.case.outcome, step.case.closed_on = Outcome.VOIDED, on
        step.case.voided_because = because.strip()
