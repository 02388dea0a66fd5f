"""Whose days they were, counted by hand on the wall's calendar: across Tết, a swapped day, a pause, a reopening."""

from datetime import date

import pytest

from audit.models import Event
from cases import operations as op
from cases.holders import Holder
from cases.models import Case
from cases.statement import out_of_step, statement_of
from cases.vocabulary import AnswerResult, Evidence, Intake, Kind, Outcome, RefusalReason, Status
from reports.agencies import behind, scores
from tests import stories
from tests.stories import Office, a_paper, a_petition, fresh, joined

pytestmark = pytest.mark.django_db


def whole(office: Office, case: Case, on: date) -> list[tuple[str, int | None]]:
    """Each stretch as the MTTQ reads it: who, and how many working days."""
    case = fresh(case)
    assert out_of_step(case, on=on) == ""
    statement = statement_of(case, seen_by=office.actor("leader"), on=on, inside=True, opened=True)
    assert statement.case is not None
    assert sum(one.working_days or 0 for one in statement.case.held) == statement.case.working_days
    return [(str(one.holder.value), one.working_days) for one in statement.case.held]


def written_and_sent(office: Office, case: Case, *, drafted: date, signed: date, sent: date, answer_by: date) -> None:
    op.draft_letter(
        case,
        agency=office.agency,
        subject="Về đường liên thôn",
        asked="Sửa mặt đường.",
        answer_by=answer_by,
        by=office.actor("handler"),
        on=drafted,
    )
    op.submit_letter(case, by=office.actor("handler"), on=drafted)
    op.sign_letter(case, by=office.actor("leader"), on=signed)
    op.issue_letter(case, by=office.actor("records_officer"), on=sent)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=sent)


def a_case_of(office: Office, day: date, *, given: date, taken: date) -> Case:
    case = a_petition(office, received_on=day, on=day)
    op.instruct(case, handler=office.person("handler"), by=office.actor("leader"), on=given)
    op.take_up(case, by=office.actor("handler"), on=taken)
    return case


def arrived(office: Office, case: Case, day: date, on: date) -> None:
    op.confirm_delivery(case, received_on=day, evidence=Evidence.POSTAL_SLIP, by=office.actor("records_officer"), on=on)


def answered(office: Office, case: Case, on: date, *promises: op.Promise) -> None:
    by = office.actor("agency_officer")
    if fresh(case).lead.status != "acknowledged":
        op.acknowledge_referral(case, by=by, on=on)
    op.answer(case, result=AnswerResult.AGREED, text="Sẽ sửa.", promises=promises, by=by, on=on)


def test_tet_lies_in_the_agency_s_days_and_is_counted_for_nobody(office):
    """Tết 2027: 4 to 10 February off (Thursday to Wednesday), back on Thursday 11."""
    case = a_case_of(office, date(2027, 1, 25), given=date(2027, 1, 26), taken=date(2027, 1, 28))
    written_and_sent(
        office,
        case,
        drafted=date(2027, 1, 29),
        signed=date(2027, 2, 1),
        sent=date(2027, 2, 2),
        answer_by=date(2027, 2, 26),
    )
    arrived(office, case, date(2027, 2, 3), on=date(2027, 2, 12))
    answered(office, case, date(2027, 2, 17))
    op.accept_answer(case, weighed=stories.IN_FULL, by=office.actor("handler"), on=date(2027, 2, 19))
    stories.told(office, case, on=date(2027, 2, 19))
    op.close(case, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=date(2027, 2, 22))
    assert whole(office, case, date(2027, 3, 31)) == [
        ("leader", 1),  # Tue 26/01
        ("handler", 3),  # Wed 27, Thu 28, Fri 29
        ("leader", 1),  # Mon 01/02, with a weekend before it
        ("records", 1),  # Tue 02
        ("on_the_way", 1),  # Wed 03; known only on the 12th
        ("agency", 5),  # Thu 11, Fri 12, Mon 15, Tue 16, Wed 17: the seven days of Tết are nobody's
        ("handler", 2),  # Thu 18, Fri 19
        ("leader", 1),  # Mon 22
    ]


