"""Every end of the tree as an office lives it: what is recorded, owed, waited for, written, and who can see it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from cases import operations as op
from cases import public, queries
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Letter, Screening
from cases.timeline import timeline
from cases.vocabulary import Kind, LetterForm, Outcome, ScreenedTo, ScreeningState, SentBy, Status
from deadlines.vocabulary import DutyState
from notifications.models import Message
from tests import stories
from tests.factories import a_person, the_party, the_police
from tests.notifications.hearing import deliver_all
from tests.stories import ANSWER_BY, ANSWERS, DAY, DENOUNCED, Office, a_petition, fresh

pytestmark = pytest.mark.django_db

COMPLAINED = {"kind": "complaint", "urgent": "no", "same_open": "no", "named": "yes", "signed": "yes", "dated": "yes"}
COMPLAINED |= {"vietnamese": "yes", "sent_also": "no", "guided": "no", "settled": "no", "represented": "single"}
NOT_SENT_ON = {Outcome.GUIDED, Outcome.RETURNED, Outcome.SPLIT_ASKED, Outcome.FILED_AWAY}


def in_hand(office: Office, **facts: object) -> Case:
    """Register, instruct and take up."""
    case = a_petition(office, **facts)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    return Case.objects.get(pk=case.pk)


def a_complaint(office: Office, **facts: object) -> Case:
    return in_hand(office, kind=Kind.COMPLAINT, **facts)


def found_to_denounce(office: Office) -> Case:
    case = stories.a_denunciation(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    return fresh(case)


def screened(office: Office, case: Case, answers: dict[str, str], *, on: date = DAY, **facts: object) -> Screening:
    return op.screen(case, answers=answers, by=office.actor("handler"), on=on, **facts)  # type: ignore[arg-type]


def events(case: Case) -> list[str]:
    return list(Event.objects.filter(subject_type="cases.case", subject_id=case.pk).values_list("kind", flat=True))


def tasks(case: Case) -> set[str]:
    return set(case.assignments.filter(ended_at=None).values_list("step", flat=True))


def running(case: Case) -> set[str]:
    return set(case.duties.filter(state=DutyState.RUNNING).values_list("rule__key", flat=True))


def state_of(case: Case, key: str) -> str:
    return str(case.duties.get(rule__key=key).state)


def told(template: str) -> set[int]:
    deliver_all()
    return set(Message.objects.filter(template=template, user__isnull=False).values_list("user_id", flat=True))


def nothing_is_left(case: Case, outcome: str) -> None:
    """A case that ended this way owes nothing, waits for nobody and was never shown to an agency."""
    case = fresh(case)
    assert (case.status, case.outcome) == (Status.CLOSED, outcome)
    assert (running(case), tasks(case)) == (set(), set())
    if outcome in NOT_SENT_ON:
        assert not case.sent_to.exists()


def filed(office: Office, case: Case, leaf: str, answers: dict[str, str]) -> Case:
    """Screen to a leaf that files away, have it confirmed, and file it."""
    screening = screened(office, case, answers)
    assert (screening.leaf, screening.decided) == (leaf, ScreenedTo.FILE_AWAY)
    assert tasks(case) == {"confirm_screening"}
    stories.confirmed(office, case)
    assert tasks(case) == {"file_away"}
    op.file_away(case, by=office.actor("handler"), on=DAY)
    nothing_is_left(case, Outcome.FILED_AWAY)
    return fresh(case)


def sent_to(office: Office, case: Case) -> Case:
    """From here the letter goes the way of every transfer."""
    assert tasks(case) == {"draft"}
    stories.forwarded(office, fresh(case))
    case = fresh(case)
    assert case.status == Status.FORWARDED
    assert {"tt36.own_processing", "tc.transfer_not_competent"} & running(case) == set()
    return case


# --- taken up and forwarded --------------------------------------------------------------------------------------


def test_a_plain_proposal_is_sent_on_and_only_the_mttq_reads_how_it_was_screened(office):
    case = in_hand(office)
    assert tasks(case) == {"screen"}
    screening = screened(office, case, ANSWERS[ScreenedTo.FORWARD])
    assert (screening.leaf, screening.state) == ("knpa_not_competent", ScreeningState.STANDS)
    assert case.assignments.get(step="screen").ending == "done"
    case = sent_to(office, case)
    inside = [one.kind for one in timeline(case, seen_by=office.actor("supervisor"))]
    outside = [one.kind for one in timeline(case, seen_by=office.actor("agency_officer"))]
    assert "case.screened" in inside
    assert outside == ["referral.dispatched"]
    assert "case.screened" not in [one.kind for one in queries.events_of(case, seen_by=office.actor("agency_officer"))]


def test_a_complaint_the_mttq_wants_to_follow_is_forwarded_with_the_letter_for_complaints(office):
    case = a_complaint(office)
    assert screened(office, case, COMPLAINED | {"followed": "yes"}).leaf == "kn_at_mttq"
    case = sent_to(office, case)
    assert case.letter.form == "transfer_complaint"
    assert "mttq.confirm_delivery" in running(case)


def test_a_request_against_corruption_is_forwarded_as_one(office):
    case = in_hand(office, kind=Kind.CORRUPTION)
    answers = {"kind": "corruption", "urgent": "no", "same_open": "no"}
    assert screened(office, case, answers).leaf == "corruption_request"
    assert sent_to(office, case).letter.form == "request_corruption"


def test_a_denunciation_is_forwarded_only_once_a_second_person_agreed(office):
    case = found_to_denounce(office)
    screening = screened(office, case, DENOUNCED)
    assert (screening.leaf, screening.decided, screening.waits) == ("tc_not_competent", ScreenedTo.FORWARD, True)
    assert tasks(case) == {"confirm_screening"}
    assert told("screening_to_confirm") == {office.person("leader").pk}
    with stories.unchanged(case), pytest.raises(NotAllowedNow, match="chờ người thứ hai"):
        stories.drafted(office, fresh(case))
    stories.confirmed(office, case)
    assert office.person("handler").pk in told("screening_confirmed")
    assert "screening.confirmed" in events(case)
    sent_to(office, case)


def test_a_nameless_denunciation_with_evidence_is_passed_on_as_information(office):
    case = found_to_denounce(office)
    answers = DENOUNCED | {"named": "no", "evidence": "yes"}
    assert screened(office, case, answers).leaf == "tc_anonymous_evidence"
    stories.confirmed(office, case)
    sent_to(office, case)


# --- guided, returned, asked to split ----------------------------------------------------------------------------


def test_guidance_ends_the_case_once_its_letter_has_left(office):
    case = a_complaint(office)
    screening = screened(office, case, COMPLAINED | {"followed": "no"})
    assert (screening.leaf, screening.decided) == ("kn_not_competent", ScreenedTo.GUIDE)
    assert tasks(case) == {"write_to_sender"}
    with pytest.raises(NotAllowedNow, match="chưa được gửi"):
        op.guide(case, by=office.actor("handler"), on=DAY)
    letter = stories.other_submitted(
        office, case, form=LetterForm.GUIDANCE, to_unit=office.agency, basis="Điều 66 Luật Khiếu nại"
    )
    assert tasks(case) == {"sign_other"}
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=DAY)
    op.issue_other(case, letter=letter, by=office.actor("records_officer"), on=DAY)
    assert tasks(case) == {"dispatch_other"}
    assert "tcd.result_notice_to_citizen" in running(case)
    op.dispatch_other(case, letter=letter, sent_by=SentBy.POST, by=office.actor("records_officer"), on=DAY)
    assert state_of(case, "tcd.result_notice_to_citizen") == DutyState.MET
    assert tasks(case) == {"guide"}
    op.guide(case, by=office.actor("handler"), on=DAY)
    nothing_is_left(case, Outcome.GUIDED)
    assert state_of(case, "tt36.own_processing") == DutyState.MET
    standing = public.standing(case.matters.get().petition.tracking_code)
    assert [one.outcome for one in standing] == ["Đã hướng dẫn người gửi"]


def test_the_same_content_is_guided_once_and_filed_away_the_second_time(office):
    said = {"text": "Quyết định 12 thu hồi đất nhà tôi sai diện tích, tôi đã nêu nhiều lần mà chưa ai xem lại."}
    first = a_complaint(office, **said)
    screened(office, first, COMPLAINED | {"followed": "no"})
    stories.other_dispatched(office, first, form=LetterForm.GUIDANCE, to_unit=office.agency, basis="Điều 66")
    op.guide(first, by=office.actor("handler"), on=DAY)
    again = a_complaint(office, again=True, **said)
    with stories.unchanged(again), pytest.raises(Unusable, match="đã được hướng dẫn một lần") as refused:
        screened(office, again, COMPLAINED | {"followed": "no"})
    assert refused.value.field == "decided"
    with stories.unchanged(again), pytest.raises(Unusable, match=first.number):
        stories.other_drafted(office, again, LetterForm.GUIDANCE, to_unit=office.agency, basis="Điều 66")
    filed(office, again, "ineligible", COMPLAINED | {"guided": "yes"})


def test_a_complaint_without_signature_is_returned_to_be_completed(office):
    case = a_complaint(office, signed=False)
    screening = screened(office, case, COMPLAINED | {"signed": "no"})
    assert (screening.leaf, screening.decided) == ("kn_incomplete", ScreenedTo.RETURN)
    assert tasks(case) == {"confirm_screening"}
    stories.confirmed(office, case)
    assert tasks(case) == {"write_to_sender"}
    stories.other_dispatched(office, case, form=LetterForm.RETURN_PETITION, reason="Đơn chưa có chữ ký.")
    assert tasks(case) == {"return_to_sender"}
    op.return_to_sender(case, by=office.actor("handler"), on=DAY)
    nothing_is_left(case, Outcome.RETURNED)
    assert Letter.objects.get(case=case).form == LetterForm.RETURN_PETITION


def test_several_complainants_without_representative_get_their_petition_back(office):
    case = a_complaint(office, signers=7)
    screening = screened(office, case, COMPLAINED | {"represented": "missing"})
    assert (screening.leaf, screening.decided, screening.waits) == ("kn_group", ScreenedTo.RETURN, True)
    stories.confirmed(office, case)
    stories.other_dispatched(office, case, form=LetterForm.RETURN_PETITION, reason="Chưa cử người đại diện.")
    op.return_to_sender(case, by=office.actor("handler"), on=DAY)
    nothing_is_left(case, Outcome.RETURNED)


def test_a_petition_of_several_kinds_is_asked_to_be_split(office):
    case = in_hand(office)
    screening = screened(office, case, ANSWERS[ScreenedTo.ASK_TO_SPLIT])
    assert (screening.leaf, screening.decided, screening.kind) == ("mixed_contents", ScreenedTo.ASK_TO_SPLIT, "")
    assert tasks(case) == {"write_to_sender"}
    stories.other_dispatched(office, case, form=LetterForm.GUIDANCE_SPLIT, asked="Viết riêng từng đơn.")
    assert state_of(case, "tcd.result_notice_to_citizen") == DutyState.MET
    op.ask_to_split(case, by=office.actor("handler"), on=DAY)
    nothing_is_left(case, Outcome.SPLIT_ASKED)
    assert events(case)[-1] == "case.split_asked"


# --- filed away --------------------------------------------------------------------------------------------------


def test_a_petition_sent_to_the_competent_body_as_well_is_filed_away_for_a_year(office):
    case = filed(office, in_hand(office), "ineligible", ANSWERS[ScreenedTo.FILE_AWAY])
    assert case.screening.kept_until == date(2027, 3, 2)
    assert state_of(case, "tcd.result_notice_to_citizen") == DutyState.VOID, "no reply is owed"
    assert not case.letters.exists()
    assert Event.objects.filter(kind="case.filed_away", subject_id=case.pk).get().facts["kept_until"] == "2027-03-02"


@pytest.mark.parametrize(
    ("leaf", "answers"),
    [
        ("kn_resolved_effective", COMPLAINED | {"settled": "yes"}),
        ("tc_multi_addressee", DENOUNCED | {"sent_also": "yes"}),
        ("tc_multi_addressee", DENOUNCED | {"guided": "transferred"}),
        ("tc_anonymous_no_evidence", DENOUNCED | {"named": "no", "evidence": "no"}),
        ("tc_concluded_no_new", DENOUNCED | {"settled": "yes"}),
    ],
)
def test_what_was_settled_sent_elsewhere_or_proven_by_nothing_is_filed_away(office, leaf, answers):
    case = a_complaint(office) if leaf.startswith("kn") else found_to_denounce(office)
    filed(office, case, leaf, answers)


def test_nobody_confirms_what_they_screened_and_only_a_leader_of_the_unit_may(office):
    case = in_hand(office)
    screened(office, case, ANSWERS[ScreenedTo.FILE_AWAY])
    same = stories.as_person(office.person("handler"), office.province, "leader")
    with stories.unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        op.confirm_screening(case, by=same, on=DAY)
    with stories.unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        op.reject_screening(case, because="Không.", by=same, on=DAY)
    with stories.unchanged(case), pytest.raises(PermissionDenied):
        op.confirm_screening(case, by=office.actor("supervisor"), on=DAY)
    with stories.unchanged(case), pytest.raises(NotAllowedNow):
        op.file_away(case, by=office.actor("handler"), on=DAY)


def test_a_second_person_who_does_not_agree_gives_the_petition_back_with_a_word(office):
    case = in_hand(office)
    first = screened(office, case, ANSWERS[ScreenedTo.FILE_AWAY])
    with pytest.raises(Unusable):
        op.reject_screening(case, because=" ", by=office.actor("leader"), on=DAY)
    op.reject_screening(case, because="Đơn chỉ gửi Mặt trận.", by=office.actor("leader"), on=DAY)
    assert tasks(case) == {"screen"}
    assert office.person("handler").pk in told("screening_rejected")
    said = {one.kind: one.words for one in timeline(fresh(case), seen_by=office.actor("handler"))}
    assert said["screening.rejected"] == "Đơn chỉ gửi Mặt trận."
    first.refresh_from_db()
    assert (first.state, first.judged_by) == (ScreeningState.REFUSED, office.person("leader"))
    screened(office, case, ANSWERS[ScreenedTo.FORWARD])
    assert tasks(case) == {"draft"}


def test_a_case_that_was_filed_away_is_screened_anew_when_it_is_reopened(office):
    case = filed(office, in_hand(office), "ineligible", ANSWERS[ScreenedTo.FILE_AWAY])
    stories.reopened(office, case, "Có bản gốc.")
    assert tasks(case) == {"screen"}
    assert Screening.objects.get(case=case).state == ScreeningState.REPLACED
    assert Screening.objects.get(case=case).kept_until == date(2027, 3, 2)


# --- joined ------------------------------------------------------------------------------------------------------


def test_a_petition_that_repeats_an_open_case_is_joined_to_it(office):
    said = {"text": "Cống thoát nước trước trường mầm non bị sập, trẻ em đi lại rất nguy hiểm, đề nghị sửa ngay."}
    lead, case = in_hand(office, **said), in_hand(office, again=True, **said)
    screening = screened(office, case, ANSWERS[ScreenedTo.JOIN])
    assert (screening.leaf, screening.decided) == ("duplicate", ScreenedTo.JOIN)
    assert tasks(case) == {"join"}
    op.join(case, into=lead, because="Cùng cống, cùng người.", by=office.actor("handler"), on=DAY)
    nothing_is_left(case, Outcome.JOINED)
    assert case.assignments.get(step="join").ending == "done"
    op.unjoin(case, because="Khác cống.", by=office.actor("leader"), on=DAY)
    assert tasks(case) == {"join"}, "it stands where it stood: to be joined, or screened anew"
    screened(office, case, ANSWERS[ScreenedTo.FORWARD])
    assert tasks(case) == {"draft"}


# --- at once -----------------------------------------------------------------------------------------------------


def transferred(office: Office, case: Case, agency: object, *, on: date = DAY) -> Letter:
    return op.transfer_at_once(
        case,
        agency=agency,  # type: ignore[arg-type]
        subject="Chuyển đơn có dấu hiệu tội phạm",
        asked="Xem xét theo thẩm quyền.",
        answer_by=ANSWER_BY,
        copy_to_petitioner=False,
        by=office.actor("handler"),
        on=on,
    )


def test_signs_of_a_crime_go_to_investigation_the_same_day(office):
    case = found_to_denounce(office)
    screening = screened(office, case, DENOUNCED | {"crime": "yes"})
    assert (screening.leaf, screening.decided) == ("tc_crime_signs", ScreenedTo.TRANSFER_INVESTIGATION)
    assert case.duties.get(rule__key="tc.transfer_crime_signs").due_on == DAY
    with pytest.raises(NotAllowedNow):
        transferred(office, case, the_police())
    stories.confirmed(office, case)
    assert tasks(case) == {"transfer_at_once"}
    with stories.unchanged(case), pytest.raises(Unusable, match="cơ quan điều tra") as refused:
        transferred(office, case, office.agency)
    assert refused.value.field == "agency"
    letter = transferred(office, case, the_police())
    assert (letter.status, tasks(case)) == ("submitted", {"sign"})
    assert office.person("leader").pk in told("letter_to_sign")
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    assert state_of(case, "tc.transfer_crime_signs") == DutyState.MET
    assert [one.unit for one in case.sent_to.all()] == [the_police()]
    assert not Case.objects.visible_to(office.actor("agency_officer")).filter(pk=case.pk).exists()


def test_a_transfer_at_once_that_is_late_is_late_from_the_next_day_and_not_owed_when_refused(office):
    case = found_to_denounce(office)
    screened(office, case, DENOUNCED | {"crime": "yes"})
    op.reject_screening(case, because="Không có dấu hiệu tội phạm.", by=office.actor("leader"), on=DAY)
    assert state_of(case, "tc.transfer_crime_signs") == DutyState.VOID
    screened(office, case, DENOUNCED | {"crime": "yes"}, on=DAY + timedelta(days=1))
    owed = case.duties.get(rule__key="tc.transfer_crime_signs", state=DutyState.RUNNING)
    assert owed.due_on == DAY + timedelta(days=1)


def test_a_letter_to_investigation_that_the_leader_sends_back_is_written_anew_for_the_same_bodies(office):
    case = found_to_denounce(office)
    screened(office, case, DENOUNCED | {"crime": "yes"})
    stories.confirmed(office, case)
    transferred(office, case, the_police())
    op.send_back_letter(case, because="Nêu rõ tài liệu.", by=office.actor("leader"), on=DAY)
    assert tasks(case) == {"draft"}
    with stories.unchanged(case), pytest.raises(Unusable, match="cơ quan điều tra"):
        stories.drafted(office, fresh(case))
    stories.drafted(office, fresh(case), the_police())


@pytest.mark.parametrize(
    ("leaf", "answers"),
    [
        ("tc_party_member", DENOUNCED | {"party": "yes"}),
        ("cadre_reflection", {"kind": "cadre", "urgent": "no", "same_open": "no"}),
    ],
)
def test_what_concerns_the_party_goes_to_the_party_body(office, leaf, answers):
    case = found_to_denounce(office) if leaf.startswith("tc") else in_hand(office, kind=Kind.CADRE)
    screening = screened(office, case, answers)
    assert (screening.leaf, screening.decided) == (leaf, ScreenedTo.TRANSFER_PARTY)
    if screening.waits:
        stories.confirmed(office, case)
    with stories.unchanged(case), pytest.raises(Unusable, match="tổ chức Đảng"):
        transferred(office, case, the_police())
    transferred(office, case, the_party())
    assert events(case)[-1] == "letter.hastened"
    assert tasks(case) == {"sign"}


@pytest.mark.parametrize(
    ("leaf", "answers"),
    [
        ("tc_threatens_damage", DENOUNCED | {"urgent": "damage"}),
        ("mass_or_sensitive", ANSWERS[ScreenedTo.REPORT]),
    ],
)
def test_the_head_is_told_at_once_and_the_petition_is_then_screened_like_any_other(office, leaf, answers):
    other_leader = a_person(office.province, "leader")
    case = found_to_denounce(office) if leaf.startswith("tc") else in_hand(office)
    screening = screened(office, case, answers)
    assert (screening.leaf, screening.decided) == (leaf, ScreenedTo.REPORT)
    assert not screening.waits, "telling the head waits for nobody"
    assert tasks(case) == {"report_to_head"}
    assert case.duties.get(rule__key="mttq.report_at_once").due_on == DAY
    with pytest.raises(Unusable):
        op.report_to_head(case, text=" ", by=office.actor("handler"), on=DAY)
    op.report_to_head(case, text="Hơn một trăm người trước trụ sở xã.", by=office.actor("handler"), on=DAY)
    assert {office.person("leader").pk, other_leader.pk} <= told("reported_at_once")
    assert state_of(case, "mttq.report_at_once") == DutyState.MET
    said = {one.kind: one.words for one in timeline(fresh(case), seen_by=office.actor("leader"), opened=True)}
    assert said["case.reported_to_head"] == "Hơn một trăm người trước trụ sở xã."
    assert tasks(case) == {"screen"}
    onwards = {**ANSWERS[ScreenedTo.FORWARD], **DENOUNCED, "kind": case.kind, "urgent": "reported"}
    if screened(office, case, onwards).waits:
        stories.confirmed(office, case)
    sent_to(office, case)


# --- another kind by content -------------------------------------------------------------------------------------


def test_what_is_another_kind_by_content_is_reclassified_first_and_then_screened_as_that(office):
    case = in_hand(office)
    with stories.unchanged(case), pytest.raises(Unusable, match="Tố cáo") as refused:
        screened(office, case, DENOUNCED)
    assert refused.value.field == "kind"
    op.reclassify(case, kind=Kind.DENUNCIATION, because="Nêu hành vi vi phạm.", by=office.actor("handler"), on=DAY)
    case = fresh(case)
    assert case.sealed
    assert tasks(case) == {"screen"}
    assert "tc.transfer_not_competent" in running(case)
    assert screened(office, case, DENOUNCED).waits
    assert not queries.is_open_to(office.actor("supervisor"), case, at=timezone.now())


# --- otherwise ---------------------------------------------------------------------------------------------------


def test_the_handler_decides_otherwise_with_a_reason_that_stays_and_can_change_their_mind(office):
    case = in_hand(office)
    with stories.unchanged(case), pytest.raises(Unusable) as refused:
        screened(office, case, ANSWERS[ScreenedTo.FORWARD], decided=ScreenedTo.FILE_AWAY)
    assert refused.value.field == "because"
    with stories.unchanged(case), pytest.raises(Unusable) as refused:
        screened(office, case, {"kind": "proposal", "urgent": "no"})
    assert refused.value.field == "same_open"
    first = screened(office, case, ANSWERS[ScreenedTo.FORWARD], decided=ScreenedTo.ASK_TO_SPLIT, because="Có hai việc.")
    assert first.is_otherwise
    event = Event.objects.get(kind="case.screened", subject_id=case.pk)
    assert (event.facts["decided"], event.facts["otherwise"]) == ("ask_to_split", True)
    assert "hai việc" not in str(event.facts)
    with pytest.raises(NotAllowedNow, match="phân loại lại"):
        stories.drafted(office, fresh(case))
    screened(office, case, ANSWERS[ScreenedTo.FORWARD])
    assert list(Screening.objects.filter(case=case).values_list("state", flat=True)) == ["replaced", "stands"]
    sent_to(office, case)


def test_a_proposal_may_be_forwarded_without_the_form_and_its_letter_says_so(office):
    case = in_hand(office)
    stories.drafted(office, case)
    assert tasks(case) == {"draft"}
    assert case.assignments.get(step="screen").ending == "obsolete"
