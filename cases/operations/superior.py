"""What an agency did is contested before its superior: recommended by a letter, decided there, answered to the MTTQ.

The MTTQ judges no decision: it recommends (Luật Khiếu nại Điều 66.2; Luật MTTQ Điều 28, 29). Meanwhile the case lies
with the superior; whatever comes back, or does not, there is a road on.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Unit

from ..asked import latest_answer
from ..errors import Unusable
from ..kinds import ASKED, RELAY
from ..models import Answer, Case, Letter, Proceeding, Recommendation, Rung
from ..superiors import counts_from_its_decision, may_be_contested
from ..vocabulary import (
    AnswerResult,
    DocumentSource,
    LetterForm,
    LetterStatus,
    Move,
    ProceedingFact,
    SuperiorResult,
)
from .agency_papers import AgencyPaper, must_be_possible
from .documents import keep_copy
from .duties import meet, must_be_countable, owe, void
from .letters_unsent import take_back
from .moving import Moving, moving
from .relaying import owe_relay
from .writing import must_be_complete, write

ASKED_FOR = "mttq.superior_answer"
REVIEW = "mttq.review_answer"


def recommend_to_superior(
    case: Case,
    *,
    superior: Unit | None,
    subject: str,
    reason: str,
    asked: str,
    answer_by: date | None,
    by: Actor,
    on: date,
    proceeding: Proceeding | None = None,
    body: str = "",
) -> Letter:
    """Draft the letter to the superior about one act of the agency, or about its answer; or write its draft anew."""
    with moving(case, Move.RECOMMEND_TO_SUPERIOR, "superior.recommended", by=by, on=on) as step:
        referral = step.case.lead
        assert referral is not None, "the lifecycle allows this move only when there is an answer"
        if superior is None:
            raise Unusable("superior", _("Chưa biết cơ quan cấp trên: cần chọn cơ quan nhận kiến nghị."))
        if superior.is_front or superior.pk == referral.agency_id:
            raise Unusable("superior", _("Cần chọn cấp trên của cơ quan đã trả lời, không phải chính cơ quan ấy."))
        if answer_by is None:
            raise Unusable("answer_by", _("Cần ghi ngày đề nghị cơ quan cấp trên trả lời."))
        must_be_countable(ASKED_FOR, "answer_by", start=on, given=max(answer_by, on))
        drafted = step.case.recommendation_drafted
        letter = drafted.letter if drafted is not None else Letter(case=step.case, unit=step.case.unit)
        letter.case = step.case
        words, said = {"subject": subject, "body": body}, {"reason": reason, "asked": asked}
        write(step, letter, LetterForm.RECOMMENDATION, words, said, answer_by=answer_by, to_unit=superior, on=on)
        letter.save()
        drafted = drafted or Recommendation(case=step.case, letter=letter)
        drafted.referral, drafted.superior = referral, superior
        drafted.proceeding = _contested(step.case, proceeding)
        drafted.answer = latest_answer(step.case) if drafted.proceeding is None else None
        drafted.save()
        letter.recommendation = drafted
        must_be_complete(letter)
        step.facts |= {"letter": letter.pk, "recommendation": drafted.pk, "superior": superior.pk}
    return letter


def _contested(case: Case, proceeding: Proceeding | None) -> Proceeding | None:
    if proceeding is None:
        return None
    own = case.proceedings.filter(pk=proceeding.pk, referral=case.lead_id).first()
    if own is None or not may_be_contested(own):
        raise Unusable("contested", _("Cần chọn một văn bản của cơ quan trong vụ việc này có thể kiến nghị."))
    return own


def send_recommendation(step: Moving, letter: Letter, *, on: date) -> None:
    """The letter has left: from here the superior has it, and the MTTQ waits."""
    drafted = step.case.recommendations.select_related("superior").filter(letter=letter).first()
    if drafted is None or drafted.state != "drafted":
        return
    if step.case.recommendation_sent is not None:
        drop_recommendations(step.case, because=str(_("Đã gửi kiến nghị khác.")), on=on, drafts=False)
    drafted.be_sent()
    drafted.sent_on = on
    drafted.save()
    meet(step.case, REVIEW, on=on)
    _await(step.case, drafted, on=on)
    step.facts |= {"recommendation": drafted.pk, "superior": drafted.superior_id}


def recommend_about_silence(step: Moving, rung: Rung, letter: Letter, *, on: date) -> None:
    """On the ladder a superior is told of an agency that is silent; the agency has to answer all the same."""
    assert letter.to_unit is not None, "a recommendation names the superior"
    drop_recommendations(step.case, because=str(_("Đã gửi kiến nghị khác.")), on=on)
    sent = Recommendation(case=step.case, referral=rung.referral, letter=letter, superior=letter.to_unit, sent_on=on)
    sent.be_sent()
    sent.save()
    _await(step.case, sent, on=on)
    step.facts["recommendation"] = sent.pk


def _await(case: Case, sent: Recommendation, *, on: date) -> None:
    given = max(date.fromisoformat(sent.letter.stated["answer_by"]), on)
    owe(case, ASKED_FOR, start=on, given=given, unit=sent.superior, on=on)


def record_superior_decision(case: Case, *, paper: AgencyPaper, by: Actor, on: date) -> None:
    """The superior has decided: from that day the law counts its answer to the MTTQ (Luật Khiếu nại Điều 66.2)."""
    with moving(case, Move.RECORD_SUPERIOR_DECISION, "superior.decided", by=by, on=on) as step:
        sent = _sent(step)
        must_be_possible(paper, on=on, not_before=sent.sent_on)
        sent.be_decided()
        _keep_decision(step, sent, paper.number, paper.dated_on, on=on)
        sent.decision = keep_copy(step.case, paper.copy, field="copy", source=DocumentSource.AGENCY, on=on)
        sent.save()
        step.facts |= {"recommendation": sent.pk, "dated_on": paper.dated_on.isoformat()}


def _keep_decision(step: Moving, sent: Recommendation, number: str, decided_on: date, *, on: date) -> None:
    sent.decision_number, sent.decided_on = number.strip(), decided_on
    rule = counts_from_its_decision(step.case)
    if rule:
        owe(step.case, rule, start=decided_on, unit=sent.superior, on=on)


def record_superior_reply(
    case: Case,
    *,
    paper: AgencyPaper,
    result: str,
    text: str,
    by: Actor,
    on: date,
    decided_on: date | None = None,
    decision_number: str = "",
) -> None:
    """The superior has answered the MTTQ: its word is weighed like an answer. About a silent agency it is kept."""
    with moving(case, Move.RECORD_SUPERIOR_REPLY, "superior.replied", by=by, on=on) as step:
        at_the_superior = not _sent(step).is_about_silence
        if result == SuperiorResult.ORDERED and at_the_superior:
            raise Unusable("result", _("Cấp trên yêu cầu xem xét lại thì ghi ở mục riêng, có ngày phải trả lời lại."))
        sent = _replied(step, paper, result, text, decided_on, decision_number, on=on)
        referral = sent.referral
        if not at_the_superior:
            step.facts["recommendation"] = sent.pk
            return
        if result == SuperiorResult.ANSWERED:
            Answer.objects.create(
                referral=referral,
                result=AnswerResult.EXPLAINED,
                text=text.strip(),
                number=sent.number,
                dated_on=sent.dated_on,
                answered_on=on,
                rests_on=latest_rest(step.case),
                by_superior=sent.superior,
            )
            owe_relay(step.case, referral, on=on)
        owe(step.case, REVIEW, start=on, unit=step.case.unit, referral=referral, on=on)
        step.facts |= {"recommendation": sent.pk, "result": str(result)}


def latest_rest(case: Case) -> Proceeding | None:
    """The decision on which the answer rests that was contested."""
    given = latest_answer(case)
    return given.rests_on if given is not None else None


def record_superior_order(
    case: Case,
    *,
    paper: AgencyPaper,
    text: str,
    answer_by: date,
    by: Actor,
    on: date,
    decided_on: date | None = None,
    decision_number: str = "",
) -> None:
    """The superior orders the agency to look at it again: the case is the agency's, with a new date from the order."""
    with moving(case, Move.RECORD_SUPERIOR_ORDER, "superior.ordered", by=by, on=on) as step:
        if answer_by <= on:
            raise Unusable("answer_by", _("Ngày cơ quan phải trả lời lại phải sau hôm nay."))
        must_be_countable(ASKED, "answer_by", start=on, given=answer_by)
        sent = _replied(step, paper, SuperiorResult.ORDERED, text, decided_on, decision_number, on=on)
        referral = sent.referral
        for commitment in step.case.commitments.filter(answer__referral=referral, settled_on=None):
            commitment.be_waived()
            commitment.settled_on = on
            commitment.findings = str(_("Cơ quan cấp trên yêu cầu xem xét lại; cam kết ghi lại theo câu trả lời sau."))
            commitment.save()
        if sent.proceeding is not None:
            assert sent.paper and sent.dated_on and sent.arrived_on, "a reply was recorded with its paper"
            Proceeding.objects.create(
                case=step.case,
                referral=referral,
                what=ProceedingFact.SENT_BACK,
                number=sent.number,
                dated_on=sent.dated_on,
                arrived_on=sent.arrived_on,
                recorded_on=on,
                paper=sent.paper,
                because=text.strip(),
            )
        referral.be_asked_again()
        referral.answer_by = answer_by
        referral.save()
        void(step.case, RELAY, on=on)
        owe(step.case, ASKED, start=on, given=answer_by, unit=referral.agency, referral=referral, on=on)
        step.facts |= {"recommendation": sent.pk, "referral": referral.pk, "answer_by": answer_by.isoformat()}