def test_a_swapped_saturday_is_a_day_and_its_monday_is_not(office):
    """2026: Saturday 22 August is worked for Monday 31 August, then 1 and 2 September are off."""
    case = a_case_of(office, date(2026, 8, 20), given=date(2026, 8, 21), taken=date(2026, 8, 24))
    written_and_sent(
        office,
        case,
        drafted=date(2026, 8, 26),
        signed=date(2026, 8, 28),
        sent=date(2026, 9, 3),
        answer_by=date(2026, 10, 1),
    )
    assert whole(office, case, date(2026, 9, 7)) == [
        ("leader", 1),  # Fri 21
        ("handler", 4),  # Sat 22 (worked), Mon 24, Tue 25, Wed 26
        ("leader", 2),  # Thu 27, Fri 28
        ("records", 1),  # Thu 03/9: 31/8, 1/9 and 2/9 are off
        ("on_the_way", 2),  # Fri 04, Mon 07
    ]


def test_days_before_the_registration_are_the_reception_s(office):
    case = a_petition(office, intake=Intake.POST, received_on=date(2026, 3, 2), on=date(2026, 3, 5))
    assert whole(office, case, date(2026, 3, 9)) == [("reception", 3), ("leader", 2)]


def test_a_refusal_brings_the_file_back_and_a_second_agency_has_days_of_its_own(office):
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    three = {"drafted": date(2026, 3, 3), "signed": date(2026, 3, 3), "sent": date(2026, 3, 3)}
    written_and_sent(office, case, **three, answer_by=date(2026, 4, 15))
    arrived(office, case, date(2026, 3, 5), on=date(2026, 3, 5))
    op.refuse_referral(
        case,
        reason=RefusalReason.NOT_COMPETENT,
        text="Thuộc Sở Xây dựng.",
        by=office.actor("agency_officer"),
        on=date(2026, 3, 10),
    )
    op.draft_letter(
        case,
        agency=office.other_agency,
        subject="Về đường liên thôn",
        asked="Sửa mặt đường.",
        answer_by=date(2026, 4, 15),
        by=office.actor("handler"),
        on=date(2026, 3, 12),
    )
    op.submit_letter(case, by=office.actor("handler"), on=date(2026, 3, 12))
    op.sign_letter(case, by=office.actor("leader"), on=date(2026, 3, 12))
    op.issue_letter(case, by=office.actor("records_officer"), on=date(2026, 3, 12))
    op.dispatch_letter(case, by=office.actor("records_officer"), on=date(2026, 3, 12))
    arrived(office, case, date(2026, 3, 13), on=date(2026, 3, 13))
    assert whole(office, case, date(2026, 3, 17)) == [
        ("handler", 1),
        ("on_the_way", 2),
        ("agency", 3),
        ("handler", 2),
        ("on_the_way", 1),
        ("agency", 2),
    ]


def test_an_answer_that_is_asked_again_goes_to_and_fro_and_every_day_is_somebody_s(office):
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    two = {"drafted": date(2026, 3, 2), "signed": date(2026, 3, 2), "sent": date(2026, 3, 2)}
    written_and_sent(office, case, **two, answer_by=date(2026, 3, 20))
    arrived(office, case, date(2026, 3, 2), on=date(2026, 3, 2))
    answered(office, case, date(2026, 3, 9))
    op.ask_clarification(
        case,
        weighed=stories.IN_PART,
        what="Khi nào xong?",
        answer_by=date(2026, 3, 31),
        by=office.actor("handler"),
        on=date(2026, 3, 11),
    )
    promise = op.Promise(what="Sửa", who="Phòng Kinh tế", due_on=date(2026, 4, 1))
    answered(office, case, date(2026, 3, 18), promise)
    op.accept_answer(case, weighed=stories.IN_FULL, by=office.actor("handler"), on=date(2026, 3, 19))
    stories.told(office, case, on=date(2026, 3, 19))
    op.verify(
        case,
        commitment=case.commitments.get(),
        findings="Đã xem.",
        by=office.actor("supervisor"),
        on=date(2026, 4, 3),
    )
    op.close(case, outcome=Outcome.FULFILLED, by=office.actor("leader"), on=date(2026, 4, 6))
    assert whole(office, case, date(2026, 4, 30)) == [
        ("agency", 5),  # 3-6, 9 March
        ("handler", 2),  # 10, 11
        ("agency", 5),  # 12, 13, 16, 17, 18
        ("handler", 1),  # 19
        ("agency", 11),  # 20, 23-27, 30, 31, 1-3 April: promised is not done
        ("leader", 1),  # 6 April
    ]


