"""One story for each kind and each road in: what happened, what is owed, what waits, which letter, who sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import operations as op
from cases.errors import Unusable
from cases.models import Case
from cases.vocabulary import ContestedWhat, Intake, Kind, LetterStatus, Outcome, Signing, Status
from tests import stories
from tests.journeys.standing import AGENCY, INSIDE, events_of, letters_of, owed, seen_by, waiting
from tests.stories import (
    DAY,
    Office,
    a_petition,
    acknowledged_and_answered,
    delivered,
    forwarded,
    fresh,
    in_hand,
    instructed,
)
from workflows.steps import Step

pytestmark = pytest.mark.django_db
SENT = [
    "case.registered", "case.instructed", "case.taken_up", "letter.drafted", "letter.submitted", "letter.signed",
    "letter.issued", "referral.dispatched", "referral.delivered",
]  # fmt: skip
NOTICE = {"tt36.own_processing", "tcd.result_notice_to_citizen"}
INTERNAL = {"tt36.own_processing"}
# On 2 March 2026 the ten days of the law as it was; the seven working days of NĐ 155 run from 1 July.
A_COMPLAINT = {"mttq.answer_asked", "kn.accept.old"}
DECISION = op.NewContested(number="12/QĐ-UBND", decided_on=DAY - timedelta(days=20), known_on=DAY - timedelta(days=15))


def is_new(office: Office, case: Case, *, owes: set[str]) -> None:
    """Registered: the leader has it to instruct, the own clocks run, no agency knows of it."""
    assert case.status == Status.REGISTERED
    assert events_of(case) == ["case.registered"]
    assert owed(case) == owes
    assert set(waiting(case)) == {Step.INSTRUCT}
    assert letters_of(case) == []
    assert seen_by(office, case) == INSIDE


def goes_out(office: Office, case: Case, *, form: str, answer_owed: set[str]) -> Case:
    """It is instructed, taken up and sent by the letter of its kind: now the agency sees it and owes an answer."""
    instructed(office, case)
    in_hand(office, case)
    forwarded(office, case)
    delivered(office, case)
    case = fresh(case)
    assert events_of(case) == SENT
    assert letters_of(case) == [(form, LetterStatus.DISPATCHED)]
    assert owed(case) == answer_owed
    assert set(waiting(case)) == {Step.ACKNOWLEDGE}
    assert seen_by(office, case) == INSIDE | AGENCY
    return case


# The kinds


def test_a_first_complaint_is_sent_with_its_decision_named_and_its_result_is_asked_for(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, contested=DECISION)
    is_new(office, case, owes=NOTICE)
    assert case.contested.number == "12/QĐ-UBND"
    goes_out(office, case, form="transfer_complaint", answer_owed=A_COMPLAINT)


def test_a_second_complaint_names_the_first_decision(office: Office):
    first = op.NewContested(**(vars(DECISION) | {"first_number": "05/QĐ-UBND", "first_decided_on": DAY}))
    case = a_petition(office, kind=Kind.COMPLAINT_SECOND, contested=first)
    is_new(office, case, owes=NOTICE)
    assert case.contested.first_number == "05/QĐ-UBND"
    goes_out(office, case, form="transfer_complaint", answer_owed=A_COMPLAINT)


def test_an_officer_complains_of_a_disciplinary_decision(office: Office):
    about = op.NewContested(**(vars(DECISION) | {"what": ContestedWhat.DISCIPLINE}))
    case = a_petition(office, kind=Kind.COMPLAINT_DISCIPLINE, contested=about)
    is_new(office, case, owes=NOTICE)
    goes_out(office, case, form="transfer_complaint", answer_owed=A_COMPLAINT)


def test_a_proposal_goes_its_whole_way_and_its_answer_is_reviewed(office: Office):
    case = a_petition(office, kind=Kind.PROPOSAL)
    is_new(office, case, owes=NOTICE)
    case = goes_out(office, case, form="transfer_letter", answer_owed={"mttq.answer_asked"})
    acknowledged_and_answered(office, case, promises=0)
    case = fresh(case)
    assert events_of(case)[-2:] == ["referral.acknowledged", "referral.answered"]
    assert owed(case) == {"mttq.review_answer", "tcd.relay_result_to_citizen"}
    assert set(waiting(case)) == {Step.REVIEW}
    op.accept_answer(case, weighed=stories.IN_FULL, by=office.actor("handler"), on=DAY)
    stories.told(office, case)
    op.close(fresh(case), outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)
    case = fresh(case)
    assert (case.status, owed(case), set(waiting(case))) == (Status.CLOSED, set(), set())


def test_a_reflection_is_refused_by_the_agency_and_comes_back_to_the_handler(office: Office):
    case = a_petition(office, kind=Kind.FEEDBACK)
    is_new(office, case, owes=NOTICE)
    case = goes_out(office, case, form="transfer_letter", answer_owed={"mttq.answer_asked"})
    op.refuse_referral(
        case, reason="not_competent", text="Đường do tỉnh quản lý.", by=office.actor("agency_officer"), on=DAY
    )
    case = fresh(case)
    assert (case.status, owed(case)) == (Status.IN_HAND, {"mttq.forward_again"})
    assert Step.DRAFT in waiting(case)


def test_a_request_about_corruption_runs_beside_the_fifteen_days_of_the_law(office: Office):
    case = a_petition(office, kind=Kind.CORRUPTION)
    is_new(office, case, owes=NOTICE)
    case = goes_out(office, case, form="request_corruption", answer_owed={"mttq.answer_asked", "pctn.answer_mttq"})
    by_law = case.duties.get(rule__key="pctn.answer_mttq")
    # The article may have moved in 2026: what is unsure is never called overdue by law.
    assert by_law.rule.applies_here == "unsure"
    acknowledged_and_answered(office, case, promises=0)
    assert not owed(fresh(case)) & {"mttq.answer_asked", "pctn.answer_mttq"}


@pytest.mark.parametrize(
    ("kind", "limit"), [(Kind.INSPECTION_BOARD, "bttnd.answer"), (Kind.INVESTMENT_BOARD, "bgsdtcd.answer")]
)
def test_what_a_board_recommends_is_confirmed_and_the_commune_owes_an_answer_in_fifteen_days(office, kind, limit):
    case = a_petition(office, kind=kind)
    is_new(office, case, owes=INTERNAL)
    goes_out(office, case, form="transfer_board", answer_owed={"mttq.answer_asked", limit})


def test_a_voters_petition_is_sent_and_followed_like_any_other(office: Office):
    case = a_petition(office, kind=Kind.VOTER)
    is_new(office, case, owes=INTERNAL)
    goes_out(office, case, form="transfer_voter", answer_owed={"mttq.answer_asked"})


def test_an_opinion_on_party_and_authorities_has_no_clock_but_the_offices_own(office: Office):
    case = a_petition(office, kind=Kind.OPINION)
    is_new(office, case, owes=INTERNAL)
    assert {duty.rule.nature for duty in case.duties.select_related("rule")} == {"internal"}
    goes_out(office, case, form="transfer_opinion", answer_owed={"mttq.answer_asked"})


# The roads in


def test_who_comes_to_the_desk_goes_home_with_a_receipt(office: Office, client):
    case = a_petition(office, intake=Intake.IN_PERSON)
    is_new(office, case, owes=NOTICE)
    client.force_login(office.person("receptionist"))
    receipt = client.get(f"/tiep-nhan/{case.pk}/bien-nhan.pdf")
    assert receipt.content.startswith(b"%PDF")


def test_a_letter_by_post_counts_as_signed(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, contested=DECISION, intake=Intake.POST)
    is_new(office, case, owes=NOTICE)
    assert not case.awaits_signature


def test_a_complaint_by_email_is_registered_and_its_clock_waits_for_the_signature(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, contested=DECISION, intake=Intake.EMAIL)
    is_new(office, case, owes=INTERNAL)
    assert case.awaits_signature
    op.record_signature(case, signed_on=DAY, by=office.actor("receptionist"), on=DAY)
    assert events_of(case) == ["case.registered", "petition.signed"]
    assert owed(case) == NOTICE


def test_a_call_about_a_road_is_as_good_as_a_letter(office: Office):
    is_new(office, a_petition(office, kind=Kind.FEEDBACK, intake=Intake.TELEPHONE), owes=NOTICE)


def test_a_note_without_a_name_in_the_opinion_box_is_kept_and_nobody_can_withdraw_it(office: Office):
    case = a_petition(office, intake=Intake.OPINION_BOX, signing=Signing.ANONYMOUS, parties=[])
    is_new(office, case, owes=NOTICE)
    with pytest.raises(Unusable):
        op.withdraw(case, by=office.actor("receptionist"), on=DAY)


def test_what_came_through_the_portal_can_be_followed_by_its_code(office: Office, client):
    case = a_petition(office, intake=Intake.PORTAL)
    is_new(office, case, owes=NOTICE)
    code = case.matters.get().petition.tracking_code
    page = client.post(reverse("portal:follow"), {"code": code}).content.decode()
    assert case.number in page
    assert "Đặng Thị Ngọc Ánh" not in page


def test_a_petition_another_body_forwarded_counts_as_signed_there(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, contested=DECISION, intake=Intake.FORWARDED)
    is_new(office, case, owes=NOTICE)
    goes_out(office, case, form="transfer_complaint", answer_owed=A_COMPLAINT)


def test_words_spoken_in_online_reception_are_taken_down_and_count_as_signed(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, contested=DECISION, intake=Intake.ONLINE)
    is_new(office, case, owes=NOTICE)
    assert not case.awaits_signature
