"""What an agency answered or decided is contested before its superior; whatever comes back, there is a road on."""

from datetime import date, timedelta

import pytest

from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.holders import Holder
from cases.models import Case, Letter, Recommendation
from cases.papers import facts_of
from cases.queries import moves_open_to
from cases.statement import course_for, out_of_step, statement_of
from cases.vocabulary import (
    LetterStatus,
    Move,
    NotAccepted,
    Outcome,
    Position,
    ProceedingFact,
    RecommendationState,
    RungKind,
    Status,
    SuperiorResult,
)
from tests import stories
from tests.stories import DAY, IN_FULL, PROMISED_BY, Office, a_case, a_paper, at_the_superior, fresh, recommended, swept
from workflows.follow import misaligned

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEXT = DAY + timedelta(days=7)


def steps(case: Case) -> set[str]:
    assert misaligned(fresh(case)) == ""
    return set(case.assignments.filter(ended_at=None).values_list("step", flat=True))


def state(case: Case, key: str) -> str | None:
    found: str | None = case.duties.filter(rule__key=key).order_by("-pk").values_list("state", flat=True).first()
    return found


def lies_with(case: Case) -> str:
    assert out_of_step(fresh(case), on=date(2026, 6, 1)) == ""
    return course_for(case, on=date(2026, 6, 1)).lies_with


def a_decided_complaint(office: Office) -> Case:
    case = stories.a_complaint_at_the_agency(office)
    stories.accepted(office, case)
    stories.decided(office, case)
    stories.replied(office, case, promises=0)
    return fresh(case)


def test_a_recommendation_takes_the_case_to_the_superior_and_its_days_are_the_superiors(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    letter = recommended(office, case)
    assert steps(case) == {"review"}, "a draft takes nothing from anybody"
    assert lies_with(case) == Holder.HANDLER
    stories.send_out(office, case, letter, on=DAY)
    assert steps(case) == {"await_superior"}
    assert lies_with(case) == Holder.SUPERIOR
    assert course_for(case, on=date(2026, 6, 1)).at_unit == office.other_agency.pk
    told = statement_of(fresh(case), seen_by=office.actor("handler"), on=date(2026, 6, 1), inside=True, opened=True)
    assert told.case.held[-1].who == f"Cơ quan cấp trên: {office.other_agency.name}"
    assert fresh(case).status == Status.ANSWERED
    assert state(case, "mttq.review_answer") == "met"
    waiting = case.duties.get(rule__key="mttq.superior_answer")
    assert (waiting.state, waiting.unit) == ("running", office.other_agency)


def test_while_the_letter_waits_for_a_signature_nobody_accepts_the_answer_beside_it(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    letter = recommended(office, case)
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=DAY)
    assert steps(case) == {"sign_other"}
    with pytest.raises(NotAllowedNow):
        op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    op.send_back_other(case, letter=letter, because="Nêu rõ hơn.", by=office.actor("leader"), on=DAY)
    assert steps(case) == {"review"}


def test_the_law_counts_seven_days_from_the_superiors_own_decision(office: Office) -> None:
    case = a_decided_complaint(office)
    contested = case.proceedings.get(what=ProceedingFact.DECIDED)
    at_the_superior(office, case, proceeding=contested)
    assert not case.duties.filter(rule__key="kn.superior_reply_to_mttq").exists(), "it has not decided yet"
    op.record_superior_decision(case, paper=a_paper("88/QĐ-UBND", NEXT), by=office.actor("records_officer"), on=NEXT)
    owed = case.duties.get(rule__key="kn.superior_reply_to_mttq")
    assert (owed.started_on, owed.due_on, owed.unit) == (NEXT, NEXT + timedelta(days=7), office.other_agency)
    assert lies_with(case) == Holder.SUPERIOR
    came = NEXT + timedelta(days=9)
    op.record_superior_reply(
        case,
        paper=a_paper("90/UBND-VP", NEXT + timedelta(days=8)),
        result=SuperiorResult.UPHELD,
        text="Quyết định đúng pháp luật.",
        by=office.actor("records_officer"),
        on=came,
    )
    owed.refresh_from_db()
    assert (owed.state, owed.met_on) == ("met", came)
    assert owed.met_on > owed.due_on, "late by law, and it stays so"
    assert steps(case) == {"review"}


def test_a_reply_that_tells_of_its_decision_opens_and_meets_the_law_at_once(office: Office) -> None:
    case = a_decided_complaint(office)
    at_the_superior(office, case, proceeding=case.proceedings.get(what=ProceedingFact.DECIDED))
    op.record_superior_reply(
        case,
        paper=a_paper("90/UBND-VP", NEXT),
        result=SuperiorResult.UPHELD,
        text="Giữ nguyên.",
        decided_on=NEXT - timedelta(days=2),
        decision_number="88/QĐ-UBND",
        by=office.actor("handler"),
        on=NEXT,
    )
    owed = case.duties.get(rule__key="kn.superior_reply_to_mttq")
    assert (owed.started_on, owed.state) == (NEXT - timedelta(days=2), "met")


def test_the_superior_upholds_and_the_case_walks_to_its_end(office: Office) -> None:
    case = a_decided_complaint(office)
    at_the_superior(office, case, proceeding=case.proceedings.get(what=ProceedingFact.DECIDED))
    paper, by = a_paper("90/UBND-VP", NEXT), office.actor("records_officer")
    op.record_superior_reply(case, paper=paper, result=SuperiorResult.UPHELD, text="Đúng luật.", by=by, on=NEXT)
    assert lies_with(case) == Holder.HANDLER
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=NEXT)
    stories.told(office, case, on=NEXT)
    op.close(case, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=NEXT)
    assert fresh(case).status == Status.CLOSED


