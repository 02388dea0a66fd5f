"""The petitioner is told what was answered, by the notice that leaves the house or by word; then the case may close."""

from datetime import date, timedelta

import pytest

from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.holders import Holder
from cases.models import Case, Letter, Party, Told
from cases.papers import facts_of
from cases.queries import moves_open_to
from cases.statement import course_for, out_of_step
from cases.vocabulary import Kind, LetterForm, Move, Outcome, Signing, Status, ToldBy
from tests import stories
from tests.stories import DAY, IN_FULL, IN_PART, PROMISED_BY, Office, a_case, fresh
from workflows.follow import misaligned

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RELAY = "tcd.relay_result_to_citizen"


def accepted(office: Office, promises: int = 0) -> Case:
    case = a_case(office, at=Status.ANSWERED, promises=promises)
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    return fresh(case)


def steps(case: Case) -> set[str]:
    assert misaligned(fresh(case)) == ""
    assert out_of_step(fresh(case), on=date(2026, 6, 1)) == ""
    return set(case.assignments.filter(ended_at=None).values_list("step", flat=True))


def relay(case: Case) -> str:
    state: str = case.duties.filter(rule__key=RELAY).order_by("-pk").values_list("state", flat=True).first() or ""
    return state


def test_accepting_the_answer_tells_nobody_the_notice_does(office: Office) -> None:
    case = accepted(office)
    assert relay(case) == "running", "five working days, and nobody has written yet"
    assert steps(case) == {"tell_result"}
    assert course_for(case, on=date(2026, 6, 1)).lies_with == Holder.HANDLER
    with pytest.raises(NotAllowedNow, match="chưa được báo kết quả"):
        op.close(case, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)
    letter = stories.other_drafted(office, case, form=LetterForm.NOTICE_RESULT)
    assert steps(case) == {"tell_result"}
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=DAY)
    assert steps(case) == {"sign_other"}
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=DAY)
    op.issue_other(case, letter=letter, by=office.actor("records_officer"), on=DAY)
    assert relay(case) == "running", "a numbered letter in a drawer tells nobody"
    op.dispatch_other(case, letter=letter, sent_by="post", by=office.actor("records_officer"), on=DAY)
    assert relay(case) == "met"
    assert steps(case) == {"close"}
    assert course_for(case, on=date(2026, 6, 1)).lies_with == Holder.LEADER
    op.close(case, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)


def test_a_word_on_the_telephone_counts_with_who_when_and_what(office: Office) -> None:
    case = accepted(office)
    later = DAY + timedelta(days=3)
    stories.told(office, case, on=later, by=office.actor("receptionist"))
    kept = Told.objects.get(case=case)
    assert (kept.told_on, kept.told_by, kept.how) == (later, office.person("receptionist"), ToldBy.TELEPHONE)
    assert kept.party.name.startswith("Đặng Thị Ngọc Ánh")
    assert case.duties.get(rule__key=RELAY).met_on == later
    assert steps(case) == {"close"}


def test_what_is_told_beside_open_promises_waits_for_neither(office: Office) -> None:
    case = accepted(office, promises=1)
    assert steps(case) == {"verify", "tell_result"}
    by = office.actor("supervisor")
    op.verify(case, commitment=case.commitments.get(), findings="Đã xem.", by=by, on=DAY)
    assert steps(case) == {"tell_result"}
    stories.told(office, case)
    assert steps(case) == {"close"}


def test_a_result_told_before_it_was_weighed_is_told(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED, promises=0)
    stories.told(office, case)
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    assert steps(case) == {"close"}


def test_what_is_asked_again_is_no_result_yet(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    said = {"what": "Khi nào xong?", "answer_by": PROMISED_BY, "weighed": IN_PART}
    op.ask_clarification(case, by=office.actor("handler"), on=DAY, **said)
    assert relay(case) == "void"
    stories.replied(office, case, promises=0)
    assert relay(case) == "running"


def test_who_gave_no_name_cannot_be_told_and_nothing_is_owed(office: Office) -> None:
    case = stories.a_petition(office, parties=[], signing=Signing.ANONYMOUS)
    for step in (stories.instructed, stories.in_hand, stories.forwarded):
        step(office, case)
    stories.delivered(office, case)
    stories.acknowledged_and_answered(office, case, promises=0)
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    assert relay(case) == ""
    assert steps(case) == {"close"}


def test_what_cannot_be_is_refused(office: Office) -> None:
    case, other = accepted(office), accepted(office)
    mine = Party.objects.get(petition__matters__case=case)
    stranger = Party.objects.get(petition__matters__case=other)
    good = {"party": mine, "how": ToldBy.IN_PERSON, "text": "Đã báo."}
    for wrong in (
        {"party": stranger},
        {"party": None},
        {"how": "smoke"},
        {"text": " "},
        {"told_on": DAY - timedelta(days=1)},
        {"told_on": DAY + timedelta(days=1)},
    ):
        with stories.unchanged(case), pytest.raises(Unusable):
            op.record_told(case, by=office.actor("handler"), on=DAY, **(good | wrong))


def test_the_notice_says_what_may_be_done_next_with_the_days_of_the_law(office: Office) -> None:
    complaint = stories.a_complaint_at_the_agency(office)
    stories.accepted(office, complaint)
    stories.decided(office, complaint)
    stories.replied(office, complaint, promises=0)
    proposal = a_case(office, at=Status.ANSWERED)
    said = {}
    for case in (complaint, proposal):
        letter = stories.other_drafted(office, fresh(case), form=LetterForm.NOTICE_RESULT)
        # In the words in force today: those of the story's year had one sentence for everybody.
        written = Letter.objects.get(pk=letter.pk)
        said[case.kind] = "\n".join(facts_of(written)["next_steps"])
    assert "30 ngày" in said[Kind.COMPLAINT]
    assert "45 ngày" in said[Kind.COMPLAINT]
    assert "Điều 33" in said[Kind.COMPLAINT]
    assert "khiếu nại lần hai" not in said[Kind.PROPOSAL]
    assert "kiến nghị, phản ánh tiếp" in said[Kind.PROPOSAL]


def test_only_whoever_meets_the_petitioner_writes_it_down(office: Office) -> None:
    case = accepted(office)
    roles = ("receptionist", "handler", "leader", "records_officer", "supervisor")
    may = {role for role in roles if Move.RECORD_TOLD in moves_open_to(office.actor(role), case)}
    assert may == {"receptionist", "handler"}