def test_a_lawful_pause_is_nobody_s_fault_and_the_days_after_it_are_the_agency_s_again(office):
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    two = {"drafted": date(2026, 3, 2), "signed": date(2026, 3, 2), "sent": date(2026, 3, 2)}
    written_and_sent(office, case, **two, answer_by=date(2026, 3, 20))
    arrived(office, case, date(2026, 3, 2), on=date(2026, 3, 2))
    duty = case.duties.get(rule__key="mttq.answer_asked")
    leader = office.actor("leader")
    op.pause_duty(
        case,
        duty=duty,
        first_on=date(2026, 3, 9),
        document="13/MTTQ",
        because="Chờ giám định.",
        by=leader,
        on=date(2026, 3, 10),
    )
    assert whole(office, case, date(2026, 3, 12)) == [("agency", 4), ("pause", 4)]
    op.resume_duty(case, duty=duty, last_on=date(2026, 3, 13), by=leader, on=date(2026, 3, 16))
    assert whole(office, case, date(2026, 3, 18)) == [("agency", 4), ("pause", 5), ("agency", 3)]


def test_days_in_which_the_competent_body_suspended_it_are_nobody_s_and_cite_both_decisions(office):
    """Arrived Mon 2 March, accepted Thu 5, suspended Tue 10, resumed Mon 16: both of these days stand still."""
    case = a_petition(office, kind=Kind.COMPLAINT, received_on=date(2026, 3, 2), on=date(2026, 3, 2))
    op.instruct(case, handler=office.person("handler"), by=office.actor("leader"), on=date(2026, 3, 2))
    op.take_up(case, by=office.actor("handler"), on=date(2026, 3, 2))
    two = {"drafted": date(2026, 3, 2), "signed": date(2026, 3, 2), "sent": date(2026, 3, 2)}
    written_and_sent(office, case, **two, answer_by=date(2026, 4, 20))
    arrived(office, case, date(2026, 3, 2), on=date(2026, 3, 2))
    head = office.actor("agency_leader")
    op.record_acceptance(case, paper=a_paper("12/TB", date(2026, 3, 5)), by=head, on=date(2026, 3, 5))
    stopped, goes_on = date(2026, 3, 10), date(2026, 3, 16)
    op.record_suspension(case, paper=a_paper("31/QĐ", stopped), because="Chờ giám định.", by=head, on=stopped)
    op.record_resumption(case, paper=a_paper("32/QĐ", goes_on), by=head, on=goes_on)
    on = date(2026, 3, 18)
    assert whole(office, case, on) == [("agency", 5), ("pause", 5), ("agency", 2)]
    told = statement_of(fresh(case), seen_by=office.actor("leader"), on=on, inside=True, opened=True).case
    assert told is not None
    pause = told.held[1]
    assert [event.sentence for event in pause.began_by] == ["Cơ quan có thẩm quyền tạm đình chỉ giải quyết"]
    assert [event.sentence for event in pause.ended_by] == ["Cơ quan có thẩm quyền tiếp tục giải quyết"]


def test_closed_days_between_an_end_and_a_reopening_are_nobody_s(office):
    case = a_petition(office, received_on=date(2026, 3, 2), on=date(2026, 3, 2))
    op.withdraw(case, by=office.actor("receptionist"), on=date(2026, 3, 4))
    assert whole(office, case, date(2026, 3, 31)) == [("leader", 2)]
    stories.reopened(office, case, "Bị ép rút đơn.", on=date(2026, 3, 9))
    assert whole(office, case, date(2026, 3, 11)) == [("leader", 2), ("closed", 3), ("handler", 2)]


