"""The competent body's own clock, told as stories: each date below was counted by hand on the calendar of 2026."""

from dataclasses import replace
from datetime import date

import pytest

from audit.models import Event
from cases import operations as op
from cases import public
from cases.errors import NotAllowedNow, Unusable
from cases.lifecycle import reasons_against
from cases.models import Case, Duty, Proceeding
from cases.vocabulary import (
    AnswerResult,
    Breach,
    Complexity,
    Evidence,
    Kind,
    Move,
    NotAccepted,
    Outcome,
    Position,
    ProceedingFact,
    ScreenedTo,
    Status,
)
from deadlines.vocabulary import DutyState
from tests import stories
from tests.journeys.standing import events_of, owed, waiting
from tests.stories import DENOUNCED, PDF, Office, a_denunciation, a_paper, a_petition, fresh, screened, unchanged
from workflows.steps import Step

pytestmark = pytest.mark.django_db

# Monday 3 August 2026 it is handed in, on Friday 7 August the letter arrives.
HANDED_IN = date(2026, 8, 3)
SENT = date(2026, 8, 6)
ARRIVED = date(2026, 8, 7)
ANSWER_BY = date(2026, 10, 15)
ACCEPT_BY = date(2026, 8, 18)  # 7 working days: 10, 11, 12, 13, 14, 17, 18 August
ACCEPTED = date(2026, 8, 17)
RESOLVE_BY = date(2026, 9, 16)  # 30 days after 17 August, a Wednesday


def due(case: Case, key: str) -> date:
    return Duty.objects.get(case=case, rule__key=key).due_on


def state(case: Case, key: str) -> str:
    return Duty.objects.get(case=case, rule__key=key).state


def at_the_agency(office: Office, **facts: object) -> Case:
    """Handed in, instructed, taken up and sent; the delivery book says that it arrived on Friday 7 August."""
    dates = {"received_on": HANDED_IN, "on": HANDED_IN}
    if facts.get("kind") == Kind.DENUNCIATION:
        case = a_denunciation(office, **(facts | dates))
    else:
        case = a_petition(office, **({"kind": Kind.COMPLAINT} | facts | dates))
    handler, leader, records = (office.actor(role) for role in ("handler", "leader", "records_officer"))
    op.instruct(case, handler=office.person("handler"), by=leader, on=HANDED_IN)
    op.take_up(case, by=handler, on=HANDED_IN)
    if case.kind == Kind.DENUNCIATION:
        screened(office, case, ScreenedTo.FORWARD, DENOUNCED, on=HANDED_IN)
        op.confirm_screening(case, by=leader, on=HANDED_IN)
    op.draft_letter(
        case,
        agency=office.agency,
        subject="Chuyển đơn",
        asked="Xem xét, giải quyết theo thẩm quyền.",
        answer_by=ANSWER_BY,
        by=handler,
        on=SENT,
    )
    op.submit_letter(case, by=handler, on=SENT)
    op.sign_letter(case, by=leader, on=SENT)
    op.issue_letter(case, by=records, on=SENT)
    op.dispatch_letter(case, by=records, on=SENT)
    op.confirm_delivery(case, received_on=ARRIVED, evidence=Evidence.DELIVERY_BOOK, by=records, on=ARRIVED)
    return fresh(case)


def accepts(office: Office, case: Case, on: date = ACCEPTED) -> Proceeding:
    return op.record_acceptance(case, paper=a_paper("12/TB-UBND", on), by=office.actor("agency_head"), on=on)


def decides(office: Office, case: Case, on: date) -> Proceeding:
    paper = a_paper("77/QĐ-UBND", on)
    by = office.actor("agency_head")
    return op.record_decision(case, paper=paper, what=ProceedingFact.DECIDED, by=by, on=on)


def extends(office: Office, case: Case, on: date, *, more: int = 15, role: str = "agency_head", **facts: object):
    said = {"complexity": [Complexity.PLACES], "because": "Phải xác minh ở hai xã."} | facts
    paper = a_paper(f"20/QĐ-{on:%d%m}", on)
    return op.record_extension(case, paper=paper, more=more, by=office.actor(role), on=on, **said)


# The whole lives


