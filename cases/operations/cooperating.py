"""Agencies asked to help beside the lead: asked by a letter, received, acknowledged, refused, answered, read, ended.

Nothing here moves the case. Each act says which request it is about; where only one waits, it need not.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, Channel
from organizations.models import Unit

from .. import access
from ..cooperation import requests_waiting
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..kinds import ASKED
from ..models import Answer, Case, Letter, Referral, SentTo
from ..vocabulary import (
    UNDER_WAY,
    DocumentSource,
    Move,
    ReferralRole,
    ReferralStatus,
    RefusalReason,
)
from .addressing import must_be_there
from .agency_papers import AgencyPaper, keep_act
from .answer_papers import check_answer_paper, check_reply
from .documents import NewDocument, keep_all
from .duties import meet, must_be_countable, owe, void
from .moving import Moving, moving
from .receiving import arrive, check_arrival, take_on

READ_SOON = "mttq.read_reply"


def may_be_asked(case: Case, unit: Unit | None, *, answer_by: date | None, on: date) -> None:
    """Raise Unusable for a request that could not be sent: to whom, in which case, until when."""
    if case.sealed:
        # Law.md §14 point 21: what is sealed goes to the competent head and to nobody beside.
        raise Unusable("letter_form", _("Vụ việc niêm phong chỉ gửi người đứng đầu cơ quan có thẩm quyền."))
    if unit is None:
        raise Unusable("to_unit", _("Cần chọn cơ quan được đề nghị phối hợp."))
    if unit.is_front:
        raise Unusable("to_unit", _("Cần chọn cơ quan ngoài Mặt trận; trong Mặt trận thì giao người phối hợp."))
    must_be_there(unit, "to_unit", on=on)
    lead = case.lead
    if lead is not None and lead.agency_id == unit.pk and lead.status in {ReferralStatus.PREPARED, *UNDER_WAY}:
        raise Unusable("to_unit", _("Cơ quan này đang chủ trì vụ việc; muốn hỏi thêm thì đôn đốc hoặc đề nghị làm rõ."))
    if any(one.agency_id == unit.pk and one.is_under_way for one in case.requests):
        raise Unusable("to_unit", _("Cơ quan này đã được đề nghị phối hợp và chưa trả lời."))
    if answer_by is not None:
        must_be_countable(ASKED, "answer_by", start=on, given=answer_by)


def open_request(step: Moving, letter: Letter, *, on: date) -> None:
    """The letter has left: from here the agency sees the case, and its own small machine runs."""
    assert letter.to_unit is not None, "a letter that names no unit could not be drafted"
    try:
        may_be_asked(step.case, letter.to_unit, answer_by=None, on=on)
    except Unusable as refusal:
        raise NotAllowedNow(Move.DISPATCH_OTHER, [refusal.reason]) from refusal
    request = Referral(
        case=step.case,
        agency=letter.to_unit,
        role=ReferralRole.COOPERATING,
        asked=letter.stated["asked"],
        answer_by=date.fromisoformat(letter.stated["answer_by"]),
        sent_on=on,
    )
    request.be_sent()
    request.save()
    letter.referral = request
    letter.save()
    SentTo.objects.get_or_create(case=step.case, unit=letter.to_unit)
    owe(step.case, "mttq.confirm_delivery", start=on, unit=step.case.unit, referral=request, on=on)
    step.facts |= {"referral": request.pk, "agency": request.agency_id}


def confirm_request(
    case: Case,
    *,
    received_on: date,
    evidence: str,
    by: Actor,
    on: date,
    referral: Referral | None = None,
    number: str = "",
) -> None:
    """Record the day the request arrived, with its evidence: from here the date in it binds."""
    with moving(case, Move.CONFIRM_REQUEST, "request.delivered", by=by, on=on) as step:
        request = _meant(step, Move.CONFIRM_REQUEST, referral)
        check_arrival(request, received_on=received_on, evidence=evidence, on=on)
        arrive(step.case, request, received_on=received_on, evidence=evidence, number=number, on=on)
        step.facts |= {"received_on": received_on.isoformat(), "evidence": str(evidence)}


def acknowledge_request(
    case: Case, *, by: Actor, on: date, referral: Referral | None = None, paper: AgencyPaper | None = None
) -> None:
    """The agency will help. Whoever acknowledges has received."""
    with moving(case, Move.ACKNOWLEDGE_REQUEST, "request.acknowledged", by=by, on=on) as step:
        request = _meant(step, Move.ACKNOWLEDGE_REQUEST, referral)
        take_on(step, request, Move.ACKNOWLEDGE_REQUEST, paper, on=on)


def refuse_request(
    case: Case,
    *,
    reason: str,
    text: str,
    by: Actor,
    on: date,
    referral: Referral | None = None,
    belongs_to: Unit | None = None,
    paper: AgencyPaper | None = None,
) -> None:
    """The agency will not help, with a coded reason and whose it is instead; the handler reads it."""
    with moving(case, Move.REFUSE_REQUEST, "request.refused", by=by, on=on) as step:
        if reason not in RefusalReason.values:
            raise Unusable("reason", _("Cần chọn lý do từ chối."))
        if not text.strip():
            raise Unusable("text", _("Cần giải thích lý do để Mặt trận biết phải hỏi nơi nào khác."))
        request = _meant(step, Move.REFUSE_REQUEST, referral)
        act = keep_act(step, request, Move.REFUSE_REQUEST, paper, on=on)
        request.be_refused()
        request.refused_on = act.dated_on if act else on
        request.refusal_reason, request.refusal_text = reason, text.strip()
        request.belongs_to = belongs_to
        request.save()
        void(step.case, "mttq.confirm_delivery", ASKED, on=on, referral=request)
        owe(step.case, READ_SOON, start=on, unit=step.case.unit, referral=request, on=on)
        step.facts |= {"reason": str(reason), "belongs_to": belongs_to.pk if belongs_to else None}


def answer_request(
    case: Case,
    *,
    result: str,
    text: str,
    by: Actor,
    on: date,
    referral: Referral | None = None,
    number: str = "",
    dated_on: date | None = None,
    arrived_on: date | None = None,
    documents: Sequence[NewDocument] = (),
) -> Answer:
    """Record what the agency replied. It promises nothing here: commitments are the lead's."""
    with moving(case, Move.ANSWER_REQUEST, "request.answered", by=by, on=on) as step:
        check_reply(result=result, text=text, dated_on=dated_on, on=on)
        came_on = arrived_on or on
        check_answer_paper(number, dated_on, came_on, documents, None, on_paper=step.by.channel == Channel.PAPER, on=on)
        request = _meant(step, Move.ANSWER_REQUEST, referral)
        request.be_answered()
        request.save()
        given: Answer = Answer.objects.create(
            referral=request, result=result, text=text.strip(), number=number, dated_on=dated_on, answered_on=on
        )
        papers = keep_all(step.case, documents, source=DocumentSource.AGENCY, on=on, answer=given)
        meet(step.case, ASKED, on=came_on, referral=request)
        owe(step.case, READ_SOON, start=on, unit=step.case.unit, referral=request, on=on)
        step.facts |= {"answer": given.pk, "result": str(result), "documents": len(papers)}
    return given