def test_the_superior_answers_for_the_petitioner_and_its_word_is_what_is_relayed(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    at_the_superior(office, case)
    op.record_superior_reply(
        case,
        paper=a_paper("90/UBND-VP", NEXT),
        result=SuperiorResult.ANSWERED,
        text="Tỉnh bố trí vốn, sửa xong trước mùa mưa.",
        by=office.actor("records_officer"),
        on=NEXT,
    )
    assert steps(case) == {"review"}
    assert state(case, "tcd.relay_result_to_citizen") == "running"
    letter = stories.other_drafted(office, case, form="notice_result", on=NEXT)
    told = facts_of(Letter.objects.get(pk=letter.pk))
    assert told["agency"] == office.other_agency.name
    assert told["result"] == "Tỉnh bố trí vốn, sửa xong trước mùa mưa."
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=NEXT)
    assert fresh(case).status == Status.SUPERVISED


def test_the_superior_orders_a_decision_anew_and_the_agency_decides_again(office: Office) -> None:
    case = a_decided_complaint(office)
    at_the_superior(office, case, proceeding=case.proceedings.get(what=ProceedingFact.DECIDED))
    by = office.actor("records_officer")
    paper = a_paper("91/UBND-VP", NEXT)
    op.record_superior_order(case, paper=paper, text="Giải quyết lại.", answer_by=PROMISED_BY, by=by, on=NEXT)
    again = fresh(case)
    assert (again.status, again.position) == (Status.FORWARDED, Position.ACCEPTED)
    assert lies_with(case) == Holder.AGENCY
    assert course_for(case, on=date(2026, 6, 1)).at_unit == office.agency.pk
    assert steps(case) == {"decide"}
    later = NEXT + timedelta(days=14)
    op.record_decision(
        case,
        paper=a_paper("99/QĐ-UBND", later),
        what=ProceedingFact.DECIDED,
        by=office.actor("agency_leader"),
        on=later,
    )
    op.answer(case, result="agreed", text="Đã giải quyết lại.", by=office.actor("agency_leader"), on=later)
    assert steps(case) == {"review"}


def test_the_superior_orders_to_accept_what_was_refused(office: Office) -> None:
    case = stories.a_complaint_at_the_agency(office)
    op.refuse_acceptance(
        case,
        paper=a_paper("13/TB-UBND"),
        ground=NotAccepted.TIME_BARRED,
        because="Quá 90 ngày.",
        by=office.actor("agency_leader"),
        on=DAY,
    )
    at_the_superior(office, case, proceeding=case.proceedings.get(what=ProceedingFact.REFUSED))
    by = office.actor("handler")
    order = a_paper("91/UBND-VP", NEXT)
    op.record_superior_order(case, paper=order, text="Thụ lý lại.", answer_by=PROMISED_BY, by=by, on=NEXT)
    assert fresh(case).position == Position.WAITING
    assert steps(case) == {"accept_or_refuse"}
    op.record_acceptance(case, paper=a_paper("14/TB-UBND", NEXT), by=office.actor("agency_leader"), on=NEXT)
    assert fresh(case).position == Position.ACCEPTED