def test_a_first_complaint_from_reception_to_the_archive(office: Office):
    case = at_the_agency(office)
    assert owed(case) == {"mttq.answer_asked", "kn.accept"}
    assert due(case, "kn.accept") == ACCEPT_BY
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=date(2026, 8, 10))
    assert set(waiting(case)) == {Step.ACCEPT_OR_REFUSE}

    fact = accepts(office, case)
    assert (fact.met.rule.key, fact.met.met_on) == ("kn.accept", ACCEPTED)
    assert (fact.opened.rule.key, fact.opened.due_on) == ("kn.resolve_first", RESOLVE_BY)
    assert set(waiting(case)) == {Step.DECIDE}

    # Found complex in writing: 45 days in all, 1 October.
    extends(office, case, date(2026, 9, 10))
    assert due(case, "kn.resolve_first") == date(2026, 10, 1)

    # Suspended from 21 to 28 September, eight days that do not count: 9 October.
    by = office.actor("agency_head")
    op.record_suspension(
        case, paper=a_paper("31/QĐ-UBND", date(2026, 9, 21)), because="Chờ giám định.", by=by, on=date(2026, 9, 21)
    )
    assert state(case, "kn.resolve_first") == DutyState.PAUSED
    op.record_resumption(case, paper=a_paper("32/QĐ-UBND", date(2026, 9, 28)), by=by, on=date(2026, 9, 28))
    assert due(case, "kn.resolve_first") == date(2026, 10, 9)

    decision = decides(office, case, date(2026, 10, 8))
    assert state(case, "kn.resolve_first") == DutyState.MET
    assert (decision.opened.rule.key, decision.opened.due_on) == ("kn.result_to_mttq", date(2026, 10, 15))
    assert set(waiting(case)) == {Step.ANSWER}

    given = op.answer(
        fresh(case), result=AnswerResult.AGREED, text="Hủy quyết định thu hồi đất.", by=by, on=date(2026, 10, 14)
    )
    assert given.rests_on == decision
    assert state(case, "kn.result_to_mttq") == state(case, "mttq.answer_asked") == DutyState.MET
    assert owed(case) == {"mttq.review_answer", "tcd.relay_result_to_citizen"}

    op.accept_answer(fresh(case), weighed=stories.IN_FULL, by=office.actor("handler"), on=date(2026, 10, 15))
    stories.told(office, case, on=date(2026, 10, 15))
    op.close(fresh(case), outcome=Outcome.FULFILLED, by=office.actor("leader"), on=date(2026, 10, 16))
    case = fresh(case)
    assert (case.status, owed(case), set(waiting(case))) == (Status.CLOSED, set(), set())
    assert events_of(case)[9:] == [
        "referral.acknowledged",
        "proceeding.accepted",
        "proceeding.extended",
        "proceeding.suspended",
        "proceeding.resumed",
        "proceeding.decided",
        "referral.answered",
        "answer.accepted",
        "petitioner.told",
        "case.closed",
    ]


def test_a_denunciation_from_reception_to_the_archive(office: Office):
    case = at_the_agency(office, kind=Kind.DENUNCIATION)
    assert owed(case) == {"mttq.answer_asked", "tc.initial_handling", "tc.result_to_transferor"}
    assert due(case, "tc.initial_handling") == ACCEPT_BY
    assert due(case, "tc.result_to_transferor") == date(2026, 8, 27)
    by = office.actor("agency_head")

    accepts(office, case, date(2026, 8, 18))
    # Whether it was accepted is the result of the handling; whether that binds towards the MTTQ stays unsure.
    told = Duty.objects.get(case=case, rule__key="tc.result_to_transferor")
    assert (told.state, told.met_on, told.rule.applies_here) == (DutyState.MET, date(2026, 8, 18), "unsure")
    assert due(case, "tc.resolve") == date(2026, 9, 17)

    # Complex: once, thirty days more. Day 60 is Saturday 17 October, so Monday the 19th.
    extends(office, case, date(2026, 9, 15), more=30)
    assert due(case, "tc.resolve") == date(2026, 10, 19)
    with unchanged(case), pytest.raises(Unusable, match="đặc biệt phức tạp"):
        extends(office, case, date(2026, 10, 15), more=30)
    # Specially complex: two criteria, a second time. Day 90 is Monday 16 November.
    extends(office, case, date(2026, 10, 15), more=30, complexity=[Complexity.PLACES, Complexity.PEOPLE])
    assert due(case, "tc.resolve") == date(2026, 11, 16)

    decides(office, case, date(2026, 11, 12))
    assert owed(case) == {"mttq.answer_asked"}
    op.answer(fresh(case), result=AnswerResult.EXPLAINED, text="Tố cáo đúng một phần.", by=by, on=date(2026, 11, 13))
    op.accept_answer(fresh(case), weighed=stories.IN_FULL, by=office.actor("handler"), on=date(2026, 11, 16))
    stories.told(office, case, on=date(2026, 11, 16))
    op.close(fresh(case), outcome=Outcome.PARTLY, by=office.actor("leader"), on=date(2026, 11, 17))
    case = fresh(case)
    assert (case.status, owed(case), set(waiting(case))) == (Status.CLOSED, set(), set())