def note_reply(case: Case, *, by: Actor, on: date, referral: Referral | None = None) -> None:
    """The handler has read what a helper replied; the case stays where it is."""
    with moving(case, Move.NOTE_REPLY, "request.noted", by=by, on=on) as step:
        request = _meant(step, Move.NOTE_REPLY, referral)
        request.noted_on = on
        request.save()
        meet(step.case, READ_SOON, on=on, referral=request)


def end_request(case: Case, *, because: str, by: Actor, on: date, referral: Referral | None = None) -> None:
    """The leader waits for this agency no longer; it is told why and owes nothing any more."""
    with moving(case, Move.END_REQUEST, "request.ended", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao thôi đề nghị, để cơ quan biết không còn phải trả lời."))
        end_one(step.case, _meant(step, Move.END_REQUEST, referral), because=because.strip(), on=on)


def end_requests(step: Moving, *, because: str, on: date, agency: Unit | None = None) -> None:
    """Whoever was asked to help (or this agency alone) need not any more, because of what happens to the case."""
    ended = [one for one in step.case.requests if one.is_under_way and (agency is None or one.agency_id == agency.pk)]
    for one in ended:
        end_one(step.case, one, because=because, on=on)
    if ended:
        step.facts["requests_ended"] = [one.pk for one in ended]


def end_one(case: Case, request: Referral, *, because: str, on: date) -> None:
    request.be_ended()
    request.ended_because = because
    request.save()
    void(case, "mttq.confirm_delivery", ASKED, on=on, referral=request)


def _meant(step: Moving, move: Move, referral: Referral | None) -> Referral:
    """Return the request the move is about, as it stands under the lock of its case."""
    waiting = requests_waiting(step.case, move, actor=step.by)
    if referral is not None:
        known: Iterable[Referral] = (one for one in step.case.requests if one.pk == referral.pk)
        if not any(step.by.unit == step.case.unit_id or access.is_own(step.by, one) for one in known):
            raise NotYoursToSee(step.case.pk)
        waiting = [one for one in waiting if one.pk == referral.pk]
    if not waiting:
        raise NotAllowedNow(move, [_("Đề nghị phối hợp này không còn ở bước ấy; cần xem lại vụ việc.")])
    if len(waiting) > 1:
        raise Unusable("referral", _("Có nhiều đề nghị phối hợp; cần chọn đề nghị nào."))
    step.facts["referral"] = waiting[0].pk
    return waiting[0]
