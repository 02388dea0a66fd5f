"""The same matter again: a case is joined to the one that leads, and taken out again, with everything it had."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import NewEvent
from deadlines.vocabulary import DutyState

from .. import access
from ..errors import NotAllowedNow, Unusable
from ..letter_forms import TELLS_WHAT_BECOMES_OF_IT
from ..models import Case, Duty, Joining, Matter
from ..vocabulary import MatterOrigin, Move, Outcome, Status
from .duties import owe, run_on, running, void
from .moving import Moving, moving, this_operation
from .words import write_words


def join(case: Case, *, into: Case, because: str, by: Actor, on: date) -> None:
    """End the case because the other is about the same; its petition is followed there from now on.

    Drafts stay as they are and clocks stop; nothing is lost that `unjoin` would miss.
    """
    with moving(case, Move.JOIN, "case.joined", by=by, on=on, beside=[into]) as step:
        lead = step.beside.get(into.pk)
        if lead is None:
            raise Unusable("into", _("Không nhập một vụ việc vào chính nó; cần chọn vụ việc khác."))
        _must_lead(lead, step)
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao biết là cùng một việc."))
        joining = Joining.objects.create(
            case=step.case,
            into=lead,
            because=because.strip(),
            stood_at=step.before,
            decided_on=on,
            operation=this_operation(),
        )
        own = step.case.matters.order_by("pk")[0]
        Matter.objects.create(
            petition_id=own.petition_id,
            case=lead,
            origin=MatterOrigin.JOINED,
            summary=step.case.about,
            began_on=on,
            began_by=this_operation(),
        )
        write_words([lead])
        ended = running(step.case)
        joining.duties.set(ended)
        void(step.case, on=on)
        joining.owed.set(_owe_the_newcomer(lead, ended, on=on))
        step.case.outcome, step.case.closed_on = Outcome.JOINED, on
        step.facts |= {"into": lead.pk, "petition": own.petition_id}
        step.also.append(
            NewEvent("petition.joined", lead, {"petition": own.petition_id, "from_case": step.case.pk}),
        )


def unjoin(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Take the case out again: it stands where it stood, and its clocks as if they had never stopped."""
    found = case.joinings.current().select_related("into").first()
    with moving(case, Move.UNJOIN, "case.unjoined", by=by, on=on, beside=[found.into] if found else []) as step:
        joining = Joining.objects.get(case=step.case, undone_on=None)
        lead = step.beside.get(joining.into_id)
        if lead is None:
            # Taken out and joined to another case while we waited for the lock.
            raise NotAllowedNow(Move.UNJOIN, [_("Vụ việc vừa được nhập lại vào vụ việc khác; cần xem lại.")])
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do bỏ nhập."))
        for duty in joining.duties.select_related("rule", "unit"):
            run_on(duty, on=on)
        for duty in joining.owed.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED]):
            duty.make_void(on=on)
            duty.save()
        own = step.case.matters.order_by("pk")[0]
        link = lead.matters.current().get(petition=own.petition_id, origin=MatterOrigin.JOINED)
        link.ended_on, link.ended_by = on, this_operation()
        link.save(update_fields=["ended_on", "ended_by"])
        write_words([lead])
        joining.undone_on, joining.undone_because, joining.undone_by = on, because.strip(), this_operation()
        joining.save()
        step.case.outcome, step.case.closed_on = "", None
        step.facts |= {"out_of": lead.pk, "petition": link.petition_id}
        step.also.append(
            NewEvent("petition.left", lead, {"petition": link.petition_id, "from_case": step.case.pk}),
        )


def _must_lead(lead: Case, step: Moving) -> None:
    """Refuse a case that cannot lead this one, with the sentence that says why."""
    case, number = step.case, {"number": lead.number}
    if not access.may_see(step.by, lead):
        raise Unusable("into", _("Không có vụ việc này trong sổ mà bạn được xem."))
    if lead.unit_id != case.unit_id:
        raise Unusable(
            "into",
            _("Vụ việc %(number)s do đơn vị khác giữ; chỉ nhập các vụ việc của cùng một đơn vị.") % number,
        )
    if lead.sealed != case.sealed:
        raise Unusable(
            "into",
            _("Vụ việc %(number)s và vụ việc này không cùng chế độ niêm phong; không nhập đơn mật với đơn thường.")
            % number,
        )
    if lead.joining is not None:
        raise Unusable(
            "into",
            _("Vụ việc %(number)s đã nhập vào vụ việc %(lead)s; hãy chọn vụ việc %(lead)s.")
            % {"number": lead.number, "lead": lead.joining.into.number},
        )
    if lead.status == Status.CLOSED:
        raise Unusable(
            "into",
            _("Vụ việc %(number)s đã kết thúc; muốn nhập thì lãnh đạo mở lại vụ việc ấy trước.") % number,
        )
    if Matter.objects.current().filter(case=lead, petition__matters__case=case).exists():
        raise Unusable("into", _("Lá đơn này đã được theo dõi ở vụ việc %(number)s; nếu đã tách thì bỏ tách.") % number)


def _owe_the_newcomer(lead: Case, ended: list[Duty], *, on: date) -> list[Duty]:
    """Whoever handed in the joined petition is told as well: that clock runs on in the case that leads.

    Luật TCD Điều 28.1 counts from the day their own petition was received. Where the case that leads owes the same
    no later, one notice tells both.
    """
    owed = {duty.rule.key: duty.due_on for duty in reversed(running(lead))}
    return [
        owe(lead, duty.rule.key, start=duty.started_on, unit=duty.unit, on=on)
        for duty in ended
        if duty.rule.key in TELLS_WHAT_BECOMES_OF_IT and owed.get(duty.rule.key, date.max) > duty.due_on
    ]
