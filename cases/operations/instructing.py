"""The leader's word that starts a file, and the handler taking it up."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.capacities import people_with
from organizations.models import User
from organizations.vocabulary import Role

from ..errors import Unusable
from ..models import Case, Instruction
from ..vocabulary import Move
from .duties import meet, owe
from .moving import Moving, moving


def instruct(
    case: Case,
    *,
    handler: User,
    by: Actor,
    on: date,
    text: str = "",
    cooperators: Sequence[User] = (),
    due_on: date | None = None,
) -> None:
    """Bút phê: name who handles the case, with whom, and what to do."""
    with moving(case, Move.INSTRUCT, "case.instructed", by=by, on=on) as step:
        _instruct(step, handler=handler, cooperators=cooperators, text=text, due_on=due_on, on=on)
        owe(step.case, "mttq.take_up", start=on, unit=step.case.unit, on=on)


def reassign(
    case: Case, *, handler: User, by: Actor, on: date, text: str = "", cooperators: Sequence[User] = ()
) -> None:
    """Give the case to another handler; where it stands does not change."""
    with moving(case, Move.REASSIGN, "case.reassigned", by=by, on=on) as step:
        if step.case.handler_id == handler.pk:
            raise Unusable("handler", _("Người này đang xử lý vụ việc; cần chọn người khác."))
        _instruct(step, handler=handler, cooperators=cooperators, text=text, due_on=None, on=on)


def hand_over(case: Case, *, handler: User, because: str, leaving: int, by: Actor, on: date) -> None:
    """One case of somebody who leaves goes to a successor; where it stands and what is owed does not change."""
    with moving(case, Move.REASSIGN, "case.handed_over", by=by, on=on) as step:
        if step.case.handler_id == handler.pk:
            raise Unusable("handler", _("Người này đang xử lý vụ việc; cần chọn người khác."))
        step.facts |= {"leaving": leaving, "was": str(step.case.handler_id or "")}
        _instruct(step, handler=handler, cooperators=(), text=because, due_on=None, on=on)


def take_up(case: Case, *, by: Actor, on: date) -> None:
    """The named handler takes the file up. The MTTQ never performs thụ lý: that is the competent body's act."""
    with moving(case, Move.TAKE_UP, "case.taken_up", by=by, on=on) as step:
        meet(step.case, "mttq.take_up", on=on)


def _instruct(
    step: Moving, *, handler: User, cooperators: Sequence[User], text: str, due_on: date | None, on: date
) -> None:
    must_handle(step.case, handler, on=on)
    if due_on is not None and due_on < on:
        raise Unusable("due_on", _("Hạn nội bộ không thể trước hôm nay."))
    leader = step.by.person_id
    assert leader is not None, "only a person holds the role that grants this move"
    given = Instruction.objects.create(
        case=step.case, leader_id=leader, handler=handler, text=text.strip(), due_on=due_on, given_on=on
    )
    given.cooperators.set(cooperators)
    step.case.handler = handler
    step.facts |= {"instruction": given.pk, "handler": str(handler.pk)}


def must_handle(case: Case, handler: User, *, on: date) -> None:
    """Only a person who has the handler's role in the unit on that day can be named."""
    if not people_with(Role.HANDLER, unit_id=case.unit_id, on=on).filter(pk=handler.pk).exists():
        raise Unusable("handler", _("Người được giao phải là chuyên viên xử lý của đơn vị này."))
