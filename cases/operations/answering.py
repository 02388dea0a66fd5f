"""The agency answers with documents and promises; the MTTQ weighs the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, Channel

from ..asked import asked_of
from ..asked import latest_answer as last_answer
from ..errors import Unusable
from ..kinds import ASKED, KINDS, OF_THE_COMPETENT_BODY, RELAY
from ..models import Answer, AnsweredPoint, Case, Commitment, Proceeding, Referral
from ..vocabulary import DocumentSource, Move, ProceedingFact, Weighed
from .answer_papers import check_answer_paper, check_reply
from .documents import NewDocument, keep_all
from .duties import meet, must_be_countable, owe, void
from .moving import moving
from .receiving import lead_of
from .relaying import owe_relay
from .superior import drop_recommendations


@dataclass(frozen=True)
class Promise:
    """What the agency undertakes: what, who, by when, shown by what."""

    what: str
    who: str
    due_on: date
    evidence: str = ""


@dataclass(frozen=True)
class Point:
    """How one thing that was asked is answered; what is missing, where something is."""

    weighed: str
    note: str = ""


def answer(
    case: Case,
    *,
    result: str,
    text: str,
    by: Actor,
    on: date,
    number: str = "",
    dated_on: date | None = None,
    arrived_on: date | None = None,
    documents: Sequence[NewDocument] = (),
    promises: Sequence[Promise] = (),
) -> Answer:
    """Record the agency's answer. Its promises become commitments that outlive the answer.

    It is in time by the day it arrived; where the law has a decision or a conclusion, it rests on that.
    """
    with moving(case, Move.ANSWER, "referral.answered", by=by, on=on) as step:
        _check(result=result, text=text, number=number, dated_on=dated_on, promises=promises, on=on)
        referral = lead_of(step.case)
        decision = decision_of(step.case)
        came_on = arrived_on or on
        check_answer_paper(
            number, dated_on, came_on, documents, decision, on_paper=step.by.channel == Channel.PAPER, on=on
        )
        referral.be_answered()
        referral.save()
        given = Answer.objects.create(
            referral=referral,
            result=result,
            text=text.strip(),
            number=number.strip(),
            dated_on=dated_on,
            answered_on=on,
            rests_on=decision,
        )
        papers = keep_all(step.case, documents, source=DocumentSource.AGENCY, on=on, answer=given)
        for promise in promises:
            Commitment.objects.create(
                case=step.case,
                answer=given,
                what=promise.what.strip(),
                who=promise.who.strip(),
                due_on=promise.due_on,
                evidence=promise.evidence.strip(),
            )
        chain = KINDS[step.case.kind].chain
        met = (*KINDS[step.case.kind].answer_rules, *((chain.result,) if chain else ()))
        meet(step.case, *filter(None, met), on=came_on, referral=referral)
        to_be_reviewed(step.case, referral, on=on)
        step.facts |= {
            "referral": referral.pk,
            "answer": given.pk,
            "result": str(result),
            "documents": len(papers),
            "commitments": len(promises),
        }
    return given


def to_be_reviewed(case: Case, referral: Referral, *, on: date) -> None:
    """The MTTQ has an answer: it weighs it, and tells the petitioner."""
    # What of the competent body's clock still ran has gone another way: the petition was found to be of another kind.
    void(case, *OF_THE_COMPETENT_BODY, on=on, referral=referral)
    drop_recommendations(case, because=str(_("Cơ quan đã trả lời.")), on=on)
    owe(case, "mttq.review_answer", start=on, unit=case.unit, referral=referral, on=on)
    owe_relay(case, referral, on=on)


def accept_answer(case: Case, *, weighed: Sequence[Point], by: Actor, on: date) -> None:
    """The answer says what was asked: from here the commitments are followed, or the case may close."""
    with moving(case, Move.ACCEPT_ANSWER, "answer.accepted", by=by, on=on) as step:
        given = latest_answer(step.case)
        _weigh(given, weighed, on=on)
        can_be_asked_again = KINDS[step.case.kind].chain is None
        silent = next((place for place, one in enumerate(weighed, 1) if one.weighed == Weighed.NOT), None)
        if silent is not None and can_be_asked_again:
            raise Unusable(
                f"weighed_{silent}", _("Còn điều chưa được trả lời: hãy đề nghị làm rõ thay vì chấp nhận trả lời.")
            )
        given.accepted_on = on
        given.save()
        drop_recommendations(step.case, because=str(_("Câu trả lời đã được chấp nhận.")), on=on)
        # The answer itself is relayed by its notice, or by word: that stays owed until it was done.
        meet(step.case, "mttq.review_answer", on=on)
        agency = given.referral.agency
        promised = list(given.commitments.all())
        for commitment in promised:
            # It runs from the day it was promised: the MTTQ may get to the answer after a promise has passed.
            owe(
                step.case,
                "mttq.commitment",
                start=given.answered_on,
                given=commitment.due_on,
                unit=agency,
                commitment=commitment,
                on=on,
            )
        if not promised:
            owe(step.case, "mttq.close_file", start=on, unit=step.case.unit, on=on)
        step.facts |= {"answer": given.pk, "commitments": len(promised)}
        if step.case.owes_relay:
            step.facts["to_tell"] = True


def ask_clarification(case: Case, *, what: str, answer_by: date, weighed: Sequence[Point], by: Actor, on: date) -> None:
    """Ask the agency to answer what it left open, with a new date; what it promised in this answer is set aside."""
    with moving(case, Move.ASK_CLARIFICATION, "answer.clarification_asked", by=by, on=on) as step:
        if not what.strip():
            raise Unusable("what", _("Cần ghi rõ điều đề nghị cơ quan làm rõ."))
        if answer_by <= on:
            raise Unusable("answer_by", _("Ngày đề nghị trả lời phải sau hôm nay."))
        must_be_countable(ASKED, "answer_by", start=on, given=answer_by)
        given = latest_answer(step.case)
        _weigh(given, weighed, on=on)
        if all(one.weighed == Weighed.ANSWERED for one in weighed):
            raise Unusable("what", _("Mọi điều đã được trả lời đủ thì không còn gì để đề nghị làm rõ."))
        given.clarification_asked = what.strip()
        given.save()
        drop_recommendations(step.case, because=str(_("Đã đề nghị cơ quan làm rõ.")), on=on)
        for commitment in given.commitments.all():
            commitment.be_waived()
            commitment.settled_on = on
            commitment.findings = str(_("Câu trả lời được đề nghị làm rõ; cam kết ghi lại theo câu trả lời sau."))
            commitment.save()
        referral = lead_of(step.case)
        referral.be_asked_again()
        referral.answer_by = answer_by
        referral.save()
        meet(step.case, "mttq.review_answer", on=on)
        # What is asked again is no result yet.
        void(step.case, RELAY, on=on)
        owe(
            step.case,
            ASKED,
            start=on,
            given=answer_by,
            unit=referral.agency,
            referral=referral,
            on=on,
        )
        step.facts |= {"answer": given.pk, "referral": referral.pk, "answer_by": answer_by.isoformat()}


def _weigh(given: Answer, weighed: Sequence[Point], *, on: date) -> None:
    """Keep what was found of each thing that was asked; what is not answered in full says what is missing."""
    asked = asked_of(given)
    if len(weighed) != len(asked):
        raise Unusable("weighed_1", _("Cần ghi từng điều đã đề nghị được trả lời thế nào."))
    for place, (question, point) in enumerate(zip(asked, weighed, strict=True), 1):
        if point.weighed not in Weighed.values:
            raise Unusable(f"weighed_{place}", _("Cần chọn điều này được trả lời thế nào."))
        if point.weighed != Weighed.ANSWERED and not point.note.strip():
            raise Unusable(f"note_{place}", _("Chưa trả lời đủ: cần ghi còn thiếu điều gì."))
        AnsweredPoint.objects.create(
            answer=given, place=place, asked=question, weighed=point.weighed, note=point.note.strip(), weighed_on=on
        )


def latest_answer(case: Case) -> Answer:
    given = last_answer(case)
    assert given is not None, "the lifecycle allows this move only when there is an answer"
    return given


def decision_of(case: Case) -> Proceeding | None:
    """The decision, conclusion or termination that the answer must tell of, where the law has one."""
    if KINDS[case.kind].chain is None:
        return None
    ends = case.proceedings.filter(referral=case.lead, what__in=[ProceedingFact.DECIDED, ProceedingFact.TERMINATED])
    found: Proceeding | None = ends.order_by("-pk").first()
    return found


def _check(
    *, result: str, text: str, number: str, dated_on: date | None, promises: Sequence[Promise], on: date
) -> None:
    check_reply(result=result, text=text, dated_on=dated_on, on=on)
    for promise in promises:
        if not promise.what.strip() or not promise.who.strip():
            raise Unusable("promises", _("Mỗi cam kết cần ghi việc phải làm và ai chịu trách nhiệm."))
        if promise.due_on < on:
            raise Unusable("promises", _("Hạn của cam kết không thể trước hôm nay."))
        must_be_countable("mttq.commitment", "promises", start=on, given=promise.due_on)
