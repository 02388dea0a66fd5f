"""An agency lets its day pass: it is chased rung by rung, by letters that people sign, until it answers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.acting import acting
from audit.actor import system
from audit.models import Event
from audit.record import record
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.holders import Holder
from cases.models import Case, Letter, Rung
from cases.queries import moves_open_to
from cases.statement import course_for, out_of_step
from cases.vocabulary import LetBe, LetterForm, LetterStatus, Move, RungKind, RungState, Status
from deadlines.models import CalendarDay, CalendarYear
from tests import stories
from tests.stories import ANSWER_BY, DAY, Office, a_case, chase, chased, chased_up_to, send_out, swept
from workflows.follow import misaligned

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LATE = ANSWER_BY + timedelta(days=5)


def at_the_agency(office: Office) -> Case:
    """The agency has the letter, says it will answer, and lets the day pass."""
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    return Case.objects.get(pk=case.pk)


def the_rung(case: Case, kind: str) -> Rung:
    return Rung.objects.get(case=case, kind=kind)


def steps(case: Case) -> set[str]:
    assert misaligned(Case.objects.get(pk=case.pk)) == ""
    return set(case.assignments.filter(ended_at=None).values_list("step", flat=True))


def test_the_sweep_says_that_it_is_time_to_remind_and_nothing_leaves_by_itself(office: Office) -> None:
    case = at_the_agency(office)
    swept(ANSWER_BY)
    assert not Rung.objects.exists(), "on its last day nobody is late"
    swept(LATE)
    assert the_rung(case, RungKind.REMINDER).state == RungState.REACHED
    assert "chase" in steps(case)
    task = case.assignments.get(step="chase", ended_at=None)
    assert task.owner == office.person("handler")
    assert not case.letters.filter(referral=None).exists()
    assert case.duties.get(rule__key="mttq.send_chasing").unit == office.province


def test_the_sweep_asked_twice_says_it_once(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    swept(LATE)
    assert Event.objects.filter(kind="rung.reached", subject_id=case.pk).count() == 1


def test_a_rung_is_climbed_when_its_letter_leaves_and_the_next_counts_from_there(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    letter = chase(office, case, on=LATE, answer_by=LATE + timedelta(days=20))
    assert letter.form == LetterForm.REMINDER
    assert the_rung(case, RungKind.REMINDER).state == RungState.REACHED, "a draft climbs nothing"
    send_out(office, case, letter, on=LATE)
    rung = the_rung(case, RungKind.REMINDER)
    assert (rung.state, rung.settled_on, rung.letter) == (RungState.CLIMBED, LATE, letter)
    assert "chase" not in steps(case)
    ahead = the_rung(case, RungKind.DIALOGUE)
    assert ahead.reached_on > LATE + timedelta(days=20), "the letter gave a date: until then nobody is chased again"
    swept(ahead.reached_on - timedelta(days=1))
    assert the_rung(case, RungKind.DIALOGUE).state == RungState.AHEAD
    swept(ahead.reached_on)
    assert the_rung(case, RungKind.DIALOGUE).state == RungState.REACHED


def test_four_rungs_lead_from_a_reminder_to_the_six_month_notice(office: Office) -> None:
    case = at_the_agency(office)
    chased_up_to(RungKind.LEADERSHIP)(office, case)
    forms = list(case.letters.filter(referral=None).order_by("pk").values_list("form", "number"))
    assert [form for form, _number in forms] == ["reminder", "dialogue", "recommendation"]
    assert all(number for _form, number in forms)
    assert steps(case) >= {"before_leadership"}
    op.lay_before_leadership(
        case, decided="Nêu trong thông báo gửi Hội đồng nhân dân.", by=office.actor("leader"), on=date(2026, 12, 1)
    )
    rung = the_rung(case, RungKind.LEADERSHIP)
    assert (rung.state, rung.in_notice) == (RungState.CLIMBED, True)
    assert "before_leadership" not in steps(case)
    assert not Rung.objects.filter(state__in=[RungState.AHEAD, RungState.REACHED]).exists()
    # All along the days were the agency's.
    assert out_of_step(Case.objects.get(pk=case.pk), on=date(2026, 12, 1)) == ""
    assert course_for(case, on=date(2026, 12, 1)).lies_with == Holder.AGENCY


def test_the_agency_answers_on_the_morning_the_reminder_was_drafted(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    letter = chase(office, case, on=LATE)
    stories.replied(office, case)
    assert Letter.objects.get(pk=letter.pk).status == LetterStatus.CANCELLED
    assert the_rung(case, RungKind.REMINDER).state == RungState.DROPPED
    assert not case.duties.filter(rule__key="mttq.send_chasing", state="running").exists()
    assert steps(case) == {"review"}


def test_an_answer_takes_back_the_signed_and_the_numbered_reminder(office: Office) -> None:
    for far in ("signed", "issued"):
        case = at_the_agency(office)
        swept(LATE)
        letter = chase(office, case, on=LATE)
        op.submit_other(case, letter=letter, by=office.actor("handler"), on=LATE)
        op.sign_other(case, letter=letter, by=office.actor("leader"), on=LATE)
        if far == "issued":
            op.issue_other(case, letter=letter, by=office.actor("records_officer"), on=LATE)
        stories.replied(office, case)
        kept = Letter.objects.get(pk=letter.pk)
        assert kept.status == (LetterStatus.CANCELLED if far == "signed" else LetterStatus.VOIDED)
        assert not case.duties.filter(rule__key="vt.issue_outgoing", state="running").exists()
        assert steps(case) == {"review"}


def test_a_lawful_pause_freezes_the_ladder_and_the_date_that_moved_starts_it_where_it_stood(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    chased(office, case, on=LATE)
    asked = case.duties.get(rule__key="mttq.answer_asked")
    stop = LATE + timedelta(days=1)
    leader = office.actor("leader")
    op.pause_duty(case, duty=asked, first_on=stop, document="13/MTTQ", because="Chờ giám định.", by=leader, on=stop)
    swept(stop + timedelta(days=60))
    assert the_rung(case, RungKind.DIALOGUE).state == RungState.DROPPED
    resumed = stop + timedelta(days=60)
    op.resume_duty(case, duty=asked, last_on=resumed, by=leader, on=resumed)
    assert steps(case) == {"answer"}
    for week in range(1, 4):
        swept(resumed + timedelta(days=7 * week))
    # It was reminded before: the dialogue is next, not another reminder.
    assert Case.objects.get(pk=case.pk).rungs_waiting[0].kind == RungKind.DIALOGUE
    assert Rung.objects.filter(case=case, kind=RungKind.REMINDER).count() == 1


def test_the_leader_lets_a_rung_be_with_a_reason_and_the_next_counts_from_there(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    letter = chase(office, case, on=LATE)
    with pytest.raises(PermissionDenied):
        op.let_rung_be(case, how=LetBe.WAIT, because="Đã hẹn.", by=office.actor("handler"), on=LATE)
    with pytest.raises(Unusable) as refusal:
        op.let_rung_be(case, how=LetBe.WAIT, because=" ", by=office.actor("leader"), on=LATE)
    assert refusal.value.field == "because"
    op.let_rung_be(case, how=LetBe.WAIT, because="Đã hẹn trả lời.", by=office.actor("leader"), on=LATE)
    assert Letter.objects.get(pk=letter.pk).status == LetterStatus.CANCELLED
    assert the_rung(case, RungKind.REMINDER).state == RungState.LET_BE
    ahead = the_rung(case, RungKind.DIALOGUE)
    assert ahead.state == RungState.AHEAD
    assert ahead.reached_on > LATE + timedelta(days=9)
    assert "chase" not in steps(case)


def test_the_leader_skips_a_rung_and_the_next_waits_at_once(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    op.let_rung_be(case, how=LetBe.SKIP, because="Đã nhắc nhiều lần.", by=office.actor("leader"), on=LATE)
    assert the_rung(case, RungKind.DIALOGUE).state == RungState.REACHED
    assert "chase" in steps(case)
    assert chase(office, case, on=LATE).form == LetterForm.DIALOGUE


def test_the_superior_must_be_named_and_is_not_the_agency_itself(office: Office) -> None:
    case = at_the_agency(office)
    chased_up_to(RungKind.SUPERIOR)(office, case)
    day = date(2026, 9, 1)
    for wrong in (None, office.agency, office.province):
        with pytest.raises(Unusable) as refusal:
            chase(office, case, on=day, to_unit=wrong)
        assert refusal.value.field == "to_unit"
    letter = chase(office, case, on=day, to_unit=office.other_agency)
    assert letter.to_unit == office.other_agency


def test_a_recall_and_a_withdrawal_end_the_ladder(office: Office) -> None:
    recalled = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, recalled)
    withdrawn = at_the_agency(office)
    swept(LATE)
    op.recall_referral(recalled, because="Gửi nhầm cơ quan.", by=office.actor("leader"), on=LATE)
    op.withdraw(withdrawn, by=office.actor("handler"), on=LATE)
    for case in (recalled, withdrawn):
        assert the_rung(case, RungKind.REMINDER).state == RungState.DROPPED
        assert "chase" not in steps(case)


def test_an_agency_that_helps_is_reminded_and_no_more(office: Office) -> None:
    case = a_case(office, at=Status.IN_HAND)
    stories.helping(office, case)
    swept(LATE)
    letter = chased(office, case, on=LATE)
    rung = the_rung(case, RungKind.REMINDER)
    assert rung.referral.cooperates
    assert rung.letter == letter
    assert not Rung.objects.filter(case=case, state=RungState.AHEAD).exists()
    swept(date(2026, 9, 1))
    assert not Case.objects.get(pk=case.pk).rungs_waiting


def test_a_reminder_written_before_its_turn_counts_as_the_first_rung(office: Office) -> None:
    case = at_the_agency(office)
    chased_up_to(RungKind.DIALOGUE)(office, case)
    ahead = Case.objects.get(pk=case.pk)
    assert ahead.rungs_waiting[0].kind == RungKind.DIALOGUE
    case = at_the_agency(office)
    swept(ANSWER_BY + timedelta(days=1))
    stories.other_dispatched(
        office, case, form=LetterForm.REMINDER, answer_by=ANSWER_BY + timedelta(days=15), subject="Đôn đốc"
    )
    assert the_rung(case, RungKind.REMINDER).state == RungState.CLIMBED


def test_only_the_leader_speaks_for_the_leadership(office: Office) -> None:
    case = at_the_agency(office)
    chased_up_to(RungKind.LEADERSHIP)(office, case)
    day = date(2026, 12, 1)
    fresh = Case.objects.get(pk=case.pk)
    assert Move.LAY_BEFORE_LEADERSHIP in moves_open_to(office.actor("leader"), fresh)
    assert Move.CHASE not in moves_open_to(office.actor("handler"), fresh)
    with pytest.raises(PermissionDenied):
        op.lay_before_leadership(case, decided="Nêu tên.", by=office.actor("handler"), on=day)
    with pytest.raises(NotAllowedNow):
        chase(office, case, on=day)
    op.lay_before_leadership(case, decided="Gặp riêng chủ tịch xã.", in_notice=False, by=office.actor("leader"), on=day)
    assert not the_rung(case, RungKind.LEADERSHIP).in_notice


def test_a_holiday_that_was_entered_late_moves_the_day_and_takes_the_chase_back(office: Office) -> None:
    case = at_the_agency(office)
    swept(LATE)
    letter = chase(office, case, on=LATE)
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=LATE)
    assert "sign_other" in steps(case)
    off = {"year_id": 2026, "kind": "day_off", "name": "nghỉ đột xuất", "citation": "1/TB", "confidence": "V"}
    CalendarDay.objects.create(day=ANSWER_BY, adopted_on=ANSWER_BY - timedelta(days=5), **off)
    house = system("recount")
    with acting(house):
        year = CalendarYear.objects.get(year=2026)
        year.version = "otherwise"
        year.save()
        record("calendar.changed", year, by=house, on=LATE, year=2026, version=year.version)
    op.recount(by=house, on=LATE)
    assert case.duties.get(rule__key="mttq.answer_asked").due_on == ANSWER_BY + timedelta(days=1)
    assert Letter.objects.get(pk=letter.pk).status == LetterStatus.CANCELLED
    assert Event.objects.get(kind="duty.recomputed", subject_id=case.pk).facts["rungs"] == 1
    assert not {"sign_other", "chase"} & steps(case)
