"""One story for each turn of a referral: taken back, passed on and on, what the leader decides; who learns of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from cases import access
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Dispute, Referral
from cases.queries import events_of as events_seen
from cases.queries import referrals_for
from cases.vocabulary import DisputeDecision, DisputeGround, LetterForm, Move, ReferralStatus, Status
from config import reactions
from notifications.models import Message
from notifications.vocabulary import Channel
from tests import stories
from tests.factories import a_unit, the_police
from tests.journeys.standing import events_of, letters_of, owed, waiting
from tests.stories import DAY, Office, a_case, refused, sent_to, unchanged
from workflows.follow import misaligned
from workflows.models import Assignment
from workflows.steps import Step

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def told(case: Case, kind: str, wording: str) -> set[str]:
    """Who hears of the last event of this kind, in which role: the reaction is run as the worker would run it."""
    event = Event.objects.filter(subject_type="cases.case", subject_id=case.pk, kind=kind).latest("pk")
    for reaction in reactions.AFTER_COMMIT[kind]:
        reaction(event)
    rows = Message.objects.filter(event_id=event.pk, template=wording, channel=Channel.IN_APP)
    return {row.user.email for row in rows.select_related("user")}


def endings(case: Case, step: str) -> list[str]:
    return list(Assignment.objects.filter(case=case, step=step).order_by("pk").values_list("ending", flat=True))


# Taken back


def test_the_leader_takes_a_letter_back_before_anybody_answered(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    op.recall_referral(case, because="Gửi nhầm cơ quan.", by=office.actor("leader"), on=DAY)
    case = fresh(case)
    assert (case.status, case.lead.status) == (Status.IN_HAND, ReferralStatus.RECALLED)
    assert (case.lead.recalled_on, case.lead.recalled_because) == (DAY, "Gửi nhầm cơ quan.")
    assert events_of(case)[-1] == "referral.recalled"
    assert owed(case) == {"mttq.forward_after_recall"}
    assert set(waiting(case)) == {Step.DRAFT}
    assert endings(case, Step.ACKNOWLEDGE) == endings(case, Step.CONFIRM_DELIVERY) == ["obsolete"]


def test_what_the_agency_owed_is_void_once_the_letter_is_taken_back(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    op.recall_referral(case, because="Người dân bổ sung đơn.", by=office.actor("leader"), on=DAY)
    assert list(case.duties.filter(unit=office.agency).values_list("state", flat=True)) == ["void"]
    assert endings(case, Step.ANSWER) == ["obsolete"]


def test_the_agency_hears_that_it_need_not_answer_and_reads_why(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    op.recall_referral(case, because="Gửi nhầm cơ quan.", by=office.actor("leader"), on=DAY)
    officer = office.actor("agency_officer")
    assert len(told(case, "referral.recalled", "referral_recalled")) >= 2
    assert next(iter(events_seen(case, seen_by=officer))).kind == "referral.recalled"
    (own,) = referrals_for(officer, case, inside=False)
    assert own.recalled_because == "Gửi nhầm cơ quan."
    with pytest.raises(NotAllowedNow):
        op.acknowledge_referral(case, by=officer, on=DAY)


def test_a_letter_is_not_taken_back_without_a_reason_nor_by_its_handler_nor_once_answered(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    with unchanged(case), pytest.raises(Unusable):
        op.recall_referral(case, because=" ", by=office.actor("leader"), on=DAY)
    with unchanged(case), pytest.raises(PermissionDenied):
        op.recall_referral(case, because="Gửi nhầm.", by=office.actor("handler"), on=DAY)
    stories.answered(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow):
        op.recall_referral(case, because="Gửi nhầm.", by=office.actor("leader"), on=DAY)


def test_whoever_was_asked_to_clear_up_an_answer_is_not_taken_the_letter_from(office: Office):
    case = a_case(office, at=Status.ANSWERED)
    op.ask_clarification(case, what="Bao giờ xong?", answer_by=stories.PROMISED_BY, by=office.actor("handler"), on=DAY)
    assert fresh(case).lead.status == ReferralStatus.ACKNOWLEDGED
    with unchanged(case), pytest.raises(NotAllowedNow, match="làm rõ"):
        op.recall_referral(case, because="Gửi nhầm.", by=office.actor("leader"), on=DAY)


def test_what_was_taken_back_goes_out_again_and_that_is_not_going_round(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    op.recall_referral(case, because="Sai ngày trả lời.", by=office.actor("leader"), on=DAY)
    sent_to(office, fresh(case), office.agency)
    refused(office, case)
    sent_to(office, fresh(case), office.other_agency)
    case = fresh(case)
    assert case.status == Status.FORWARDED
    assert [one.status for one in case.referrals.all()] == ["recalled", "refused", "sent"]
    assert not Dispute.objects.exists()
    assert owed(case) == {"mttq.confirm_delivery"}


def test_a_sealed_letter_is_taken_back_and_only_the_head_hears_of_it(office: Office):
    case = stories.a_denunciation(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.forwarded(office, case)
    op.recall_referral(case, because="Chưa niêm phong bì.", by=office.actor("leader"), on=DAY)
    assert told(case, "referral.recalled", "referral_recalled") == {office.person("agency_leader").email}


# Passed on and on


def test_a_petition_sent_back_to_where_it_was_refused_is_laid_before_the_leader(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    case = fresh(case)
    dispute = case.dispute
    assert (dispute.ground, dispute.proposed, dispute.is_open) == (DisputeGround.BACK_AGAIN, office.agency, True)
    assert dispute.after == case.referrals.filter(agency=office.other_agency).get()
    drafted = Event.objects.filter(subject_id=case.pk, kind="letter.drafted").latest("pk")
    assert drafted.facts["dispute"] == dispute.pk
    assert owed(case) == {"mttq.forward_again", "mttq.settle_dispute"}
    assert waiting(case) == {Step.SETTLE_DISPUTE: 1}
    assert Assignment.objects.get(case=case, ended_at=None).role == "leader"
    assert told(case, "letter.drafted", "petition_goes_round") == {office.person("leader").email}


def test_a_third_transfer_is_laid_before_the_leader_whoever_it_goes_to(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.passed_on_twice(office, case)
    stories.drafted(office, fresh(case), the_police())
    assert fresh(case).dispute.ground == DisputeGround.THIRD_TRANSFER


def test_no_letter_is_laid_for_signature_while_the_leader_has_not_decided(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow, match="đi vòng"):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)


def test_the_leader_sends_it_there_all_the_same_and_it_leaves(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    because = "Đường liên thôn do xã quản lý theo quyết định phân cấp."
    op.settle_dispute(case, decision=DisputeDecision.SEND, because=because, by=office.actor("leader"), on=DAY)
    case = fresh(case)
    assert (case.dispute.agency, case.dispute.settled_by) == (office.agency, office.person("leader"))
    assert events_of(case)[-1] == "dispute.settled"
    assert owed(case) == {"mttq.forward_again"}
    assert waiting(case) == {Step.DRAFT: 1}
    assert told(case, "dispute.settled", "dispute_settled") == {office.person("handler").email}
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    case = fresh(case)
    assert (case.status, case.lead.agency, owed(case)) == (Status.FORWARDED, office.agency, {"mttq.confirm_delivery"})
    assert endings(case, Step.SETTLE_DISPUTE) == ["done"]


def test_the_leader_sends_it_elsewhere_and_only_that_draft_goes_on(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    police = the_police()
    op.settle_dispute(
        case,
        decision=DisputeDecision.SEND_ELSEWHERE,
        agency=police,
        because="Có dấu hiệu vi phạm.",
        by=office.actor("leader"),
        on=DAY,
    )
    with unchanged(case), pytest.raises(NotAllowedNow, match="soạn lại"):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)
    stories.drafted(office, fresh(case), police)
    assert case.disputes.count() == 1
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    assert waiting(case) == {Step.SIGN: 1}


def test_whoever_drafts_against_the_decision_asks_the_leader_once_more(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    op.settle_dispute(case, decision=DisputeDecision.SEND, because="Xã quản lý.", by=office.actor("leader"), on=DAY)
    stories.drafted(office, fresh(case), the_police())
    assert [one.state for one in case.disputes.all()] == ["settled", "open"]
    assert waiting(case) == {Step.SETTLE_DISPUTE: 1}


def test_the_leader_may_send_it_to_the_very_agency_that_refused_last(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    with pytest.raises(Unusable, match="vừa từ chối"):
        stories.drafted(office, fresh(case), office.other_agency)
    op.settle_dispute(
        case,
        decision=DisputeDecision.SEND_ELSEWHERE,
        agency=office.other_agency,
        because="Sở đã nhận qua điện thoại.",
        by=office.actor("leader"),
        on=DAY,
    )
    stories.drafted(office, fresh(case), office.other_agency)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)


def test_the_common_superior_is_asked_by_a_letter_and_then_the_leader_decides_anew(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    above = a_unit("Ủy ban nhân dân tỉnh Nam Thành", "peoples_committee", "province")
    op.settle_dispute(
        case,
        decision=DisputeDecision.ASK_SUPERIOR,
        superior=above,
        because="Hai nơi cùng nói không thuộc mình.",
        by=office.actor("leader"),
        on=DAY,
    )
    assert owed(case) == {"mttq.forward_again", "mttq.ask_superior"}
    with unchanged(case), pytest.raises(NotAllowedNow):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)
    asking = {"reason": "Hai cơ quan cùng từ chối.", "asked": "Xác định cơ quan.", "answer_by": stories.ANSWER_BY}
    stories.other_dispatched(office, fresh(case), form=LetterForm.RECOMMENDATION, to_unit=above, **asking)
    assert owed(case) == {"mttq.forward_again"}
    assert ("recommendation", "dispatched") in letters_of(case)
    stories.drafted(office, fresh(case), office.agency)
    assert waiting(case) == {Step.SETTLE_DISPUTE: 1}


def test_a_decision_needs_a_reason_and_a_place_to_go(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    leader = office.actor("leader")
    for facts in (
        {"decision": DisputeDecision.SEND, "because": " "},
        {"decision": "", "because": "Xã quản lý."},
        {"decision": DisputeDecision.SEND_ELSEWHERE, "because": "Nơi khác."},
        {"decision": DisputeDecision.SEND_ELSEWHERE, "because": "Nơi khác.", "agency": office.agency},
        {"decision": DisputeDecision.SEND_ELSEWHERE, "because": "Nơi khác.", "agency": office.commune},
        {"decision": DisputeDecision.ASK_SUPERIOR, "because": "Hỏi."},
    ):
        with unchanged(case), pytest.raises(Unusable):
            op.settle_dispute(case, by=leader, on=DAY, **facts)


def test_withdrawing_leaves_nothing_for_the_leader_to_decide(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    op.withdraw(case, by=office.actor("handler"), on=DAY)
    case = fresh(case)
    assert (case.dispute, owed(case), waiting(case)) == (None, set(), {})
    assert endings(case, Step.SETTLE_DISPUTE) == ["obsolete"]


def test_a_petition_joined_while_the_leader_ponders_waits_for_the_same_word_when_taken_out(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.sent_to(office, case, office.agency)
    refused(office, case)
    lead = stories.a_petition(office)
    sent_to(office, fresh(case), office.other_agency)
    refused(office, case)
    stories.drafted(office, fresh(case), office.agency)
    op.join(fresh(case), into=lead, because="Cùng đoạn đường.", by=office.actor("leader"), on=DAY)
    assert waiting(case) == {}
    op.unjoin(fresh(case), because="Hai đoạn khác nhau.", by=office.actor("leader"), on=DAY + timedelta(days=1))
    assert waiting(case) == {Step.SETTLE_DISPUTE: 1}
    assert "mttq.settle_dispute" in owed(case)


def test_agencies_learn_nothing_of_the_dispute_about_them(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    op.settle_dispute(case, decision=DisputeDecision.SEND, because="Xã quản lý.", by=office.actor("leader"), on=DAY)
    for agency in (office.agency, office.other_agency):
        officer = office.actor("agency_officer", agency)
        kinds = {event.kind for event in events_seen(case, seen_by=officer)}
        assert kinds == {"referral.dispatched", "referral.refused"}
        assert {one.agency for one in referrals_for(officer, case, inside=False)} == {agency}
        assert not access.may(officer, Move.SETTLE_DISPUTE, case)


def test_every_state_of_a_round_going_petition_has_its_task(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    assert misaligned(case) == ""
    op.settle_dispute(case, decision=DisputeDecision.SEND, because="Xã quản lý.", by=office.actor("leader"), on=DAY)
    assert misaligned(case) == ""
    assert Referral.objects.filter(case=case).count() == 3