def _replied(
    step: Moving,
    paper: AgencyPaper,
    result: str,
    text: str,
    decided_on: date | None,
    decision_number: str,
    *,
    on: date,
) -> Recommendation:
    """Keep the reply with its paper; both of its clocks are met on the day it arrived."""
    sent = _sent(step)
    if result not in SuperiorResult.values:
        raise Unusable("result", _("Cần chọn cơ quan cấp trên trả lời thế nào."))
    if not text.strip():
        raise Unusable("text", _("Cần ghi nội dung trả lời của cơ quan cấp trên."))
    arrived_on = must_be_possible(paper, on=on, not_before=sent.decided_on or sent.sent_on)
    if decided_on is not None and sent.decided_on is None:
        if not (sent.sent_on or decided_on) <= decided_on <= paper.dated_on:
            raise Unusable("decided_on", _("Ngày quyết định phải từ ngày gửi kiến nghị đến ngày của văn bản trả lời."))
        _keep_decision(step, sent, decision_number, decided_on, on=on)
    sent.be_replied()
    sent.result, sent.text = result, text.strip()
    sent.number, sent.dated_on, sent.arrived_on = paper.number.strip(), paper.dated_on, arrived_on
    sent.paper = keep_copy(step.case, paper.copy, field="copy", source=DocumentSource.AGENCY, on=on)
    sent.save()
    by_law = counts_from_its_decision(step.case)
    meet(step.case, ASKED_FOR, *([by_law] if by_law else []), on=arrived_on)
    return sent


def _sent(step: Moving) -> Recommendation:
    sent = step.case.recommendation_sent
    assert sent is not None, "the lifecycle allows this move only when one was sent"
    return sent


def drop_recommendations(case: Case, *, because: str, on: date, drafts: bool = True) -> None:
    """Nobody waits for the superior any more: the case has gone another way, or the agency has answered."""
    dropped = False
    for one in case.recommendations.select_related("letter__unit"):
        if not one.is_out and not (drafts and one.state == "drafted"):
            continue
        dropped = dropped or one.is_out
        if one.state == "drafted" and one.letter.status not in {LetterStatus.CANCELLED, LetterStatus.VOIDED}:
            take_back(one.letter, because=because, on=on)
        one.be_dropped()
        one.dropped_because = because
        one.save()
    if dropped:
        by_law = counts_from_its_decision(case)
        void(case, ASKED_FOR, *([by_law] if by_law else []), on=on)
