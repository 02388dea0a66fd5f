"""One story for each odd turn of a case: who asks, who decides, who is told, what is owed, with whom the file lies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.first_complaint import first_candidates
from cases.holders import Holder
from cases.models import Case, Document, Duty, Findable, Identity
from cases.papers import facts_of
from cases.public import standing
from cases.queries import moves_open_to
from cases.statement import course_for, out_of_step
from cases.timeline import timeline
from cases.vocabulary import (
    AskedBy,
    BereavementState,
    CorrectedWhat,
    Doubt,
    FirstKnownBy,
    Intake,
    Kind,
    LateEntryState,
    LetterForm,
    Move,
    Outcome,
    PartyRole,
    ScreenedTo,
    Signing,
    Status,
    SupplementOf,
    SupplementState,
    WithdrawalState,
    WithdrawnBy,
)
from config import reactions
from deadlines.vocabulary import Because
from notifications.models import Message
from notifications.vocabulary import Recipient
from organizations.folding import fold
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person
from tests.journeys.standing import events_of, owed, waiting
from tests.stories import BRING_BY, DAY, NOBODY_CAME, PDF, Office, a_case, a_petition, fresh, unchanged
from workflows.follow import misaligned
from workflows.steps import Step

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 10)


def in_step(case: Case, *, on: date = NOBODY_CAME) -> Case:
    """The tasks are those the case waits for, and its days add up."""
    assert misaligned(case) == ""
    assert out_of_step(fresh(case), on=on) == ""
    return fresh(case)


def told(case: Case, kind: str, wording: str) -> set[str]:
    """Who hears of the last event of this kind: the reaction is run as the worker would run it."""
    event = Event.objects.filter(subject_type="cases.case", subject_id=case.pk, kind=kind).latest("pk")
    for reaction in reactions.AFTER_COMMIT[kind]:
        reaction(event)
    rows = Message.objects.filter(event_id=event.pk, template=wording).select_related("user")
    inside = {row.user.email for row in rows if row.user is not None}
    return inside | {row.recipient for row in rows if row.user is None}


def lies_with(case: Case, *, on: date) -> Holder:
    course = course_for(fresh(case), on=on)
    assert course is not None
    return course.lies_with


def held_by(case: Case, holder: Holder, *, on: date) -> int:
    course = course_for(fresh(case), on=on)
    assert course is not None
    return sum(one.days for one in course.stretches if one.holder == holder)


# Something is missing, and the petitioner is asked


def test_what_the_petitioner_was_asked_for_is_waited_for_and_the_days_are_theirs(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    in_step(case)
    assert events_of(case)[-1] == "supplement.asked"
    assert set(waiting(case)) == {Step.SCREEN, Step.RECEIVE_SUPPLEMENT}
    assert "mttq.review_supplement" in owed(case)
    assert lies_with(case, on=LATER) == Holder.PETITIONER
    paper = op.NewDocument(title="Sổ đỏ.pdf", content=PDF + b"% so do\n")
    op.receive_supplement(
        case,
        what="Đã nộp bản chụp.",
        whole=True,
        documents=[paper],
        received_on=LATER - timedelta(days=1),
        by=office.actor("receptionist"),
        on=LATER,
    )
    case = in_step(case)
    assert set(waiting(case)) == {Step.SCREEN}
    assert "mttq.review_supplement" not in owed(case)
    # Asked on the 2nd, brought on the 9th though written down on the 10th: seven days are the petitioner's.
    assert held_by(case, Holder.PETITIONER, on=NOBODY_CAME) == 7
    assert lies_with(case, on=NOBODY_CAME) == Holder.HANDLER
    assert [one.title for one in Document.objects.filter(case=case)] == ["Sổ đỏ.pdf"]
    assert told(case, "supplement.received", "supplement_received") == {office.person("handler").email}
    words = {one.kind: one.words for one in timeline(case, seen_by=office.actor("leader"))}
    assert words["supplement.asked"] == "Bản chụp giấy chứng nhận quyền sử dụng đất."
    assert words["supplement.received"] == "Đã nộp bản chụp."


def test_a_part_leaves_the_rest_awaited_until_a_new_day(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    by = office.actor("handler")
    with unchanged(case), pytest.raises(Unusable) as refusal:
        op.receive_supplement(case, what="Một tờ.", whole=False, missing="", by=by, on=LATER)
    assert refusal.value.field == "missing"
    until = LATER + timedelta(days=10)
    op.receive_supplement(case, what="Một tờ.", whole=False, missing="Trang hai.", until=until, by=by, on=LATER)
    case = in_step(case)
    assert (case.supplement_state, case.supplement.until) == (SupplementState.OPEN, until)
    assert case.supplement.awaited == "Một tờ.\nCòn thiếu: Trang hai."
    assert lies_with(case, on=until) == Holder.PETITIONER
    assert case.duties.filter(rule__key="mttq.review_supplement", state="running").count() == 1


def test_no_letter_is_laid_before_the_leader_while_the_petitioner_is_waited_for(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.screened(office, case, ScreenedTo.FORWARD)
    stories.drafted(office, case)
    stories.supplement_asked(office, case)
    assert set(waiting(case)) == {Step.RECEIVE_SUPPLEMENT}
    with unchanged(case), pytest.raises(NotAllowedNow):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.go_on_without(case, because="Đã đủ rõ để chuyển.", by=office.actor("leader"), on=LATER)
    in_step(case)
    assert set(waiting(case)) == {Step.DRAFT}
    assert lies_with(case, on=NOBODY_CAME) == Holder.HANDLER
    op.submit_letter(case, by=office.actor("handler"), on=LATER)


def test_nobody_came_and_the_leader_files_the_petition_away(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    by = office.actor("handler")
    with unchanged(case), pytest.raises(NotAllowedNow) as early:
        op.report_no_supplement(case, by=by, on=BRING_BY)
    assert "12/03/2026" in str(early.value.reasons[0])
    assert Move.FILE_UNSUPPLEMENTED not in moves_open_to(office.actor("leader"), fresh(case))
    op.report_no_supplement(case, by=by, on=NOBODY_CAME)
    in_step(case)
    assert set(waiting(case)) == {Step.SCREEN, Step.SETTLE_SUPPLEMENT}
    assert "mttq.settle_supplement" in owed(case)
    assert lies_with(case, on=date(2026, 3, 16)) == Holder.LEADER
    assert told(case, "supplement.lapsed", "supplement_lapsed") == {office.person("leader").email}
    with pytest.raises(PermissionDenied):
        op.file_unsupplemented(case, because="Không rõ.", by=by, on=NOBODY_CAME)
    op.file_unsupplemented(case, because="Không rõ thửa đất nào.", by=office.actor("leader"), on=NOBODY_CAME)
    case = in_step(case)
    assert (case.status, case.outcome, case.supplement_state) == (Status.CLOSED, Outcome.FILED_AWAY, None)
    assert case.supplements.get().kept_until == date(2027, 3, 13)
    assert owed(case) == set() and set(waiting(case)) == set()


def test_what_comes_late_is_received_all_the_same(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_lapsed(office, case)
    op.receive_supplement(case, what="Đã nộp.", whole=True, by=office.actor("handler"), on=NOBODY_CAME)
    in_step(case)
    assert set(waiting(case)) == {Step.SCREEN}
    assert owed(case) == {"tt36.own_processing", "tcd.result_notice_to_citizen"}


def test_a_letter_that_asks_opens_the_wait_when_it_leaves_the_house(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    asked = {"asked": "Bản chụp quyết định thu hồi đất.", "answer_by": date(2026, 3, 20)}
    letter = stories.other_dispatched(office, case, form=LetterForm.SUPPLEMENT, **asked)
    case = in_step(case)
    # What was asked by telephone before is asked by the letter now.
    assert list(case.supplements.values_list("state", flat=True)) == [SupplementState.DROPPED, SupplementState.OPEN]
    assert (case.supplement.letter_id, case.supplement.way) == (letter.pk, AskedBy.LETTER)
    assert case.supplement.awaited == "Bản chụp quyết định thu hồi đất."
    assert lies_with(case, on=LATER) == Holder.PETITIONER
    assert told(case, "other_letter.dispatched", "supplement_asked") == {Recipient.PETITIONER}


def test_whoever_was_asked_to_sign_and_signs_is_waited_for_no_longer(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, intake=Intake.EMAIL)
    stories.supplement_asked(office, case, wants=SupplementOf.SIGNATURE, what="Ký vào đơn.")
    op.record_signature(case, signed_on=LATER, by=office.actor("receptionist"), on=LATER)
    case = in_step(case)
    assert case.supplement_state is None
    assert lies_with(case, on=NOBODY_CAME) == Holder.LEADER
    assert held_by(case, Holder.PETITIONER, on=NOBODY_CAME) == 8


def test_nobody_is_asked_who_gave_no_name_and_nobody_twice_at_once(office: Office):
    nameless = a_petition(office, signing=Signing.ANONYMOUS, parties=[], intake=Intake.OPINION_BOX)
    with unchanged(nameless), pytest.raises(Unusable):
        stories.supplement_asked(office, nameless)
    case = a_case(office, at=Status.IN_HAND)
    with unchanged(case), pytest.raises(Unusable):
        stories.supplement_asked(office, case, until=DAY)
    stories.supplement_asked(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow):
        stories.supplement_asked(office, case)


def test_the_petitioner_reads_that_they_are_waited_for_and_never_what_for(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    code = case.matters.get().petition.tracking_code
    (shown,) = standing(code)
    assert "12/03/2026" in str(shown.headline)
    assert "sử dụng đất" not in str(shown.headline)
    sealed = stories.a_denunciation(office)
    stories.supplement_asked(office, sealed)
    (kept,) = standing(sealed.matters.get().petition.tracking_code)
    assert "12/03/2026" not in str(kept.headline)
    assert told(sealed, "supplement.asked", "supplement_asked") == set()


# Withdrawn, in part, by one of many, or under threat


def a_complaint(office: Office) -> Case:
    return stories.a_complaint_at_the_agency(office)


def test_a_complaint_is_withdrawn_by_a_signed_paper_and_no_other_way(office: Office):
    case = a_complaint(office)
    by = office.actor("receptionist")
    for way, field in ((WithdrawnBy.SPOKEN, "way"), (WithdrawnBy.RECORDED, "way"), (WithdrawnBy.WRITTEN, "paper")):
        with unchanged(case), pytest.raises(Unusable) as refusal:
            op.withdraw(case, way=way, by=by, on=DAY)
        assert refusal.value.field == field
    op.withdraw(case, way=WithdrawnBy.WRITTEN, paper=stories.SIGNED_PAPER, by=by, on=DAY)
    case = in_step(case)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)
    written = case.withdrawals.get()
    assert (written.whole, written.way, written.paper.title) == (True, WithdrawnBy.WRITTEN, "Đơn rút.pdf")
    assert written.recorded_by == office.person("receptionist")


def test_a_denunciation_is_withdrawn_only_when_somebody_has_looked_for_signs(office: Office):
    case = stories.a_denunciation(office)
    facts = {"way": WithdrawnBy.RECORDED, "paper": stories.SIGNED_PAPER, "by": office.actor("receptionist"), "on": DAY}
    with unchanged(case), pytest.raises(Unusable, match="Điều 33") as refusal:
        op.withdraw(case, **facts)
    assert refusal.value.field == "looked"
    op.withdraw(case, looked=True, **facts)
    assert in_step(case).outcome == Outcome.WITHDRAWN


def test_a_part_is_withdrawn_and_the_rest_goes_on(office: Office, client):
    case = a_case(office, at=Status.IN_HAND)
    before = owed(case)
    with unchanged(case), pytest.raises(Unusable):
        op.withdraw_part(case, what=" ", by=office.actor("handler"), on=DAY)
    op.withdraw_part(case, what="Rút nội dung về rãnh nước.", by=office.actor("handler"), on=DAY)
    case = in_step(case)
    assert (case.status, owed(case)) == (Status.IN_HAND, before)
    # Whoever did it is not told that they did.
    assert told(case, "case.partly_withdrawn", "partly_withdrawn") == {office.person("supervisor").email}
    client.force_login(office.person("handler"))
    page = client.get(f"/vu-viec/{case.pk}/{Move.DRAFT_LETTER}/")
    assert "không xem xét lại: Rút nội dung về rãnh nước." in page.content.decode()


def test_of_a_group_one_withdraws_their_own_and_the_others_go_on(office: Office):
    case = a_petition(office, signers=7)
    with unchanged(case), pytest.raises(Unusable, match="Ghi nhận rút một phần"):
        op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    op.withdraw_part(case, what="Bà Ánh rút phần của mình.", by=office.actor("receptionist"), on=DAY)
    assert in_step(case).status == Status.REGISTERED


def test_a_withdrawal_under_threat_is_written_down_and_not_accepted(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    before = owed(case)
    stories.withdrawal_doubted(office, case)
    in_step(case)
    assert Step.JUDGE_WITHDRAWAL in waiting(case)
    assert told(case, "withdrawal.doubted", "withdrawal_doubted") == {office.person("leader").email}
    with unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    with unchanged(case), pytest.raises(Unusable):
        op.refuse_withdrawal(case, because="", by=office.actor("leader"), on=DAY)
    op.refuse_withdrawal(case, because="Đã gặp riêng: bị dọa.", by=office.actor("leader"), on=DAY)
    case = in_step(case)
    assert (case.status, owed(case)) == (Status.FORWARDED, before)
    judged = case.withdrawals.get()
    assert (judged.state, judged.doubt, judged.judged_by) == (
        WithdrawalState.REFUSED,
        Doubt.COERCION,
        office.person("leader"),
    )
    heard = {office.person("handler").email, office.person("supervisor").email}
    assert told(case, "withdrawal.refused", "withdrawal_refused") == heard
    # Neither the agency nor the petitioner's mailbox learns of it: whoever presses them may read there.
    seen = {one.kind for one in timeline(case, seen_by=office.actor("agency_officer"))}
    assert not {kind for kind in seen if kind.startswith("withdrawal.")}


def test_who_wrote_the_doubt_down_does_not_decide_on_it(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    leader = office.person("leader")
    as_handler = stories.as_person(leader, office.province, "receptionist")
    op.doubt_withdrawal(case, doubt=Doubt.BRIBERY, because="Có nhận tiền.", by=as_handler, on=DAY)
    with unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        op.clear_withdrawal(case, because="Không sao.", by=office.actor("leader"), on=DAY)


def test_a_doubt_that_is_cleared_leaves_the_ordinary_way_open(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.withdrawal_doubted(office, case)
    op.clear_withdrawal(case, because="Đã gặp riêng: tự nguyện.", by=office.actor("leader"), on=DAY)
    assert Step.JUDGE_WITHDRAWAL not in waiting(in_step(case))
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    assert in_step(case).outcome == Outcome.WITHDRAWN


# Opened again, by two


def test_a_closed_case_is_opened_by_two(office: Office):
    case = a_case(office, at=Status.CLOSED)
    leader = office.actor("leader")
    with unchanged(case), pytest.raises(NotAllowedNow, match="một người đề nghị"):
        op.reopen(case, handler=office.person("handler"), by=leader, on=LATER)
    stories.reopening_asked(office, case, on=LATER)
    in_step(case)
    assert (fresh(case).status, set(waiting(case))) == (Status.CLOSED, {Step.JUDGE_REOPENING})
    assert owed(case) == set()
    assert told(case, "reopening.asked", "reopening_asked") == {office.person("leader").email}
    op.reopen(case, handler=office.person("handler"), by=leader, on=LATER)
    case = in_step(case)
    assert (case.status, owed(case)) == (Status.IN_HAND, {"mttq.reopened"})
    assert set(waiting(case)) == {Step.SCREEN} or set(waiting(case)) == {Step.DRAFT}
    assert case.reopenings.get().judged_by == office.person("leader")


def test_a_leader_who_asks_does_not_agree_with_himself(office: Office):
    case = a_case(office, at=Status.CLOSED)
    op.ask_reopening(case, because="Có tài liệu mới.", by=office.actor("leader"), on=LATER)
    with unchanged(case), pytest.raises(NotAllowedNow, match="lãnh đạo khác"):
        op.reopen(case, handler=office.person("handler"), by=office.actor("leader"), on=LATER)
    other = a_person(office.province, Role.LEADER)
    op.reopen(case, handler=office.person("handler"), by=stories.as_person(other, office.province, "leader"), on=LATER)
    assert in_step(case).status == Status.IN_HAND


def test_what_is_not_opened_again_stays_closed_and_may_be_asked_once_more(office: Office):
    case = a_case(office, at=Status.CLOSED)
    stories.reopening_asked(office, case)
    op.decline_reopening(case, because="Không có tình tiết mới.", by=office.actor("leader"), on=DAY)
    assert set(waiting(in_step(case))) == set()
    assert told(case, "reopening.declined", "reopening_declined") == {office.person("handler").email}
    stories.reopening_asked(office, case)
    assert set(waiting(in_step(case))) == {Step.JUDGE_REOPENING}


# The petitioner has died


def test_a_complaint_waits_for_whoever_has_the_right_after_the_dead(office: Office):
    case = stories.a_bereaved_complaint(office)
    in_step(case)
    assert case.bereaved == BereavementState.WAITING
    assert {Step.SCREEN, Step.FIND_SUCCESSOR} == set(waiting(case))
    assert "mttq.wait_for_successor" in owed(case)
    assert lies_with(case, on=LATER) == Holder.PETITIONER
    heard = {office.person("handler").email, office.person("supervisor").email}
    assert told(case, "death.recorded", "petitioner_died") == heard
    with unchanged(case), pytest.raises(Unusable) as refusal:
        op.record_successor(case, **stories.a_successor(paper=" "), by=office.actor("receptionist"), on=LATER)
    assert refusal.value.field == "basis"
    op.record_successor(case, **stories.a_successor(), by=office.actor("receptionist"), on=LATER)
    case = in_step(case)
    assert (case.bereaved, set(waiting(case))) == (None, {Step.SCREEN})
    assert lies_with(case, on=NOBODY_CAME) == Holder.HANDLER
    assert held_by(case, Holder.PETITIONER, on=NOBODY_CAME) == 8
    parties = {one.role: one.name for one in case.matters.get().petition.parties.all()}
    assert parties[PartyRole.PETITIONER] == "Đặng Văn Thừa"
    assert parties[PartyRole.DECEASED].startswith("Đặng Thị Ngọc Ánh")
    # Letters speak to whoever goes on.
    letter = stories.other_drafted(
        office, case, LetterForm.INVITATION, subject="Mời làm việc", time="8 giờ", venue="Số 2"
    )
    assert facts_of(letter)["addressee"] == "Đặng Văn Thừa"


def test_a_proposal_and_a_group_go_on_without_the_dead(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    before = owed(case)
    stories.petitioner_died(office, case)
    assert (in_step(case).bereaved, owed(case)) == (BereavementState.GOES_ON, before)
    assert lies_with(case, on=LATER) == Holder.HANDLER
    group = a_petition(office, kind=Kind.COMPLAINT, signers=7)
    stories.petitioner_died(office, group)
    assert in_step(group).bereaved == BereavementState.GOES_ON
    # An heir may come all the same.
    op.record_successor(case, **stories.a_successor(), by=office.actor("handler"), on=LATER)
    assert in_step(case).bereaved is None


def test_nobody_goes_on_and_the_leader_ends_it_when_the_house_has_waited(office: Office):
    case = stories.a_bereaved_complaint(office)
    leader, handler = office.actor("leader"), office.actor("handler")
    with unchanged(case), pytest.raises(NotAllowedNow, match="01/04/2026"):
        op.close_unsucceeded(case, because="Gia đình không tiếp tục.", by=leader, on=LATER)
    with unchanged(case), pytest.raises(PermissionDenied):
        op.close_unsucceeded(case, because="Không.", by=handler, on=stories.NOBODY_SUCCEEDED)
    op.close_unsucceeded(case, because="Gia đình không tiếp tục.", by=leader, on=stories.NOBODY_SUCCEEDED)
    case = in_step(case, on=stories.NOBODY_SUCCEEDED)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.NO_SUCCESSOR)
    assert owed(case) == set()
    assert case.bereavements.get().state == BereavementState.ENDED


def test_an_heir_who_comes_after_the_end_goes_on_once_it_is_opened_again(office: Office):
    case = stories.a_bereaved_complaint(office)
    later = stories.NOBODY_SUCCEEDED
    op.close_unsucceeded(case, because="Không ai đến.", by=office.actor("leader"), on=later)
    stories.reopened(office, case, "Con gái đến.", on=later)
    assert Step.FIND_SUCCESSOR not in waiting(in_step(case, on=later))
    op.record_successor(case, **stories.a_successor(), by=office.actor("handler"), on=later)
    assert in_step(case, on=later).bereavements.get().state == BereavementState.SUCCEEDED


def test_a_death_is_recorded_by_its_paper(office: Office):
    case = a_petition(office)
    with unchanged(case), pytest.raises(Unusable) as refusal:
        stories.petitioner_died(office, case, paper=None)
    assert refusal.value.field == "paper"
    with unchanged(case), pytest.raises(Unusable):
        stories.petitioner_died(office, case, died_on=LATER)


# Written down wrongly


def test_a_wrong_day_of_receipt_is_corrected_and_the_limits_count_from_the_true_one(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    notice = case.duties.get(rule__key="tcd.result_notice_to_citizen")
    taken_up = case.duties.get(rule__key="mttq.take_up")
    was, friday = notice.due_on, date(2026, 2, 27)
    facts = {"what": CorrectedWhat.RECEIVED_ON, "day": friday, "because": "Dấu đến ghi 27/2."}
    with unchanged(case), pytest.raises(PermissionDenied):
        op.correct_day(case, **facts, by=office.actor("handler"), on=LATER)
    with unchanged(case), pytest.raises(Unusable, match="02/03/2026"):
        op.correct_day(case, **(facts | {"day": LATER}), by=office.actor("leader"), on=LATER)
    op.correct_day(case, **facts, by=office.actor("leader"), on=LATER)
    case = in_step(case)
    notice.refresh_from_db()
    assert (notice.started_on, notice.due_on < was) == (friday, True)
    assert notice.computations.latest("pk").because == Because.MISTAKE
    # What began with another day stays as it was.
    assert Duty.objects.get(pk=taken_up.pk).started_on == DAY
    assert case.matters.get().petition.received_on == friday
    course = course_for(case, on=NOBODY_CAME)
    assert course is not None
    assert course.began_on == friday
    event = Event.objects.get(subject_id=case.pk, subject_type="cases.case", kind="day.corrected")
    assert (event.facts["was"], event.facts["now"]) == ("2026-03-02", "2026-02-27")
    heard = {office.person("handler").email, office.person("supervisor").email}
    assert told(case, "day.corrected", "day_corrected") == heard


def test_a_wrong_day_of_delivery_moves_the_agency_s_own_limit(office: Office):
    case = stories.a_complaint_at_the_agency(office)
    clock = case.duties.get(rule__key="kn.accept.old")
    assert clock.started_on == DAY
    with unchanged(case), pytest.raises(Unusable, match="từ ngày gửi"):
        early = DAY - timedelta(days=3)
        op.correct_day(
            case, what=CorrectedWhat.DELIVERED_ON, day=early, because="Sai.", by=office.actor("leader"), on=LATER
        )
    was, true_day = clock.due_on, DAY + timedelta(days=4)
    op.correct_day(
        case,
        what=CorrectedWhat.DELIVERED_ON,
        day=true_day,
        because="Phiếu báo phát ghi ngày 6/3.",
        by=office.actor("leader"),
        on=LATER,
    )
    case = in_step(case)
    clock.refresh_from_db()
    assert (clock.started_on, case.lead.received_on) == (true_day, true_day)
    assert clock.due_on > was
    assert held_by(case, Holder.ON_THE_WAY, on=NOBODY_CAME) == 4
    assert office.person("agency_officer").email in told(case, "day.corrected", "day_corrected")


def test_a_wrong_name_is_corrected_the_old_one_is_kept_and_found_no_more(office: Office):
    case = a_petition(office, parties=[op.NewParty(name="Lò Thị Mại", birth_year=1970, phone="0912 345 678")])
    party = case.matters.get().petition.parties.get()
    who = op.NewParty(name="Lò Thị Mai", birth_year=1970, phone="0912 345 678")
    op.correct_party(case, party=party.pk, who=who, because="Theo căn cước.", by=office.actor("receptionist"), on=LATER)
    in_step(case)
    now = case.matters.get().petition.parties.get()
    assert (now.name, now.pk, now.person_id) == ("Lò Thị Mai", party.pk, party.person_id)
    assert Findable.objects.get(party=now).folded == fold("Lò Thị Mai")
    assert Identity.objects.get(pk=party.identity_id).open().name == "Lò Thị Mại"
    assert [row.identity_id for row in now.history.order_by("history_id")] == [party.identity_id, now.identity_id]
    event = Event.objects.get(subject_id=case.pk, subject_type="cases.case", kind="party.corrected")
    assert event.facts["changed"] == ["name"]
    assert "Mai" not in event.body


def test_an_issued_letter_never_changes_with_what_is_corrected(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    before = (case.letter.digest, case.letter.number)
    party = case.matters.get().petition.parties.get()
    op.correct_party(
        case,
        party=party.pk,
        who=op.NewParty(name="Lò Thị Mai"),
        because="Theo căn cước.",
        by=office.actor("handler"),
        on=LATER,
    )
    case = in_step(case)
    assert (case.letter.digest, case.letter.number) == before


def test_a_wrong_number_of_an_answer_is_corrected_and_moves_no_date(office: Office):
    case = a_case(office, at=Status.ANSWERED)
    dates = list(case.duties.order_by("pk").values_list("started_on", "due_on"))
    facts = {"dated_on": DAY, "because": "Gõ ngược số.", "by": office.actor("records_officer"), "on": LATER}
    with unchanged(case), pytest.raises(Unusable, match="giống hệt"):
        op.correct_paper(case, number="41/UBND-KT", **facts)
    op.correct_paper(case, number="14/UBND-KT", **facts)
    case = in_step(case)
    assert case.lead.answers.get().number == "14/UBND-KT"
    assert list(case.duties.order_by("pk").values_list("started_on", "due_on")) == dates
    made = case.corrections.get()
    assert (made.was, made.now) == ("41/UBND-KT 02/03/2026", "14/UBND-KT 02/03/2026")


# Entered long after it happened


def test_a_letter_of_friday_entered_on_monday_needs_no_second_person(office: Office):
    case = a_petition(office, received_on=date(2026, 2, 27))
    assert not case.late_entry_waits
    assert set(waiting(case)) == {Step.INSTRUCT}


def test_what_came_weeks_ago_says_why_holds_at_once_and_waits_for_a_second_person(office: Office):
    with pytest.raises(Unusable) as refusal:
        a_petition(office, received_on=stories.LONG_AGO)
    assert refusal.value.field == "late_because"
    assert not Case.objects.exists()
    case = in_step(stories.entered_late(office))
    assert set(waiting(case)) == {Step.INSTRUCT, Step.JUDGE_LATE_ENTRY}
    # The limits count from the day it came, not from the day somebody wrote it down.
    assert case.duties.get(rule__key="tcd.result_notice_to_citizen").started_on == stories.LONG_AGO
    entry = case.late_entries.get()
    assert (entry.happened_on, entry.recorded_on) == (stories.LONG_AGO, DAY)
    words = {one.kind: one.words for one in timeline(case, seen_by=office.actor("leader"))}
    assert words["case.registered"] == "Thư nằm ở hòm thư cũ."
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.filing_confirmed(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow, match="chưa được người thứ hai xác nhận"):
        op.file_away(case, by=office.actor("handler"), on=DAY)
    op.confirm_late_entry(case, by=office.actor("leader"), on=DAY)
    assert Step.JUDGE_LATE_ENTRY not in waiting(in_step(case))
    op.file_away(case, by=office.actor("handler"), on=DAY)


def test_who_entered_a_day_of_the_past_does_not_stand_for_it(office: Office):
    case = stories.entered_late(office)
    self_same = stories.as_person(office.person("receptionist"), office.province, "leader")
    with unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        op.confirm_late_entry(case, by=self_same, on=DAY)


def test_a_day_that_nothing_speaks_for_is_struck_and_both_stay_written_down(office: Office):
    case = stories.entered_late(office)
    op.strike_late_entry(case, because="Không có dấu ngày ấy.", by=office.actor("leader"), on=DAY)
    case = in_step(case)
    assert case.matters.get().petition.received_on == DAY
    assert case.duties.get(rule__key="tcd.result_notice_to_citizen").started_on == DAY
    entry = case.late_entries.get()
    assert (entry.state, entry.happened_on) == (LateEntryState.STRUCK, stories.LONG_AGO)
    course = course_for(case, on=NOBODY_CAME)
    assert course is not None
    assert course.began_on == DAY


def test_a_signature_of_long_ago_waits_for_a_second_person_too(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, intake=Intake.EMAIL)
    facts = {"signed_on": DAY, "by": office.actor("receptionist"), "on": NOBODY_CAME}
    with unchanged(case), pytest.raises(Unusable, match="ghi muộn"):
        op.record_signature(case, **facts)
    op.record_signature(case, **facts, late_because="Biên bản nằm ở xã.")
    assert Step.JUDGE_LATE_ENTRY in waiting(in_step(case))
    op.strike_late_entry(case, because="Biên bản không ghi ngày.", by=office.actor("leader"), on=NOBODY_CAME)
    case = in_step(case)
    assert case.matters.get().petition.signed_on == NOBODY_CAME
    assert held_by(case, Holder.PETITIONER, on=date(2026, 3, 20)) == 11


# Complained about once more


def test_a_second_complaint_finds_its_first_by_the_decision_and_both_say_so(office: Office, client):
    first = stories.a_first_complaint_decided(office)
    stories.a_first_complaint_decided(office, parties=[op.NewParty(name="Người khác")])
    same = first.matters.get().petition.parties.get()
    second = stories.a_second_complaint(
        office, parties=[op.NewParty(name=same.name, person=same.person_id)], again=True
    )
    reception = office.actor("receptionist")
    found = first_candidates(reception, second)
    assert (found[0].case, found[0].reasons) == (first, (FirstKnownBy.DECISION, FirstKnownBy.PERSON))
    op.link_first(second, first=first, by=reception, on=DAY)
    in_step(second)
    in_step(first)
    assert second.matters.get().petition.previous == first
    leader = office.actor("leader")
    assert {one.kind: one.words for one in timeline(second, seen_by=leader)}["complaint.linked"] == first.number
    assert {one.kind: one.words for one in timeline(first, seen_by=leader)}["complaint.continued"] == second.number
    client.force_login(office.person("leader"))
    assert f"lần đầu: vụ việc {first.number}" in client.get(f"/vu-viec/{second.pk}/").content.decode()
    with unchanged(second), pytest.raises(NotAllowedNow, match="đã gắn"):
        op.link_first(second, first=first, by=reception, on=DAY)
    # The agency of the first reads neither that there is a second, nor its number.
    assert "complaint.continued" not in {one.kind for one in timeline(first, seen_by=office.actor("agency_officer"))}


def test_a_second_complaint_is_linked_to_no_other_kind_and_to_nothing_out_of_sight(office: Office):
    second = stories.a_second_complaint(office)
    reception = office.actor("receptionist")
    commune = office.actor("receptionist", office.commune)
    elsewhere = a_petition(office, kind=Kind.COMPLAINT, unit=office.commune, by=commune)
    for other in (a_petition(office), elsewhere, second):
        with unchanged(second), pytest.raises(Unusable) as refusal:
            op.link_first(second, first=other, by=reception, on=DAY)
        assert refusal.value.field == "first"
    assert elsewhere not in [one.case for one in first_candidates(reception, second)]
    proposal = a_petition(office)
    with unchanged(proposal), pytest.raises(NotAllowedNow, match="khiếu nại lần hai"):
        op.link_first(proposal, first=second, by=reception, on=DAY)