def test_a_joined_case_comes_back_to_the_desk_where_it_lay(office):
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    joined(office, case)
    op.unjoin(case, because="Hai đoạn đường khác nhau.", by=office.actor("leader"), on=date(2026, 3, 5))
    assert whole(office, case, date(2026, 3, 6)) == [("closed", 3), ("handler", 1)]


def test_a_number_voided_the_same_day_has_no_days_at_all(office):
    case = a_petition(office)
    op.void_registration(case, because="Vào sổ hai lần.", by=office.actor("leader"), on=stories.DAY)
    assert whole(office, case, date(2026, 3, 31)) == []


def test_a_complaint_without_signature_is_the_petitioner_s_until_it_is_signed(office):
    complaint = a_petition(
        office,
        kind=Kind.COMPLAINT,
        signed=False,
        contested=op.NewContested(number="12/QĐ-UBND", decided_on=date(2026, 2, 1)),
    )
    op.instruct(complaint, handler=office.person("handler"), by=office.actor("leader"), on=date(2026, 3, 3))
    op.record_signature(complaint, signed_on=date(2026, 3, 6), by=office.actor("receptionist"), on=date(2026, 3, 9))
    assert whole(office, complaint, date(2026, 3, 10)) == [("petitioner", 4), ("handler", 2)]


def test_a_guidance_lies_with_whoever_signs_and_numbers_it(office):
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    stories.screened(office, case, "guide")
    letter = op.draft_other(
        case,
        letter_form="guidance",
        subject="Về thẩm quyền",
        to_unit=office.agency,
        basis="Điều 66 Luật Khiếu nại",
        by=office.actor("handler"),
        on=date(2026, 3, 3),
    )
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=date(2026, 3, 3))
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=date(2026, 3, 9))
    op.issue_other(case, letter=letter, by=office.actor("records_officer"), on=date(2026, 3, 10))
    op.dispatch_other(case, letter=letter, sent_by="post", by=office.actor("records_officer"), on=date(2026, 3, 11))
    op.guide(case, by=office.actor("handler"), on=date(2026, 3, 12))
    assert whole(office, case, date(2026, 3, 31)) == [("handler", 1), ("leader", 4), ("records", 2), ("handler", 1)]


def test_what_ran_out_in_whose_hands_stands_under_its_own_nature(office):
    """The agency answers 5 working days after the date in the letter; the MTTQ's own dates stand apart."""
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    two = {"drafted": date(2026, 3, 2), "signed": date(2026, 3, 2), "sent": date(2026, 3, 2)}
    written_and_sent(office, case, **two, answer_by=date(2026, 3, 20))
    arrived(office, case, date(2026, 3, 2), on=date(2026, 3, 2))
    answered(office, case, date(2026, 3, 27))
    duty = case.duties.get(rule__key="mttq.answer_asked")
    op.explain_lateness(case, duty=duty, because="Chờ mưa tạnh.", by=office.actor("leader"), on=date(2026, 3, 30))
    # Reviewed on 3 April: five working days from 27 March, in time.
    op.accept_answer(case, weighed=stories.IN_FULL, by=office.actor("handler"), on=date(2026, 4, 3))
    statement = statement_of(fresh(case), seen_by=office.actor("leader"), on=date(2026, 4, 3), inside=True, opened=True)
    [(held, late)] = statement.late["letter_set"]
    assert (held.holder, late.days, late.in_working_days, late.ran_out_here) == (Holder.AGENCY, 7, False, True)
    assert late.because == "Chờ mưa tạnh."
    assert all(one.nature != "letter_set" for _held, one in statement.late["internal"] + statement.late["statutory"])


