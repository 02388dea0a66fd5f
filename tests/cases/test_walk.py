"""The walk of a petition from the door to the archive, and what each refused step leaves behind."""

import hashlib
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Duty
from cases.vocabulary import CommitmentStatus, LetterStatus, Outcome, ReferralStatus, RefusalReason, Status
from tests import stories
from tests.stories import DAY, a_case, a_petition, unchanged
from workflows.follow import misaligned

pytestmark = pytest.mark.django_db


def kinds_of(case):
    return list(
        Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
        .exclude(kind__startswith="task.")
        .order_by("sequence")
        .values_list("kind", flat=True)
    )


def test_a_petition_walks_from_the_door_to_the_archive(office):
    case = a_case(office, at=Status.CLOSED)
    assert kinds_of(case) == [
        "case.registered",
        "case.instructed",
        "case.taken_up",
        "letter.drafted",
        "letter.submitted",
        "letter.signed",
        "letter.issued",
        "referral.dispatched",
        "referral.delivered",
        "referral.acknowledged",
        "referral.answered",
        "answer.accepted",
        "petitioner.told",
        "commitment.verified",
        "case.closed",
    ]
    assert (case.outcome, case.closed_on) == (Outcome.FULFILLED, DAY)
    assert not case.duties.filter(state__in=["running", "paused"]).exists()
    assert misaligned(case) == ""


@pytest.mark.parametrize("status", list(Status))
def test_at_every_station_tasks_agree_and_an_open_case_has_a_clock(office, status):
    case = a_case(office, at=status)
    assert misaligned(case) == ""
    assert case.duties.filter(state="running").exists() == (status != Status.CLOSED)


def test_the_same_form_sent_twice_makes_one_petition(office):
    token = uuid4()
    first = a_petition(office, form_token=token)
    second = a_petition(office, form_token=token)
    assert first == second
    assert kinds_of(first) == ["case.registered"]


def test_numbers_follow_each_other_without_gaps_past_a_refused_registration(office):
    first = a_petition(office)
    with pytest.raises(Unusable) as refusal:
        a_petition(office, summary=" ")
    assert refusal.value.field == "summary"
    second = a_petition(office)
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("received_on", {"received_on": date(2026, 3, 3)}),
        ("received_on", {"received_on": date(1962, 3, 3)}),
        ("received_on", {"received_on": date(1995, 3, 3), "late_because": "Tìm thấy trong tủ"}),
        ("late_because", {"received_on": date(1995, 3, 3)}),
        ("name", {"parties": [op.NewParty(name="  ")]}),
        ("text", {"text": ""}),
        ("kind", {"kind": "love_letter"}),
        ("intake", {"intake": "pigeon"}),
        ("documents", {"documents": [op.NewDocument(title="a.exe", content=b"MZ" + bytes(200))]}),
        ("documents", {"documents": [op.NewDocument(title="a.pdf", content=b"")]}),
    ],
)
def test_impossible_facts_are_named_at_their_field_and_register_nothing(office, field, changes):
    with pytest.raises(Unusable) as refusal:
        a_petition(office, **changes)
    assert refusal.value.field == field
    assert str(refusal.value)
    assert not Case.objects.exists()


def test_the_issued_letter_is_frozen_with_its_number_and_digest(office):
    case = a_case(office, at=Status.FORWARDED)
    letter = case.lead.letter
    with letter.file.open("rb") as file:
        content = file.read()
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).hexdigest() == letter.digest
    assert letter.number == f"01/{office.province.symbol}"
    assert op.preview_letter(case) == content