def test_a_silent_superior_is_late_by_the_letter_and_the_handler_may_go_on_without_it(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    at_the_superior(office, case)
    swept(DAY + timedelta(days=40))
    assert case.duties.get(rule__key="mttq.superior_answer").is_overdue(on=DAY + timedelta(days=40))
    higher = recommended(office, case, superior=office.agency.__class__.objects.get(pk=office.other_agency.pk))
    assert Recommendation.objects.filter(case=case).count() == 2
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY + timedelta(days=41))
    assert set(Recommendation.objects.filter(case=case).values_list("state", flat=True)) == {
        RecommendationState.DROPPED
    }
    assert Letter.objects.get(pk=higher.pk).status == LetterStatus.CANCELLED
    assert state(case, "mttq.superior_answer") == "void"


def test_another_superior_is_asked_and_the_first_is_waited_for_no_more(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    at_the_superior(office, case)
    at_the_superior(office, case, on=NEXT, subject="Kiến nghị lần hai")
    assert list(Recommendation.objects.filter(case=case).order_by("pk").values_list("state", flat=True)) == [
        RecommendationState.DROPPED,
        RecommendationState.SENT,
    ]
    assert case.duties.filter(rule__key="mttq.superior_answer", state="running").count() == 1


def test_a_withdrawal_while_the_superior_has_it_leaves_nothing_owed(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    at_the_superior(office, case)
    op.withdraw(case, by=office.actor("handler"), on=NEXT)
    assert not case.duties.filter(state="running").exists()
    assert steps(case) == set()
    assert Recommendation.objects.get(case=case).state == RecommendationState.DROPPED


def test_on_the_ladder_the_superior_is_told_and_the_agency_has_to_answer_all_the_same(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    stories.chased_up_to(RungKind.SUPERIOR)(office, case)
    day = date(2026, 9, 7)
    stories.chased(office, case, on=day)
    sent = Recommendation.objects.get(case=case)
    assert (sent.state, sent.is_about_silence) == (RecommendationState.SENT, True)
    assert course_for(case, on=day).lies_with == Holder.AGENCY
    came = day + timedelta(days=3)
    op.record_superior_reply(
        case,
        paper=a_paper("95/UBND-VP", came),
        result=SuperiorResult.ORDERED,
        text="Đã yêu cầu xã trả lời.",
        by=office.actor("records_officer"),
        on=came,
    )
    assert fresh(case).status == Status.FORWARDED
    assert Move.RECORD_SUPERIOR_ORDER not in moves_open_to(office.actor("records_officer"), fresh(case))
    assert steps(case) == {"answer"}


def test_what_cannot_be_is_refused_at_its_field(office: Office) -> None:
    case = a_decided_complaint(office)
    other = a_decided_complaint(office)
    for wrong in (
        {"superior": None},
        {"superior": office.agency},
        {"superior": office.province},
        {"answer_by": None},
        {"answer_by": DAY},
        {"subject": " "},
        {"reason": " "},
        {"proceeding": other.proceedings.get(what=ProceedingFact.DECIDED)},
        {"proceeding": case.proceedings.get(what=ProceedingFact.ACCEPTED)},
    ):
        with stories.unchanged(case), pytest.raises(Unusable):
            recommended(office, case, **wrong)
    at_the_superior(office, case, on=NEXT)
    by = office.actor("handler")
    for wrong in (
        {"paper": a_paper("90/UBND-VP", DAY)},
        {"result": SuperiorResult.ORDERED},
        {"text": ""},
        {"decided_on": DAY},
    ):
        said = {"paper": a_paper("90/UBND-VP", NEXT), "result": SuperiorResult.UPHELD, "text": "Đúng."} | wrong
        with stories.unchanged(case), pytest.raises(Unusable):
            op.record_superior_reply(case, by=by, on=NEXT, **said)
    with stories.unchanged(case), pytest.raises(Unusable):
        op.record_superior_order(
            case, paper=a_paper("90/UBND-VP", NEXT), text="Trả lời lại.", answer_by=NEXT, by=by, on=NEXT
        )