def test_an_agency_reads_its_own_days_and_nothing_of_the_desk(office):
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 3), taken=date(2026, 3, 4))
    four = {"drafted": date(2026, 3, 4), "signed": date(2026, 3, 5), "sent": date(2026, 3, 6)}
    written_and_sent(office, case, **four, answer_by=date(2026, 3, 20))
    arrived(office, case, date(2026, 3, 9), on=date(2026, 3, 9))
    seen = statement_of(
        fresh(case), seen_by=office.actor("agency_officer"), on=date(2026, 3, 30), inside=False, opened=True
    )
    [track] = seen.tracks
    assert [(one.holder, one.working_days) for one in track.held] == [(Holder.AGENCY, 15)]
    assert not track.whole
    kinds = {event.sentence for one in track.held for event in (*one.began_by, *one.ended_by)}
    assert kinds == {"Xác nhận công văn đã đến cơ quan"}
    assert seen.late["internal"] == [] and seen.late["statutory"] == []
    nothing = statement_of(
        fresh(case),
        seen_by=office.actor("agency_officer", office.other_agency),
        on=date(2026, 3, 30),
        inside=False,
        opened=True,
    )
    assert nothing.tracks == []


def test_a_year_without_calendar_is_said_and_not_guessed(office):
    case = a_petition(office, received_on=stories.DAY, on=stories.DAY)
    far = statement_of(fresh(case), seen_by=office.actor("leader"), on=date(2040, 1, 2), inside=True, opened=True)
    assert far.case is not None
    [held] = far.case.held
    assert held.working_days is None and far.case.working_days is None
    assert held.days == (date(2040, 1, 2) - stories.DAY).days


def test_the_statement_cites_events_that_stand_in_the_chain(office):
    case = stories.a_case(office, at=Status.ANSWERED)
    statement = statement_of(case, seen_by=office.actor("leader"), on=date(2026, 4, 1), inside=True, opened=True)
    chain = set(Event.objects.filter(subject_type="cases.case", subject_id=case.pk).values_list("sequence", flat=True))
    assert statement.case is not None
    cited = [event.number for one in statement.case.held for event in one.began_by]
    assert cited and set(cited) <= chain


def test_an_agency_that_helps_has_a_track_of_its_own_beside_the_case(office):
    """The lead has it from Monday 2 March; help is asked that day, answered on the 6th, read on the 10th."""
    case = a_case_of(office, date(2026, 3, 2), given=date(2026, 3, 2), taken=date(2026, 3, 2))
    two = {"drafted": date(2026, 3, 2), "signed": date(2026, 3, 2), "sent": date(2026, 3, 2)}
    written_and_sent(office, case, **two, answer_by=date(2026, 4, 15))
    arrived(office, case, date(2026, 3, 2), on=date(2026, 3, 2))
    stories.asked_to_help(office, case)
    records, helper = office.actor("records_officer"), office.actor("agency_officer", office.other_agency)
    op.confirm_request(
        fresh(case), received_on=date(2026, 3, 4), evidence=Evidence.POSTAL_SLIP, by=records, on=date(2026, 3, 4)
    )
    op.acknowledge_request(fresh(case), by=helper, on=date(2026, 3, 6))
    op.answer_request(fresh(case), result=AnswerResult.EXPLAINED, text="Đã kiểm tra.", by=helper, on=date(2026, 3, 6))
    op.note_reply(fresh(case), by=office.actor("handler"), on=date(2026, 3, 10))
    on = date(2026, 3, 13)
    assert whole(office, case, on) == [("agency", 9)]
    statement = statement_of(fresh(case), seen_by=office.actor("leader"), on=on, inside=True, opened=True)
    [beside] = [track for track in statement.tracks if track.referral is not None]
    assert [(str(one.holder.value), one.working_days) for one in beside.held] == [
        ("on_the_way", 2),
        ("agency", 2),
        ("handler", 2),
    ]
    assert (beside.ended, beside.working_days) == (True, 6)
    own = statement_of(fresh(case), seen_by=helper, on=on, inside=False, opened=True)
    assert [(one.holder, one.working_days) for track in own.tracks for one in track.held] == [(Holder.AGENCY, 2)]
    asked = {"seen_by": office.actor("supervisor"), "first": date(2026, 3, 1), "last": on, "on": on}
    score = scores(**asked)[office.other_agency.pk]
    assert (score.days, score.median, score.figures["on_time"]) == (2, 2, 1)
    assert behind("on_time", office.other_agency.pk, **asked) == [case.pk]
