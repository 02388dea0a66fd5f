"""One story for each turn of a referral: taken back, passed on and on, what the leader decides; who learns of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from cases import access
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.holders import Holder
from cases.holding import course_of_case, course_of_referral
from cases.lifecycle import MIXED, Beside, no_request_open
from cases.models import Case, Dispute, Referral
from cases.queries import documents_for, duties_for, letter_for, moves_open_to, referrals_for
from cases.queries import events_of as events_seen
from cases.statement import beside_the_lead, mark_of
from cases.vocabulary import (
    UNDER_WAY,
    DisputeDecision,
    DisputeGround,
    Kind,
    LetterForm,
    Move,
    Outcome,
    ReferralRole,
    ReferralStatus,
    Status,
)
from config import reactions
from notifications.models import Message
from notifications.vocabulary import Channel
from organizations.models import Unit
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person, a_unit, the_police
from tests.journeys.standing import events_of, letters_of, owed, waiting
from tests.moves import TRIES
from tests.stories import DAY, Office, a_case, fresh, refused, sent_to, unchanged
from workflows.follow import misaligned
from workflows.models import Assignment
from workflows.steps import Step

pytestmark = pytest.mark.django_db


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
    op.ask_clarification(
        case,
        weighed=stories.IN_PART,
        what="Bao giờ xong?",
        answer_by=stories.PROMISED_BY,
        by=office.actor("handler"),
        on=DAY,
    )
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
    assert told(case, "referral.recalled", "referral_recalled") == {office.person("agency_head").email}


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


# Agencies that help beside the lead


def request_of(case: Case, agency: Unit) -> Referral:
    return case.referrals.get(role=ReferralRole.COOPERATING, agency=agency)


def duties_of(request: Referral) -> dict[str, str]:
    return dict(request.duties.values_list("rule__key", "state"))


def test_an_agency_is_asked_to_help_by_a_letter_and_the_case_stays_with_its_lead(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    letter = stories.asked_to_help(office, case)
    case = fresh(case)
    request = request_of(case, office.other_agency)
    assert (letter.form, letter.referral, request.status) == ("cooperation", request, ReferralStatus.SENT)
    assert (case.status, case.lead.agency) == (Status.FORWARDED, office.agency)
    assert events_of(case)[-1] == "other_letter.dispatched"
    assert duties_of(request) == {"mttq.confirm_delivery": "running"}
    assert waiting(case) == {
        Step.CONFIRM_DELIVERY: 1,
        Step.ACKNOWLEDGE: 1,
        Step.CONFIRM_REQUEST: 1,
        Step.ACKNOWLEDGE_REQUEST: 1,
    }
    theirs = Assignment.objects.get(case=case, step=Step.ACKNOWLEDGE_REQUEST)
    assert (theirs.unit, theirs.with_whom) == (office.other_agency, office.other_agency.name)
    helper = {
        office.person(role, office.other_agency).email for role in ("agency_officer", "agency_leader", "agency_head")
    }
    assert told(case, "other_letter.dispatched", "request_for_agency") == helper


def test_a_helper_receives_acknowledges_and_answers_and_its_reply_is_read(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.asked_to_help(office, case)
    request = request_of(case, office.other_agency)
    arrival = {"received_on": DAY, "evidence": "delivery_book", "on": DAY}
    op.confirm_request(case, referral=request, by=office.actor("records_officer"), **arrival)
    assert duties_of(request) == {"mttq.confirm_delivery": "met", "mttq.answer_asked": "running"}
    assert request.duties.get(rule__key="mttq.answer_asked").unit == office.other_agency
    officer = office.actor("agency_officer", office.other_agency)
    op.acknowledge_request(case, by=officer, on=DAY)
    op.answer_request(case, result="explained", text="Thuộc quy hoạch năm 2019.", by=officer, on=DAY)
    assert duties_of(request)["mttq.answer_asked"] == "met"
    assert duties_of(request)["mttq.read_reply"] == "running"
    assert told(case, "request.answered", "reply_of_helper") == {office.person("handler").email}
    reading = Assignment.objects.get(case=case, step=Step.READ_REPLY, ended_at=None)
    assert (reading.owner, reading.duty.rule.key) == (office.person("handler"), "mttq.read_reply")
    op.note_reply(case, by=office.actor("handler"), on=DAY)
    request.refresh_from_db()
    assert (request.status, request.noted_on) == (ReferralStatus.ANSWERED, DAY)
    assert "running" not in duties_of(request).values()
    assert (fresh(case).status, set(waiting(case))) == (Status.FORWARDED, {Step.CONFIRM_DELIVERY, Step.ACKNOWLEDGE})
    assert [kind for kind in events_of(case) if kind.startswith("request.")] == [
        "request.delivered", "request.acknowledged", "request.answered", "request.noted",
    ]  # fmt: skip


def test_a_helper_refuses_with_its_reason_and_the_handler_reads_that_too(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.asked_to_help(office, case)
    officer = office.actor("agency_officer", office.other_agency)
    with unchanged(case), pytest.raises(Unusable):
        op.refuse_request(case, reason="not_competent", text=" ", by=officer, on=DAY)
    op.refuse_request(case, reason="not_competent", text="Hồ sơ ở xã.", belongs_to=office.agency, by=officer, on=DAY)
    request = request_of(case, office.other_agency)
    assert (request.status, request.refusal_reason, request.belongs_to) == ("refused", "not_competent", office.agency)
    assert duties_of(request) == {"mttq.confirm_delivery": "void", "mttq.read_reply": "running"}
    assert fresh(case).status == Status.FORWARDED
    op.note_reply(case, by=office.actor("handler"), on=DAY)
    assert fresh(case).requests[0].is_unread is False


def test_what_a_helper_sends_on_paper_is_entered_for_it_by_the_records_officer(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.asked_to_help(office, case)
    request, records = request_of(case, office.other_agency), office.actor("records_officer")
    paper = stories.a_paper("8/SXD")
    with unchanged(case), pytest.raises(Unusable, match="bản quét"):
        op.acknowledge_request(case, referral=request, by=records, on=DAY)
    op.acknowledge_request(case, referral=request, paper=paper, by=records, on=DAY)
    said = {"result": "explained", "text": "Có.", "number": "9/SXD", "dated_on": DAY}
    with unchanged(case), pytest.raises(Unusable, match="đính kèm"):
        op.answer_request(case, referral=request, by=records, on=DAY, **said)
    papers = [op.NewDocument(title="9-SXD.pdf", content=stories.PDF)]
    op.answer_request(case, referral=request, documents=papers, by=records, on=DAY, **said)
    last = Event.objects.filter(subject_id=case.pk, kind="request.answered").get()
    assert (last.channel, last.facts["referral"]) == ("paper", request.pk)


def test_several_helpers_run_side_by_side_each_with_its_own_tasks(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    police = the_police()
    office.people[police.pk, "agency_officer"] = a_person(police, Role.AGENCY_OFFICER)
    stories.asked_to_help(office, case)
    stories.asked_to_help(office, case, police)
    assert waiting(case)[Step.ACKNOWLEDGE_REQUEST] == 2
    with unchanged(case), pytest.raises(Unusable, match="cần chọn"):
        op.acknowledge_request(case, by=office.actor("records_officer"), on=DAY)
    op.acknowledge_request(case, by=office.actor("agency_officer", police), on=DAY)
    assert request_of(case, police).status == ReferralStatus.ACKNOWLEDGED
    assert request_of(case, office.other_agency).status == ReferralStatus.SENT
    theirs = Assignment.objects.filter(case=case, ended_at=None, unit=police)
    assert [one.step for one in theirs] == [Step.ANSWER_REQUEST]
    assert Assignment.objects.get(case=case, unit=police, ended_at__isnull=False).ending == "done"
    assert misaligned(case) == ""


def test_an_agency_deals_with_its_own_request_and_with_no_other_s(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    police = the_police()
    stranger = a_person(police, Role.AGENCY_OFFICER)
    stories.asked_to_help(office, case)
    request = request_of(case, office.other_agency)
    lead, helper = office.actor("agency_officer"), office.actor("agency_officer", office.other_agency)
    with unchanged(case), pytest.raises(PermissionDenied):
        op.acknowledge_request(case, referral=request, by=lead, on=DAY)
    with unchanged(case), pytest.raises(PermissionDenied):
        op.acknowledge_referral(case, by=helper, on=DAY)
    with unchanged(case), pytest.raises(NotYoursToSee):
        op.acknowledge_request(case, referral=request, by=stories.as_person(stranger, police, "agency_officer"), on=DAY)
    stories.asked_to_help(office, case, police)
    with unchanged(case), pytest.raises(NotYoursToSee):
        op.acknowledge_request(case, referral=request_of(case, police), by=helper, on=DAY)
    assert Move.ACKNOWLEDGE_REQUEST in moves_open_to(helper, fresh(case))
    op.acknowledge_request(case, by=helper, on=DAY)
    # The police have not answered yet: that is no button for who has.
    assert Move.ACKNOWLEDGE_REQUEST not in moves_open_to(helper, fresh(case))


def test_lead_and_helper_see_nothing_of_each_other_s_dealings(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helped(office, case)
    stories.delivered(office, case)
    lead, helper = office.actor("agency_officer"), office.actor("agency_officer", office.other_agency)
    seen = {event.kind for event in events_seen(case, seen_by=helper)}
    assert seen == {"other_letter.dispatched", "request.acknowledged", "request.answered"}
    assert {event.kind for event in events_seen(case, seen_by=lead)} == {"referral.dispatched", "referral.delivered"}
    for reader, agency in ((lead, office.agency), (helper, office.other_agency)):
        assert {one.agency for one in referrals_for(reader, case, inside=False)} == {agency}
        assert {duty.unit for duty in duties_for(reader, case, inside=False)} <= {agency}
    paper = next(one for one in case.documents.all() if one.title == "Trích lục quy hoạch.pdf")
    assert paper in documents_for(helper, case, inside=False)
    assert paper not in documents_for(lead, case, inside=False)
    letter = request_of(case, office.other_agency).letter
    assert letter_for(helper, letter.pk, at=timezone.now()) == letter
    with pytest.raises(NotYoursToSee):
        letter_for(lead, letter.pk, at=timezone.now())
    with pytest.raises(NotYoursToSee):
        letter_for(helper, case.lead.letter.pk, at=timezone.now())


def test_nobody_is_asked_to_help_twice_at_once_nor_the_lead_nor_in_a_sealed_case(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.asked_to_help(office, case)
    for agency in (office.other_agency, office.agency, office.commune):
        with unchanged(case), pytest.raises(Unusable):
            stories.asked_to_help(office, case, agency)
    sealed = stories.a_denunciation(office)
    stories.instructed(office, sealed)
    stories.in_hand(office, sealed)
    with unchanged(sealed), pytest.raises(Unusable, match="niêm phong"):
        stories.asked_to_help(office, sealed)


def test_two_drafts_to_one_helper_send_only_one(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    facts = {"to_unit": office.other_agency, "asked": "Cung cấp.", "answer_by": stories.ANSWER_BY}
    letters = [stories.other_issued(office, case, form=LetterForm.COOPERATION, **facts) for _ in range(2)]
    records = office.actor("records_officer")
    op.dispatch_other(case, letter=letters[0], sent_by="post", by=records, on=DAY)
    with unchanged(case), pytest.raises(NotAllowedNow, match="chưa trả lời"):
        op.dispatch_other(case, letter=letters[1], sent_by="post", by=records, on=DAY)


def test_the_leader_waits_for_a_helper_no_longer_and_it_reads_why(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    request = request_of(case, office.other_agency)
    with unchanged(case), pytest.raises(Unusable):
        op.end_request(case, because="", by=office.actor("leader"), on=DAY)
    op.end_request(case, because="Đã có số liệu.", by=office.actor("leader"), on=DAY)
    request.refresh_from_db()
    assert (request.status, request.ended_because) == (ReferralStatus.ENDED, "Đã có số liệu.")
    assert duties_of(request)["mttq.answer_asked"] == "void"
    helper = office.actor("agency_officer", office.other_agency)
    assert next(iter(events_seen(case, seen_by=helper))).kind == "request.ended"
    assert len(told(case, "request.ended", "request_ended")) == 3
    assert misaligned(case) == ""
    # It may be asked again.
    stories.asked_to_help(office, case)


def test_the_lead_refuses_while_a_helper_has_answered_and_the_reply_is_kept(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helped(office, case)
    refused(office, case)
    case = fresh(case)
    assert (case.status, request_of(case, office.other_agency).status) == (Status.IN_HAND, ReferralStatus.ANSWERED)
    assert set(waiting(case)) == {Step.DRAFT, Step.READ_REPLY}
    assert owed(case) == {"mttq.forward_again", "mttq.read_reply"}
    assert misaligned(case) == ""


def test_a_helper_that_becomes_the_lead_answers_for_the_case_and_helps_no_more(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    op.recall_referral(case, because="Sở nhận chủ trì.", by=office.actor("leader"), on=DAY)
    sent_to(office, fresh(case), office.other_agency)
    case = fresh(case)
    request = request_of(case, office.other_agency)
    assert (case.lead.agency, case.lead.role, request.status) == (office.other_agency, "lead", ReferralStatus.ENDED)
    sent = Event.objects.filter(subject_id=case.pk, kind="referral.dispatched").latest("pk")
    assert sent.facts["requests_ended"] == [request.pk]
    assert set(waiting(case)) == {Step.CONFIRM_DELIVERY, Step.ACKNOWLEDGE}


def test_the_answer_of_the_lead_is_accepted_while_a_helper_is_silent_but_the_case_does_not_close(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    stories.delivered(office, case)
    stories.acknowledged_and_answered(office, case, promises=0)
    op.accept_answer(case, weighed=stories.IN_FULL, by=office.actor("handler"), on=DAY)
    case = fresh(case)
    assert case.status == Status.SUPERVISED
    stories.told(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow, match="phối hợp"):
        op.close(case, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)
    op.end_request(case, because="Không cần nữa.", by=office.actor("leader"), on=DAY)
    op.close(fresh(case), outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)
    assert (fresh(case).status, owed(case)) == (Status.CLOSED, set())


def test_withdrawing_waits_for_no_helper(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    op.withdraw(case, by=office.actor("handler"), on=DAY)
    case = fresh(case)
    assert (case.status, request_of(case, office.other_agency).status) == (Status.CLOSED, ReferralStatus.ENDED)
    assert (owed(case), waiting(case)) == (set(), {})


def test_a_helper_counts_neither_as_a_transfer_nor_as_going_round(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.asked_to_help(office, case)
    op.refuse_request(
        case,
        reason="not_competent",
        text="Không có hồ sơ.",
        by=office.actor("agency_officer", office.other_agency),
        on=DAY,
    )
    refused(office, case)
    stories.drafted(office, fresh(case), office.other_agency)
    assert not Dispute.objects.exists()
    assert fresh(case).lead.again_because == ""


def test_the_days_of_a_helper_stand_on_a_track_of_its_own(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    request = request_of(case, office.other_agency)
    officer, handler = office.actor("agency_officer", office.other_agency), office.actor("handler")
    answered_on, read_on = DAY + timedelta(days=7), DAY + timedelta(days=9)
    op.answer_request(case, result="explained", text="Theo quy hoạch.", by=officer, on=answered_on)
    op.note_reply(case, by=handler, on=read_on)
    assert beside_the_lead(fresh(case)) == [request]
    marks = [mark_of(event) for event in Event.objects.filter(subject_type="cases.case", subject_id=case.pk)]
    course = course_of_referral(marks, request.pk, unit=office.province.pk, until=DAY + timedelta(days=20))
    assert [(one.holder, one.until) for one in course.stretches] == [
        (Holder.AGENCY, answered_on),
        (Holder.HANDLER, read_on),
    ]
    assert course.ended and course.adds_up
    ordinary = course_of_case(
        marks, unit=office.province.pk, until=DAY + timedelta(days=20), beside=frozenset({request.pk})
    )
    assert Holder.AGENCY not in {one.holder for one in ordinary.stretches}


# What several referrals mean for the case: every row of the table


def with_helpers(office: Office, move: str) -> Case:
    """A case where the move is possible, or would be but for those who help: one helps still, one has replied."""
    arrange, _attempt = TRIES[move]
    case = arrange(office)
    case = Case.objects.get(pk=case.pk)
    row = MIXED[Move(move)]
    if row.under_way is not Beside.NONE:
        first, second = (a_unit(f"Sở thứ {n}", "department", "province") for n in (1, 2))
        for unit in (first, second):
            office.people[unit.pk, "agency_officer"] = a_person(unit, Role.AGENCY_OFFICER)
        stories.helping(office, case, first)
        stories.helped(office, case, second)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("move", list(MIXED))
def test_a_move_means_for_helpers_what_the_table_says(office: Office, move: Move):
    row = MIXED[move]
    case = with_helpers(office, move)
    attempt = TRIES[move][1]
    by = next(
        office.actor(grant.role)
        for grant in access.GRANTS[move]
        if grant.role in Role.values and access.may(office.actor(grant.role), move, case)
    )
    before = {one.pk: one.status for one in case.requests}
    if Beside.WAIT in {row.under_way, row.unread}:
        with unchanged(case), pytest.raises(NotAllowedNow, match="phối hợp"):
            attempt(office, case, by)
        for one in case.requests:
            if one.is_unread:
                op.note_reply(case, referral=one, by=office.actor("handler"), on=DAY)
            else:
                op.end_request(case, referral=one, because="Đã đủ.", by=office.actor("leader"), on=DAY)
        attempt(office, fresh(case), by)
        return
    attempt(office, case, by)
    after = {one.pk: one for one in fresh(case).requests}
    for pk, status in before.items():
        ended = row.under_way is Beside.END and status in UNDER_WAY
        assert after[pk].status == (ReferralStatus.ENDED if ended else status)
        assert after[pk].is_unread == (status == ReferralStatus.ANSWERED)
    assert misaligned(case) == ""


def test_the_table_and_the_conditions_of_the_moves_say_the_same():
    waiting_moves = {move for move, row in MIXED.items() if Beside.WAIT in {row.under_way, row.unread}}
    conditioned = {
        move
        for move in set(Move) - {Move.REGISTER}
        for transition in getattr(Case, move)._django_fsm.transitions.values()
        if no_request_open in transition.conditions
    }
    assert conditioned == waiting_moves


def test_no_move_that_ends_a_case_or_gives_it_to_another_is_missing_from_the_table():
    moved = {
        move
        for move in set(Move) - {Move.REGISTER}
        for source, transition in getattr(Case, move)._django_fsm.transitions.items()
        if transition.target is not None and source not in {Status.REGISTERED, Status.INSTRUCTED}
    }
    assert moved <= set(MIXED)


def test_a_case_found_to_be_secret_has_no_helpers_any_more(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    op.reclassify(case, kind=Kind.DENUNCIATION, because="Nội dung là tố cáo.", by=office.actor("leader"), on=DAY)
    assert request_of(case, office.other_agency).status == ReferralStatus.ENDED
    assert not access.may_see(office.actor("agency_officer", office.other_agency), fresh(case))
