"""A paper of the competent body was written down wrongly, or long after it came: dates counted by hand, as before."""

from datetime import date, timedelta

import pytest

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.holders import Holder
from cases.models import Case, Proceeding
from cases.timeline import timeline
from cases.vocabulary import Breach, EnteredLate, Kind, LateEntryState, NotAccepted, ProceedingFact
from deadlines.vocabulary import Because, DutyState
from tests import stories
from tests.journeys.standing import waiting
from tests.journeys.test_proceeding_stories import (
    ACCEPTED,
    ARRIVED,
    RESOLVE_BY,
    accepts,
    at_the_agency,
    decides,
    due,
    extends,
    state,
)
from tests.journeys.test_turn_stories import held_by, in_step
from tests.stories import Office, a_paper, fresh, unchanged
from workflows.steps import Step

pytestmark = pytest.mark.django_db

LATER = date(2026, 10, 12)
STOPPED, WENT_ON, DECIDED = date(2026, 9, 21), date(2026, 9, 28), date(2026, 10, 8)


def corrected(office: Office, fact: Proceeding, *, on: date = LATER, role: str = "records_officer", **changes: object):
    fact.refresh_from_db()
    stands = {"number": fact.number, "dated_on": fact.dated_on, "arrived_on": fact.arrived_on}
    said = {"because": "Đọc nhầm bản quét."} | stands | changes
    op.correct_act(fresh(fact.case), proceeding=fact, by=office.actor(role), on=on, **said)
    fact.refresh_from_db()


def confirmed(office: Office, case: Case) -> None:
    op.confirm_late_entry(fresh(case), by=office.actor("leader"), on=LATER)


def struck(office: Office, case: Case) -> None:
    op.strike_late_entry(fresh(case), because="Bản quét ghi ngày cũ.", by=office.actor("leader"), on=LATER)


def stopped_and_gone_on(office: Office, case: Case) -> tuple[Proceeding, Proceeding]:
    """Extended to 1 October; suspended from 21 to 28 September, eight days that do not count: 9 October."""
    extends(office, case, date(2026, 9, 10))
    by = office.actor("agency_head")
    paper = a_paper("31/QĐ-UBND", STOPPED)
    stop = op.record_suspension(case, paper=paper, because="Chờ giám định.", by=by, on=STOPPED)
    go_on = op.record_resumption(case, paper=a_paper("32/QĐ-UBND", WENT_ON), by=by, on=WENT_ON)
    assert due(case, "kn.resolve_first") == date(2026, 10, 9)
    return stop, go_on