def test_letters_of_a_unit_are_numbered_in_one_series(office):
    numbers = [a_case(office, at=Status.FORWARDED).lead.letter.serial for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_a_leader_sends_a_draft_back_with_a_word(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.submitted(office, case)
    with pytest.raises(Unusable):
        op.send_back_letter(case, because="", by=office.actor("leader"), on=DAY)
    op.send_back_letter(case, because="Ghi rõ thửa đất.", by=office.actor("leader"), on=DAY)
    case = Case.objects.get(pk=case.pk)
    assert case.lead.letter.status == LetterStatus.DRAFT
    assert case.lead.letter.sent_back_because == "Ghi rõ thửa đất."
    assert misaligned(case) == ""
    stories.submitted(office, case)
    assert Case.objects.get(pk=case.pk).referrals.count() == 1


def test_a_refusing_agency_gives_the_case_back_to_its_handler(office):
    case = a_case(office, at=Status.FORWARDED)
    op.refuse_referral(
        case,
        reason=RefusalReason.NOT_COMPETENT,
        text="Thuộc thẩm quyền của Sở Xây dựng.",
        belongs_to=office.other_agency,
        by=office.actor("agency_officer"),
        on=DAY,
    )
    case = Case.objects.get(pk=case.pk)
    assert case.status == Status.IN_HAND
    assert case.lead.status == ReferralStatus.REFUSED
    assert list(case.duties.filter(state="running").values_list("rule__key", flat=True)) == ["mttq.forward_again"]
    assert misaligned(case) == ""
    with pytest.raises(Unusable):
        stories.drafted(office, case, agency=office.agency)
    stories.drafted(office, case, agency=office.other_agency)
    assert Case.objects.get(pk=case.pk).lead.agency == office.other_agency


def test_the_agency_s_clock_starts_on_the_day_the_letter_arrived(office):
    case = a_case(office, at=Status.FORWARDED)
    assert not Duty.objects.filter(case=case, unit=office.agency).exists()
    stories.delivered(office, case)
    owed = Duty.objects.get(case=case, unit=office.agency)
    assert (owed.rule.key, owed.due_on) == ("mttq.answer_asked", stories.ANSWER_BY)


def test_a_letter_cannot_have_arrived_before_it_was_sent(office):
    case = a_case(office, at=Status.FORWARDED)
    with pytest.raises(Unusable), unchanged(case):
        op.confirm_delivery(
            case,
            received_on=date(2026, 3, 1),
            evidence="delivery_book",
            by=office.actor("records_officer"),
            on=DAY,
        )


def test_an_agency_that_acknowledges_has_received(office):
    case = a_case(office, at=Status.FORWARDED)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.lead.received_on, case.lead.evidence) == (DAY, "portal")
    assert misaligned(case) == ""


def test_an_act_on_paper_is_entered_by_the_records_officer_and_says_so(office):
    case = a_case(office, at=Status.FORWARDED)
    paper = stories.a_paper("51/UBND-VP")
    op.acknowledge_referral(case, paper=paper, by=office.actor("records_officer"), on=DAY)
    event = Event.objects.get(kind="referral.acknowledged")
    assert (event.channel, event.actor_role) == ("paper", "records_officer")


def test_clarification_sets_the_promises_of_that_answer_aside_and_asks_again(office):
    case = a_case(office, at=Status.ANSWERED, promises=2)
    op.ask_clarification(
        case,
        weighed=stories.IN_PART,
        what="Chưa nói khi nào làm.",
        answer_by=date(2026, 4, 1),
        by=office.actor("handler"),
        on=DAY,
    )
    case = Case.objects.get(pk=case.pk)
    assert case.status == Status.FORWARDED
    assert {c.status for c in case.commitments.all()} == {CommitmentStatus.WAIVED}
    assert case.duties.get(state="running").due_on == date(2026, 4, 1)
    stories.replied(office, case)
    op.accept_answer(case, weighed=stories.IN_FULL, by=office.actor("handler"), on=DAY)
    assert misaligned(Case.objects.get(pk=case.pk)) == ""


def test_a_letter_that_comes_after_the_date_it_asks_for_is_due_when_it_comes(office):
    case = a_case(office, at=Status.FORWARDED)
    late = stories.ANSWER_BY + timedelta(days=5)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=late)
    assert Duty.objects.get(case=case, unit=office.agency).due_on == late


def test_a_promise_that_passed_before_the_answer_was_read_is_late_from_the_first_day(office):
    case = a_case(office, at=Status.ANSWERED)
    op.accept_answer(
        case, weighed=stories.IN_FULL, by=office.actor("handler"), on=stories.PROMISED_BY + timedelta(days=3)
    )
    assert Duty.objects.get(case=case, rule__key="mttq.commitment").due_on == stories.PROMISED_BY


