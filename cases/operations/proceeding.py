"""What the competent body did, recorded fact by fact: from its own desk, or on paper by the records officer.

Each fact meets the duty that ran and opens the next. A late fact is a fact, and its lateness stays; what cannot have
happened is refused; what goes against the law is recorded as that and moves no date.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, Channel
from deadlines.facts import Extension, Pause, granted, in_order
from deadlines.refusals import Refused
from deadlines.vocabulary import Because
from deadlines.words import in_own_words

from ..errors import Unusable
from ..kinds import ASKED
from ..models import Answer, Case, Duty, DutyExtension, DutyStop, Proceeding
from ..vocabulary import (
    AnswerResult,
    Breach,
    Complexity,
    DocumentSource,
    EnteredLate,
    Move,
    NotAccepted,
    Position,
    ProceedingFact,
    ReferralStatus,
)
from .agency_papers import AgencyPaper, must_be_possible
from .answering import to_be_reviewed
from .documents import keep_copy, write_note
from .duties import count_again, meet, owe
from .late_entries import must_say_why, note_late_entry
from .moving import Moving, moving
from .proceeding_duties import chain_of, meet_duty, open_duty
from .receiving import lead_of
from .rungs import drop_rungs

SPECIALLY = "specially_complex"
CRITERIA_OF_SPECIALLY = 2  # NĐ 31/2019 Điều 3: two or more


def record_acceptance(case: Case, *, paper: AgencyPaper, by: Actor, on: date, remote: bool = False) -> Proceeding:
    """It is accepted: the time to resolve it runs from that day. Whoever accepts has taken it upon itself to answer."""
    with moving(case, Move.RECORD_ACCEPTANCE, "proceeding.accepted", by=by, on=on) as step:
        chain = chain_of(step.case)
        if remote and not chain.remote:
            raise Unusable("remote", _("Luật không có thời hạn riêng cho vùng đi lại khó khăn đối với loại đơn này."))
        fact = _fact(step, ProceedingFact.ACCEPTED, paper, on=on)
        _taken_on(step, on=on)
        fact.met = meet_duty(step.case, *chain.accept, on=paper.dated_on)
        if chain.handled:
            meet(step.case, chain.handled, on=fact.arrived_on, referral=fact.referral)
        fact.opened = _owe(step, chain.remote if remote else chain.resolve, start=paper.dated_on, on=on)
        _kept(step, fact, on=on)
    return fact


def refuse_acceptance(case: Case, *, paper: AgencyPaper, ground: str, because: str, by: Actor, on: date) -> Proceeding:
    """It is not accepted, on a ground of the law: that notice is the answer, and the MTTQ weighs it."""
    with moving(case, Move.REFUSE_ACCEPTANCE, "proceeding.refused", by=by, on=on) as step:
        if ground not in NotAccepted.values:
            raise Unusable("ground", _("Cần chọn căn cứ không thụ lý."))
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do không thụ lý như trong thông báo."))
        chain = chain_of(step.case)
        fact = _fact(step, ProceedingFact.REFUSED, paper, on=on)
        fact.ground, fact.because = ground, because.strip()
        _taken_on(step, on=on)
        fact.met = meet_duty(step.case, *chain.accept, on=paper.dated_on)
        _kept(step, fact, on=on)
        referral = lead_of(step.case)
        referral.be_answered()
        referral.save()
        given = Answer.objects.create(
            referral=referral,
            result=AnswerResult.REJECTED,
            text=because.strip(),
            number=fact.number,
            dated_on=fact.dated_on,
            answered_on=on,
            rests_on=fact,
        )
        meet(step.case, ASKED, *filter(None, [chain.handled]), on=fact.arrived_on, referral=referral)
        to_be_reviewed(step.case, referral, on=on)
        step.facts |= {"ground": str(ground), "answer": given.pk}
    return fact


def record_extension(
    case: Case,
    *,
    paper: AgencyPaper,
    more: int,
    because: str,
    by: Actor,
    on: date,
    complexity: Sequence[str] = (),
    as_it_is: bool = False,
) -> Proceeding:
    """It takes longer, by written decision. Against the law it is kept `as_it_is`: contestable, and no date moves."""
    with moving(case, Move.RECORD_EXTENSION, "proceeding.extended", by=by, on=on) as step:
        chain = chain_of(step.case)
        duty = open_duty(step.case, *chain.accept, *chain.resolving)
        assert duty is not None, "the lifecycle allows this move only while such a clock runs"
        if more < 1:
            raise Unusable("more", _("Gia hạn phải thêm ít nhất một ngày."))
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do gia hạn như trong quyết định."))
        unknown = set(complexity) - set(Complexity.values)
        if unknown:
            raise Unusable("complexity", _("Cần chọn căn cứ phức tạp trong danh sách."))
        fact = _fact(step, ProceedingFact.EXTENDED, paper, on=on, not_before=duty.started_on)
        fact.more, fact.because, fact.complexity = more, because.strip(), sorted(set(complexity))
        longer = extension_of(duty, fact)
        refused = against_the_law(duty, longer, fact, resolving=duty.rule.key in chain.resolving)
        was = duty.due_on
        if refused is None:
            longer.save()
            count_again(duty, because=Because.EXTENDED, on=on)
            fact.opened = duty
        else:
            fact.breach, field, sentence = refused
            if not (as_it_is and step.by.channel == Channel.PAPER):
                raise Unusable(field, _what_to_do(sentence, on_paper=step.by.channel == Channel.PAPER))
        _kept(step, fact, duty, on=on, was=was)
        step.facts |= {"more": more, "breach": fact.breach}
    return fact


def record_suspension(case: Case, *, paper: AgencyPaper, because: str, by: Actor, on: date) -> Proceeding:
    """It is suspended by written decision: from that day on no day counts until the decision to go on."""
    with moving(case, Move.RECORD_SUSPENSION, "proceeding.suspended", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do tạm đình chỉ như trong quyết định."))
        duty = open_duty(step.case, *chain_of(step.case).resolving)
        fact = _fact(step, ProceedingFact.SUSPENDED, paper, on=on, not_before=_latest(step))
        fact.because = because.strip()
        if duty is not None and fact.dated_on > duty.due_on:
            # The limit was over: what comes after it stops nothing, and it stays late.
            fact.breach = Breach.AFTER_LIMIT
        elif duty is not None:
            stop_from(duty, fact)
            fact.opened = duty
            step.facts["first_on"] = fact.dated_on.isoformat()
        _kept(step, fact, duty, on=on)
    return fact


def record_resumption(case: Case, *, paper: AgencyPaper, by: Actor, on: date) -> Proceeding:
    """It goes on by written decision: days count again from the day after it."""
    with moving(case, Move.RECORD_RESUMPTION, "proceeding.resumed", by=by, on=on) as step:
        duty = open_duty(step.case, *chain_of(step.case).resolving)
        fact = _fact(step, ProceedingFact.RESUMED, paper, on=on, not_before=_latest(step))
        was = duty.due_on if duty is not None else None
        if duty is not None and _go_on(duty, fact, on=on):
            fact.opened = duty
            step.facts["last_on"] = fact.dated_on.isoformat()
        _kept(step, fact, duty, on=on, was=was)
    return fact


def record_decision(case: Case, *, paper: AgencyPaper, what: str, by: Actor, on: date, because: str = "") -> Proceeding:
    """It is decided, concluded or terminated; the MTTQ is owed the result in writing (Luật Khiếu nại Điều 66.2)."""
    with moving(case, Move.RECORD_DECISION, "proceeding.decided", by=by, on=on) as step:
        if what not in {ProceedingFact.DECIDED, ProceedingFact.TERMINATED}:
            raise Unusable("what", _("Cần chọn quyết định, kết luận hay đình chỉ."))
        if what == ProceedingFact.DECIDED and step.case.position == Position.SUSPENDED:
            raise Unusable(
                "what", _("Việc giải quyết đang tạm đình chỉ: cần ghi quyết định tiếp tục giải quyết trước.")
            )
        if what == ProceedingFact.TERMINATED and not because.strip():
            raise Unusable("because", _("Cần ghi lý do đình chỉ như trong quyết định."))
        chain = chain_of(step.case)
        fact = _fact(step, what, paper, on=on, not_before=_latest(step))
        fact.because = because.strip()
        duty = open_duty(step.case, *chain.resolving)
        if duty is not None and duty.stops.filter(last_on=None).exists():
            _go_on(duty, fact, on=on)
        fact.met = meet_duty(step.case, *chain.resolving, on=fact.dated_on)
        if chain.result:
            fact.opened = _owe(step, chain.result, start=fact.dated_on, on=on)
        _kept(step, fact, on=on)
        step.facts["what"] = str(what)
    return fact


def _fact(step: Moving, what: str, paper: AgencyPaper, *, on: date, not_before: date | None = None) -> Proceeding:
    """The fact with its paper, checked against the calendar of what can have happened; saved by `_kept`."""
    arrived_on = must_be_possible(paper, on=on)
    if step.by.channel == Channel.PAPER and must_say_why(arrived_on, paper.late_because, on=on):
        step.late_because = paper.late_because
    if not_before is not None and paper.dated_on < not_before:
        raise Unusable(
            "dated_on",
            _("Văn bản này không thể trước việc thụ lý hoặc quyết định liền trước (ngày %(day)s); cần xem lại ngày.")
            % {"day": f"{not_before:%d/%m/%Y}"},
        )
    return Proceeding(
        case=step.case,
        referral=lead_of(step.case),
        what=what,
        number=paper.number.strip(),
        dated_on=paper.dated_on,
        arrived_on=arrived_on,
        recorded_on=on,
        paper=keep_copy(step.case, paper.copy, field="copy", source=DocumentSource.AGENCY, on=on),
    )


def _kept(step: Moving, fact: Proceeding, duty: Duty | None = None, *, on: date, was: date | None = None) -> None:
    fact.save()
    if step.late_because:
        # It has lain here for days: what is judged by its arrival is judged by a day that a second person stands for.
        note = write_note(step, step.late_because)
        what, day = EnteredLate.ACT_ARRIVED, fact.arrived_on
        entry = note_late_entry(step.case, what, day, note=note, by=step.by, on=on, proceeding=fact)
        step.facts["late_entry"] = entry.pk
    step.facts |= {"referral": fact.referral_id, "proceeding": fact.pk, "dated_on": fact.dated_on.isoformat()}
    if duty is not None:
        step.facts |= {"duty": duty.pk, "rule": duty.rule.key, "due_on": duty.due_on.isoformat()}
    if was is not None:
        step.facts["was"] = was.isoformat()


def _latest(step: Moving) -> date | None:
    """The day of the last act before this one: what follows it cannot be older."""
    before = step.case.proceedings.filter(referral=step.case.lead).exclude(what=ProceedingFact.EXTENDED)
    found: date | None = before.order_by("-pk").values_list("dated_on", flat=True).first()
    return found


def _taken_on(step: Moving, *, on: date) -> None:
    referral = lead_of(step.case)
    if referral.status == ReferralStatus.RECEIVED:
        referral.be_acknowledged()
        referral.acknowledged_on = on
        referral.save()


def _owe(step: Moving, key: str, *, start: date, on: date) -> Duty:
    """Start the next clock; a day it cannot be counted from is refused at the day that was typed."""
    referral = lead_of(step.case)
    try:
        return owe(step.case, key, start=start, unit=referral.agency, referral=referral, on=on)
    except Unusable as refusal:
        raise Unusable("dated_on", refusal.reason) from refusal


def extension_of(duty: Duty, fact: Proceeding) -> DutyExtension:
    """The time the decision grants, as the law would let it count; not saved."""
    cases_of_the_law = {terms.when for terms in duty.rule.facts.terms}
    specially = SPECIALLY in cases_of_the_law and len(fact.complexity) >= CRITERIA_OF_SPECIALLY
    return DutyExtension(
        duty=duty,
        by=fact.more or 0,
        document=cited(fact),
        when=SPECIALLY if specially else "",
        because=fact.because,
        granted_on=fact.dated_on,
    )


def against_the_law(
    duty: Duty, longer: DutyExtension, fact: Proceeding, *, resolving: bool
) -> tuple[str, str, str | Promise] | None:
    """Return what is wrong with it, at which field, in words; None when the law allows it."""
    if resolving and not fact.complexity:
        # Luật Khiếu nại Điều 28, 37; Luật Tố cáo Điều 30: only what is found complex in writing takes longer.
        return Breach.NO_BASIS, "complexity", _("Quyết định gia hạn không nêu căn cứ phức tạp bằng văn bản.")
    if fact.dated_on > duty.due_on:
        late = _("Quyết định gia hạn ra sau ngày đến hạn %(day)s.") % {"day": f"{duty.due_on:%d/%m/%Y}"}
        return Breach.AFTER_LIMIT, "dated_on", late
    before = list(duty.extensions())
    several = SPECIALLY in {terms.when for terms in duty.rule.facts.terms}
    if several and before and not longer.when:
        again = _("Chỉ vụ việc đặc biệt phức tạp (từ hai căn cứ) mới được gia hạn lần hai (Điều 30 Luật Tố cáo).")
        return Breach.BEYOND_CAP, "complexity", again
    try:
        granted(duty.rule.facts, [*before, Extension(longer.by, longer.document, longer.when)])
    except Refused as refusal:
        return Breach.BEYOND_CAP, "more", in_own_words(refusal)
    return None


def _what_to_do(sentence: str | Promise, *, on_paper: bool) -> str:
    if on_paper:
        return str(
            _(
                "%(why)s Nếu ghi nhầm thì sửa lại; nếu quyết định đúng là như vậy, đánh dấu “Ghi nhận như văn bản”: "
                "quyết định vào hồ sơ là điểm có thể kiến nghị, thời hạn không đổi."
            )
            % {"why": sentence}
        )
    return str(_("%(why)s Cần sửa lại cho đúng quyết định, hoặc ra quyết định đúng luật.") % {"why": sentence})


def stop_from(duty: Duty, fact: Proceeding) -> None:
    """From the day of the decision no day counts."""
    try:
        in_order(duty.rule.facts, [*duty.pauses(), Pause(fact.dated_on, fact.dated_on)])
    except Refused as refusal:
        raise Unusable("dated_on", in_own_words(refusal)) from refusal
    DutyStop.objects.create(duty=duty, first_on=fact.dated_on, document=cited(fact), because=fact.because)
    duty.stop()
    duty.save()
    drop_rungs(duty, on=fact.recorded_on)


def _go_on(duty: Duty, fact: Proceeding, *, on: date) -> bool:
    """End the stretch that is not counted, with the day of the decision; False when the clock never stood still."""
    stretch = duty.stops.filter(last_on=None).first()
    if stretch is None:
        return False
    stretch.last_on = fact.dated_on
    stretch.save()
    duty.go_on()
    try:
        count_again(duty, because=Because.RESUMED, on=on)
    except Refused as refusal:
        raise Unusable("dated_on", in_own_words(refusal)) from refusal
    return True


def cited(fact: Proceeding) -> str:
    """How what rests on the paper names it."""
    return f"{fact.number}, {fact.dated_on:%d/%m/%Y}"