def test_a_number_typed_wrongly_moves_nothing_and_asks_nobody(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    longer = extends(office, case, date(2026, 9, 10))
    by_when = due(case, "kn.resolve_first")
    corrected(office, longer, number="21/QĐ-UBND")
    case = fresh(case)
    assert (longer.number, due(case, "kn.resolve_first")) == ("21/QĐ-UBND", by_when)
    assert case.duties.get(rule__key="kn.resolve_first").longer.get().document.startswith("21/QĐ-UBND")
    assert not case.late_entry_waits
    made = case.corrections.get()
    assert "20/QĐ-1009" in made.was and "21/QĐ-UBND" in made.now
    event = Event.objects.get(kind="act.corrected")
    assert (event.facts["duties"], event.facts["fact"], "was" in event.facts) == ([], "act", False)
    assert "QĐ" not in str(event.facts)
    words = {one.kind: one.words for one in timeline(case, seen_by=office.actor("leader"))}
    assert "Đọc nhầm bản quét." in words["act.corrected"]


def test_the_day_of_the_acceptance_moves_the_limit_at_once_and_waits_for_a_second_person(office: Office):
    case = at_the_agency(office)
    fact = accepts(office, case)
    assert due(case, "kn.resolve_first") == RESOLVE_BY
    corrected(office, fact, dated_on=date(2026, 8, 14))
    # 30 days after 14 August are over on Sunday 13 September, so on Monday the 14th.
    duty = fresh(case).duties.get(rule__key="kn.resolve_first")
    assert (duty.started_on, duty.due_on) == (date(2026, 8, 14), date(2026, 9, 14))
    assert duty.computations.last().because == Because.MISTAKE
    assert fresh(case).duties.get(rule__key="kn.accept").met_on == date(2026, 8, 14)
    event = Event.objects.get(kind="act.corrected")
    assert (event.facts["was"], event.facts["now"]) == ("2026-08-17", "2026-08-14")
    assert Step.JUDGE_LATE_ENTRY in waiting(fresh(case))
    entry = fresh(case).late_entries.get()
    assert (entry.what, entry.happened_on, entry.instead_on) == (EnteredLate.ACT_ON, date(2026, 8, 14), ACCEPTED)
    with unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        corrected(office, fact, number="9/TB")
    confirmed(office, case)
    assert Step.JUDGE_LATE_ENTRY not in waiting(fresh(case))
    assert due(case, "kn.resolve_first") == date(2026, 9, 14)
    in_step(case, on=LATER)


def test_struck_the_day_that_stood_there_before_counts_again(office: Office):
    case = at_the_agency(office)
    fact = accepts(office, case)
    corrected(office, fact, dated_on=date(2026, 8, 14))
    struck(office, case)
    fact.refresh_from_db()
    assert (fact.dated_on, due(case, "kn.resolve_first")) == (ACCEPTED, RESOLVE_BY)
    assert fresh(case).duties.get(rule__key="kn.accept").met_on == ACCEPTED
    assert fresh(case).late_entries.get().state == LateEntryState.STRUCK
    assert not fresh(case).late_entry_waits


def test_who_corrected_it_does_not_stand_for_it(office: Office):
    case = at_the_agency(office)
    corrected(office, accepts(office, case), dated_on=date(2026, 8, 14))
    same = stories.as_person(office.person("records_officer"), office.province, "leader")
    with unchanged(case), pytest.raises(NotAllowedNow, match="người thứ hai"):
        op.confirm_late_entry(fresh(case), by=same, on=LATER)


def test_a_day_recorded_meanwhile_stands_in_the_way_of_striking(office: Office):
    case = at_the_agency(office)
    fact = accepts(office, case)
    corrected(office, fact, dated_on=date(2026, 8, 12))
    paper = a_paper("77/QĐ-UBND", date(2026, 8, 13))
    by = office.actor("agency_head")
    op.record_decision(fresh(case), paper=paper, what=ProceedingFact.DECIDED, by=by, on=LATER)
    with unchanged(case), pytest.raises(NotAllowedNow, match="liền sau"):
        struck(office, case)


@pytest.mark.parametrize(
    ("which", "day"),
    [(0, date(2026, 9, 22)), (1, date(2026, 9, 29)), (1, date(2026, 8, 10)), (2, date(2026, 9, 20)), (3, WENT_ON)],
    ids=["accepted after suspended", "stopped after going on", "stopped before accepted", "on before stop", "decided"],
)
def test_no_paper_overtakes_its_neighbours(office: Office, which, day):
    case = at_the_agency(office)
    fact = accepts(office, case)
    stop, go_on = stopped_and_gone_on(office, case)
    facts = [fact, stop, go_on, decides(office, case, DECIDED)]
    before = day - timedelta(days=1) if which == 3 else day
    with unchanged(case), pytest.raises(Unusable) as refusal:
        corrected(office, facts[which], dated_on=before)
    assert refusal.value.field == "dated_on"
    assert "liền trước" in refusal.value.reason


def test_a_paper_is_not_younger_than_its_arrival_unless_that_is_corrected_too(office: Office):
    case = at_the_agency(office)
    fact = accepts(office, case)
    with unchanged(case), pytest.raises(Unusable, match="đến Mặt trận"):
        corrected(office, fact, dated_on=date(2026, 8, 19))
    corrected(office, fact, dated_on=date(2026, 8, 19), arrived_on=date(2026, 8, 20))
    # The acceptance is late now, by one day.
    accept = fresh(case).duties.get(rule__key="kn.accept")
    assert (accept.met_on, accept.due_on) == (date(2026, 8, 19), date(2026, 8, 18))
    confirmed(office, case)
    confirmed(office, case)
    assert not fresh(case).late_entry_waits


def test_an_extension_that_was_late_in_truth_moves_no_date_and_can_be_contested(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    longer = extends(office, case, date(2026, 9, 10))
    assert due(case, "kn.resolve_first") == date(2026, 10, 1)
    corrected(office, longer, dated_on=date(2026, 9, 17), arrived_on=date(2026, 9, 18))
    assert (longer.breach, longer.opened, due(case, "kn.resolve_first")) == (Breach.AFTER_LIMIT, None, RESOLVE_BY)
    assert not fresh(case).duties.get(rule__key="kn.resolve_first").longer.exists()
    struck(office, case)
    longer.refresh_from_db()
    assert (longer.breach, due(case, "kn.resolve_first")) == ("", date(2026, 10, 1))


def test_the_days_that_do_not_count_follow_the_true_decisions(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    stop, go_on = stopped_and_gone_on(office, case)
    corrected(office, stop, dated_on=date(2026, 9, 23), arrived_on=date(2026, 9, 23))
    assert fresh(case).late_entries.count() == 2, "its day and its arrival"
    # Two days less stand still: Wednesday 7 October.
    assert due(case, "kn.resolve_first") == date(2026, 10, 7)
    assert held_by(fresh(case), Holder.PAUSE, on=LATER) == 6, "23 to 28 September"
    confirmed(office, case)
    confirmed(office, case)
    corrected(office, go_on, dated_on=date(2026, 9, 24))
    assert due(case, "kn.resolve_first") == date(2026, 10, 5), "day 47 is Saturday the 3rd"
    duty = fresh(case).duties.get(rule__key="kn.resolve_first")
    assert (duty.stops.get().first_on, duty.stops.get().last_on) == (date(2026, 9, 23), date(2026, 9, 24))


def test_a_clock_that_stands_still_in_truth_never_stopped_after_its_limit(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    by = office.actor("agency_head")
    day = date(2026, 9, 15)
    stop = op.record_suspension(case, paper=a_paper("31/QĐ", day), because="Chờ giám định.", by=by, on=day)
    assert state(case, "kn.resolve_first") == DutyState.PAUSED
    corrected(office, stop, dated_on=date(2026, 9, 17), arrived_on=date(2026, 9, 18))
    assert (stop.breach, state(case, "kn.resolve_first")) == (Breach.AFTER_LIMIT, DutyState.RUNNING)
    struck(office, case)
    stop.refresh_from_db()
    assert (stop.breach, state(case, "kn.resolve_first")) == ("", DutyState.PAUSED)


def test_the_day_of_the_decision_says_when_it_was_resolved_and_when_the_result_is_owed(office: Office):
    case = at_the_agency(office)
    accepts(office, case)
    decision = decides(office, case, date(2026, 9, 15))
    corrected(office, decision, dated_on=date(2026, 9, 11))
    assert fresh(case).duties.get(rule__key="kn.resolve_first").met_on == date(2026, 9, 11)
    # Seven days after Friday 11 September.
    assert due(case, "kn.result_to_mttq") == date(2026, 9, 18)


def test_the_ground_and_the_number_of_a_refusal_are_those_of_the_answer_too(office: Office):
    case = at_the_agency(office)
    by, paper = office.actor("agency_head"), a_paper("13/TB-UBND", ACCEPTED)
    said = {"ground": NotAccepted.TIME_BARRED, "because": "Quá 90 ngày."}
    fact = op.refuse_acceptance(case, paper=paper, by=by, on=ACCEPTED, **said)
    corrected(office, fact, number="31/TB-UBND", ground=NotAccepted.NOT_AFFECTED, role="handler")
    given = fresh(case).lead.answers.get()
    assert (fact.ground, given.number, given.dated_on) == (NotAccepted.NOT_AFFECTED, "31/TB-UBND", ACCEPTED)
    accepted = accepts(office, at_the_agency(office))
    with pytest.raises(Unusable, match="không thụ lý"):
        corrected(office, accepted, ground=NotAccepted.NOT_AFFECTED)


@pytest.mark.parametrize(
    ("changes", "field"), [({}, "number"), ({"number": " "}, "number"), ({"number": "9", "because": " "}, "because")]
)
def test_nothing_is_corrected_without_a_difference_and_a_reason(office: Office, changes, field):
    case = at_the_agency(office)
    fact = accepts(office, case)
    with unchanged(case), pytest.raises(Unusable) as refusal:
        corrected(office, fact, **changes)
    assert refusal.value.field == field


def test_a_paper_of_another_case_is_not_corrected_in_this_one(office: Office):
    fact, other = accepts(office, at_the_agency(office)), at_the_agency(office)
    accepts(office, other)
    facts = {"number": "1", "dated_on": ACCEPTED, "arrived_on": ACCEPTED, "because": "Nhầm."}
    with unchanged(other), pytest.raises(Unusable, match="trong vụ việc này"):
        op.correct_act(fresh(other), proceeding=fact, by=office.actor("handler"), on=LATER, **facts)


# Entered long after it came


def test_a_paper_that_lay_for_weeks_says_why_and_its_arrival_waits_for_a_second_person(office: Office):
    case = at_the_agency(office, kind=Kind.DENUNCIATION)
    paper, records = a_paper("12/TB-UBND", date(2026, 8, 13)), office.actor("records_officer")
    late = op.AgencyPaper(**{**vars(paper), "arrived_on": date(2026, 8, 14)})
    entered = date(2026, 8, 31)
    with unchanged(case), pytest.raises(Unusable) as refusal:
        op.record_acceptance(case, paper=late, by=records, on=entered)
    assert refusal.value.field == "late_because"
    late = op.AgencyPaper(**{**vars(late), "late_because": "Nằm ở hộp thư của xã."})
    fact = op.record_acceptance(case, paper=late, by=records, on=entered)
    entry = fresh(case).late_entries.get()
    assert (entry.what, entry.happened_on, entry.recorded_on) == (EnteredLate.ACT_ARRIVED, fact.arrived_on, entered)
    assert Step.JUDGE_LATE_ENTRY in waiting(fresh(case))
    told = fresh(case).duties.get(rule__key="tc.result_to_transferor")
    assert told.met_on == date(2026, 8, 14)
    # Nothing speaks for that day: the word of the agency is judged by the day it was entered, and comes late.
    op.strike_late_entry(fresh(case), because="Không có dấu đến.", by=office.actor("leader"), on=entered)
    told.refresh_from_db()
    fact.refresh_from_db()
    assert (told.met_on, fact.arrived_on, fact.dated_on) == (entered, entered, date(2026, 8, 13))
    assert told.due_on < told.met_on


def test_what_an_agency_enters_at_its_own_desk_came_the_day_it_is_entered(office: Office):
    case = at_the_agency(office)
    paper = a_paper("12/TB-UBND", ARRIVED)
    op.record_acceptance(case, paper=paper, by=office.actor("agency_head"), on=date(2026, 8, 31))
    assert not fresh(case).late_entry_waits