def test_a_draft_that_lay_past_its_own_date_is_neither_submitted_nor_signed(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.drafted(office, case)
    with pytest.raises(NotAllowedNow, match="đã qua"), unchanged(case):
        op.submit_letter(case, by=office.actor("handler"), on=stories.ANSWER_BY)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    with pytest.raises(NotAllowedNow, match="đã qua"), unchanged(case):
        op.sign_letter(case, by=office.actor("leader"), on=stories.ANSWER_BY)


def test_a_date_beyond_the_known_calendars_is_refused_at_its_field(office):
    beyond = date(2041, 3, 1)
    case = a_case(office, at=Status.IN_HAND)
    with pytest.raises(Unusable) as refusal, unchanged(case):
        op.draft_letter(
            case,
            agency=office.agency,
            subject="Về đường",
            asked="Sửa",
            answer_by=beyond,
            by=office.actor("handler"),
            on=DAY,
        )
    assert refusal.value.field == "answer_by"
    case = a_case(office, at=Status.FORWARDED)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    with pytest.raises(Unusable) as refusal, unchanged(case):
        op.answer(
            case,
            result="agreed",
            text="Sẽ làm.",
            promises=[op.Promise(what="Sửa đường", who="Phòng Kinh tế", due_on=beyond)],
            by=office.actor("agency_officer"),
            on=DAY,
        )
    assert refusal.value.field == "promises"


def test_no_road_to_closed_leaves_a_commitment_open(office):
    case = a_case(office, at=Status.SUPERVISED, promises=2)
    first, second = case.commitments.all()
    leader, supervisor = office.actor("leader"), office.actor("supervisor")
    with pytest.raises(NotAllowedNow) as refusal, unchanged(case):
        op.close(case, outcome=Outcome.FULFILLED, by=leader, on=DAY)
    assert "cam kết" in str(refusal.value)
    op.verify(case, commitment=first, findings="Đã làm xong.", by=supervisor, on=DAY)
    op.contest(case, commitment=second, findings="Mới làm một nửa.", by=supervisor, on=DAY)
    with pytest.raises(NotAllowedNow):
        op.close(case, outcome=Outcome.FULFILLED, by=leader, on=DAY)
    assert case.duties.get(commitment=second).state == "running"
    op.waive(case, commitment=second, findings="Tuyến đường đã giao tỉnh.", by=supervisor, on=DAY)
    assert case.duties.get(commitment=second).state == "waived"
    op.close(case, outcome=Outcome.PARTLY, by=leader, on=DAY)
    assert misaligned(Case.objects.get(pk=case.pk)) == ""


def test_a_commitment_is_judged_once(office):
    case = a_case(office, at=Status.SUPERVISED, promises=2)
    first = case.commitments.first()
    supervisor = office.actor("supervisor")
    op.verify(case, commitment=first, findings="Đã làm xong.", by=supervisor, on=DAY)
    with pytest.raises(NotAllowedNow), unchanged(case):
        op.verify(case, commitment=first, findings="Đã làm xong.", by=supervisor, on=DAY)


def test_a_commitment_of_another_case_is_refused(office):
    case, other = (a_case(office, at=Status.SUPERVISED) for _ in range(2))
    with pytest.raises(Unusable), unchanged(case):
        op.verify(case, commitment=other.commitments.get(), findings="Đã xem.", by=office.actor("supervisor"), on=DAY)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.CLOSED])
def test_a_withdrawal_from_anywhere_leaves_no_task_and_no_clock(office, status):
    case = a_case(office, at=status)
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)
    assert not case.duties.filter(state="running").exists()
    assert not case.has_unsettled_commitments
    assert misaligned(case) == ""


def test_a_withdrawal_cancels_the_letter_that_was_being_signed(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.submitted(office, case)
    op.withdraw(case, by=office.actor("handler"), on=DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.lead.letter.status, case.lead.status) == (LetterStatus.CANCELLED, ReferralStatus.ENDED)


def test_a_reopened_case_is_in_hand_again_with_a_task_and_a_clock(office):
    case = a_case(office, at=Status.CLOSED)
    with pytest.raises(Unusable), unchanged(case):
        op.ask_reopening(case, because=" ", by=office.actor("supervisor"), on=DAY)
    stories.reopened(office, case, "Cam kết hỏng lại.")
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.outcome, case.lead) == (Status.IN_HAND, "", None)
    assert misaligned(case) == ""
    stories.forwarded(office, case)
    assert misaligned(Case.objects.get(pk=case.pk)) == ""


def test_only_a_handler_of_the_unit_can_be_named(office):
    case = a_petition(office)
    with pytest.raises(Unusable), unchanged(case):
        op.instruct(case, handler=office.person("receptionist"), by=office.actor("leader"), on=DAY)


def test_a_move_out_of_turn_says_why_and_changes_nothing(office):
    case = a_petition(office)
    op.instruct(case, handler=office.person("handler"), by=office.actor("leader"), on=DAY)
    with pytest.raises(NotAllowedNow) as refusal, unchanged(case):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)
    assert "Đã có bút phê" in str(refusal.value)


def test_who_may_see_but_not_do_is_refused_who_may_not_see_finds_nothing(office):
    case = a_petition(office)
    with pytest.raises(PermissionDenied), unchanged(case):
        op.instruct(case, handler=office.person("handler"), by=office.actor("receptionist"), on=DAY)
    with pytest.raises(NotYoursToSee), unchanged(case):
        op.instruct(case, handler=office.person("handler"), by=office.actor("receptionist", office.commune), on=DAY)
    with pytest.raises(NotYoursToSee), unchanged(case):
        op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)


def test_history_and_event_carry_the_same_operation(office):
    case = a_case(office, at=Status.INSTRUCTED)
    row = case.history.first()
    event = Event.objects.get(kind="case.instructed")
    assert row.operation == event.operation
    assert row.history_user == office.person("leader").pk
    assert (event.actor_role, event.facts["before"], event.facts["after"]) == ("leader", "registered", "instructed")