# What turns out otherwise


def test_a_complaint_accepted_late_stays_late_and_its_resolution_runs_from_the_true_day(office: Office):
    case = at_the_agency(office)
    fact = accepts(office, case, date(2026, 8, 25))
    assert fact.met.met_on > fact.met.due_on == ACCEPT_BY
    assert due(case, "kn.resolve_first") == date(2026, 9, 24)


def test_what_comes_on_paper_is_entered_with_its_number_its_day_its_arrival_and_its_scan(office: Office):
    case = at_the_agency(office)
    paper = replace(a_paper("12/TB-UBND", ACCEPTED), arrived_on=date(2026, 8, 20))
    fact = op.record_acceptance(case, paper=paper, by=office.actor("records_officer"), on=date(2026, 8, 24))
    # The agency was in time by its own day, whenever the paper was entered.
    assert (fact.met.met_on, fact.arrived_on, fact.recorded_on) == (ACCEPTED, date(2026, 8, 20), date(2026, 8, 24))
    assert fact.referral.acknowledged_on == date(2026, 8, 24)
    event = case_event(case, "proceeding.accepted")
    assert (event.channel, event.actor_role) == ("paper", "records_officer")
    assert fact.paper.source == "agency"


def case_event(case: Case, kind: str):
    return Event.objects.get(subject_type="cases.case", subject_id=case.pk, kind=kind)


def test_an_extension_without_a_basis_in_writing_moves_no_date_and_can_be_contested(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    on = date(2026, 9, 10)
    with unchanged(case), pytest.raises(Unusable, match="căn cứ phức tạp") as refused:
        extends(office, case, on, role="records_officer", complexity=[])
    assert (refused.value.field, "Ghi nhận như văn bản" in str(refused.value.reason)) == ("complexity", True)
    fact = extends(office, case, on, role="records_officer", complexity=[], as_it_is=True)
    assert (fact.breach, fact.opened) == (Breach.NO_BASIS, None)
    assert due(case, "kn.resolve_first") == RESOLVE_BY


@pytest.mark.parametrize(
    ("facts", "on", "breach", "said"),
    [
        ({"more": 16}, date(2026, 9, 10), Breach.BEYOND_CAP, "vượt quá mức tối đa"),
        ({}, date(2026, 9, 17), Breach.AFTER_LIMIT, "sau ngày đến hạn 16/09/2026"),
    ],
)
def test_an_extension_against_the_law_is_refused_or_kept_as_it_is(office: Office, facts, on, breach, said):
    case = at_the_agency(office)
    accepts(office, case)
    # The agency itself is told to put it right, and cannot enter it as it is.
    for as_it_is in (False, True):
        with unchanged(case), pytest.raises(Unusable, match=said):
            extends(office, case, on, as_it_is=as_it_is, **facts)
    fact = extends(office, case, on, role="records_officer", as_it_is=True, **facts)
    assert fact.breach == breach
    assert due(case, "kn.resolve_first") == RESOLVE_BY


def test_a_second_extension_of_a_complaint_is_beyond_the_law(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    extends(office, case, date(2026, 9, 8), more=10)
    with unchanged(case), pytest.raises(Unusable, match="vượt quá mức tối đa"):
        extends(office, case, date(2026, 9, 10), more=5)


def test_the_time_to_accept_is_never_extended_or_suspended_for_a_complaint(office: Office):
    case = at_the_agency(office)
    assert "cho gia hạn" in " ".join(reasons_against(case, Move.RECORD_EXTENSION))
    assert "thụ lý trước" in " ".join(reasons_against(case, Move.RECORD_SUSPENSION))


def test_the_checking_of_a_denunciation_may_take_ten_days(office: Office):
    case = at_the_agency(office, kind=Kind.DENUNCIATION)
    extends(office, case, date(2026, 8, 14), more=3, complexity=[], because="Kiểm tra tại nhiều nơi.")
    # 10 working days: 10–14, 17–21 August.
    assert due(case, "tc.initial_handling") == date(2026, 8, 21)


def test_a_suspension_after_the_limit_stops_nothing(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    by, on = office.actor("agency_head"), date(2026, 9, 18)
    fact = op.record_suspension(case, paper=a_paper("31/QĐ-UBND", on), because="Chờ giám định.", by=by, on=on)
    assert fact.breach == Breach.AFTER_LIMIT
    assert Duty.objects.get(case=case, rule__key="kn.resolve_first").is_overdue(on=on)
    assert fresh(case).position == Position.SUSPENDED


def test_while_it_is_suspended_it_may_be_terminated_but_not_decided(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    by = office.actor("agency_head")
    stopped, ended = date(2026, 9, 1), date(2026, 10, 12)
    op.record_suspension(case, paper=a_paper("31/QĐ-UBND", stopped), because="Chờ thừa kế.", by=by, on=stopped)
    with unchanged(case), pytest.raises(Unusable, match="tiếp tục giải quyết trước"):
        decides(office, case, ended)
    paper = a_paper("45/QĐ-UBND", ended)
    facts = {"paper": paper, "what": ProceedingFact.TERMINATED, "by": by, "on": ended}
    with unchanged(case), pytest.raises(Unusable, match="lý do đình chỉ"):
        op.record_decision(case, **facts)
    op.record_decision(case, because="Người khiếu nại rút đơn.", **facts)
    resolved = Duty.objects.get(case=case, rule__key="kn.resolve_first")
    # The days that stood still were not its own: it was not late.
    assert resolved.met_on <= resolved.due_on


def test_a_complaint_that_is_not_accepted_is_answered_by_that_and_weighed(office: Office):
    case = at_the_agency(office)
    on, by = date(2026, 8, 14), office.actor("agency_head")
    facts = {"paper": a_paper("13/TB-UBND", on), "by": by, "on": on}
    with unchanged(case), pytest.raises(Unusable, match="căn cứ"):
        op.refuse_acceptance(case, ground="", because="Quá 90 ngày.", **facts)
    with unchanged(case), pytest.raises(Unusable, match="lý do"):
        op.refuse_acceptance(case, ground=NotAccepted.TIME_BARRED, because=" ", **facts)
    fact = op.refuse_acceptance(case, ground=NotAccepted.TIME_BARRED, because="Quá 90 ngày.", **facts)
    case = fresh(case)
    assert (case.status, case.position) == (Status.ANSWERED, Position.REFUSED)
    assert owed(case) == {"mttq.review_answer", "tcd.relay_result_to_citizen"}
    assert set(waiting(case)) == {Step.REVIEW}
    assert fact.answers.get().number == "13/TB-UBND"


# What is refused


def test_a_decision_cannot_be_older_than_its_acceptance(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    paper = a_paper("77/QĐ-UBND", date(2026, 8, 14))
    with unchanged(case), pytest.raises(Unusable, match="17/08/2026") as refused:
        op.record_decision(
            case, paper=paper, what=ProceedingFact.DECIDED, by=office.actor("agency_head"), on=date(2026, 9, 1)
        )
    assert refused.value.field == "dated_on"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " "}, "number"),
        ({"copy": None}, "copy"),
        ({"dated_on": date(2026, 8, 30)}, "dated_on"),
        ({"arrived_on": date(2026, 8, 14)}, "arrived_on"),
        ({"arrived_on": date(2026, 8, 30)}, "arrived_on"),
    ],
)
def test_no_fact_is_recorded_without_its_paper(office: Office, changes, field):
    case = at_the_agency(office)
    paper = replace(a_paper("12/TB-UBND", ACCEPTED), **changes)
    with unchanged(case), pytest.raises(Unusable) as refused:
        op.record_acceptance(case, paper=paper, by=office.actor("records_officer"), on=date(2026, 8, 24))
    assert refused.value.field == field


def test_a_complaint_is_not_answered_before_it_is_decided(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow, match="quyết định giải quyết"):
        op.answer(
            fresh(case), result=AnswerResult.AGREED, text="Đang xem.", by=office.actor("agency_head"), on=ACCEPTED
        )


def test_an_answer_that_names_a_paper_brings_it(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    decides(office, case, date(2026, 9, 14))
    facts = {"result": AnswerResult.AGREED, "text": "Hủy quyết định.", "dated_on": date(2026, 9, 15)}
    facts |= {"number": "90/UBND", "on": date(2026, 9, 21)}
    by = office.actor("records_officer")
    with unchanged(case), pytest.raises(Unusable, match="đính kèm"):
        op.answer(fresh(case), by=by, **facts)
    with unchanged(case), pytest.raises(Unusable, match="trước quyết định"):
        op.answer(fresh(case), by=by, **(facts | {"dated_on": date(2026, 9, 11), "documents": [a_scan()]}))
    op.answer(fresh(case), by=by, documents=[a_scan()], arrived_on=date(2026, 9, 16), **facts)
    result = Duty.objects.get(case=case, rule__key="kn.result_to_mttq")
    # In time by the day it came, not by the day somebody entered it.
    assert (result.met_on, result.due_on) == (date(2026, 9, 16), date(2026, 9, 21))


def a_scan() -> op.NewDocument:
    return op.NewDocument(title="Trả lời.pdf", content=PDF + b"%scan\n")


def test_a_proposal_knows_no_acceptance(office: Office):
    case = at_the_agency(office, kind=Kind.PROPOSAL)
    assert owed(case) == {"mttq.answer_asked"}
    with pytest.raises(NotAllowedNow, match="không qua thụ lý"):
        accepts(office, case)


def test_only_the_competent_body_stretches_or_stops_its_own_limit(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    leader = office.actor("leader")
    duty = Duty.objects.get(case=case, rule__key="kn.resolve_first")
    on = date(2026, 9, 1)
    with unchanged(case), pytest.raises(Unusable, match="chỉ cơ quan có thẩm quyền"):
        op.extend_duty(fresh(case), duty=duty, more=5, because="Đề nghị.", document="1/QĐ", by=leader, on=on)
    with unchanged(case), pytest.raises(Unusable, match="chỉ cơ quan có thẩm quyền"):
        op.pause_duty(fresh(case), duty=duty, first_on=on, document="1/QĐ", because="Đề nghị.", by=leader, on=on)


def test_a_decision_is_never_sent_back_for_clarification(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    decides(office, case, date(2026, 9, 14))
    by = office.actor("agency_head")
    op.answer(fresh(case), result=AnswerResult.REJECTED, text="Giữ nguyên.", by=by, on=date(2026, 9, 15))
    with unchanged(case), pytest.raises(NotAllowedNow, match="kiến nghị cơ quan cấp trên"):
        op.ask_clarification(
            fresh(case),
            weighed=stories.IN_PART,
            what="Vì sao?",
            answer_by=ANSWER_BY,
            by=office.actor("handler"),
            on=date(2026, 9, 16),
        )


# What the petitioner reads


def test_the_petitioner_reads_in_plain_words_where_it_stands(office: Office):
    case = at_the_agency(office)
    assert "đang xem xét việc thụ lý" in stage(case)
    accepts(office, case)
    assert "đã thụ lý ngày 17/08/2026" in stage(case)
    assert "16/09/2026" in stage(case)
    on, by = date(2026, 9, 1), office.actor("agency_head")
    op.record_suspension(case, paper=a_paper("31/QĐ-UBND", on), because="Chờ giám định.", by=by, on=on)
    assert "tạm đình chỉ" in stage(case)


def test_who_finds_the_slip_of_a_denunciation_reads_no_day_of_it(office: Office):
    case = at_the_agency(office, kind=Kind.DENUNCIATION)
    accepts(office, case, date(2026, 8, 18))
    assert "thụ lý" in stage(case)
    assert "2026" not in stage(case)


def stage(case: Case) -> str:
    (standing,) = public.standing(case.matters.get().petition.tracking_code) or []
    return str(standing.proceeding)
