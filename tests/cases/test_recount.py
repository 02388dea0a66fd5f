"""A changed calendar moves exactly the open duties whose window it touches, and what was supposed comes true."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from audit.acting import acting
from audit.actor import system
from audit.models import Event
from audit.record import record
from cases import operations as op
from cases.models import Case, Duty, DutyComputation, Recount
from deadlines.models import CalendarDay, CalendarYear, Rule, Transition
from deadlines.working_days import SpecialDay
from tests.stories import a_petition
from workflows.flows import Look
from workflows.models import Assignment

pytestmark = pytest.mark.slow

HOUSE = system("recount")
OWN = "tt36.own_processing"
ANNOUNCED = date(2025, 12, 25)
OFF, WORKED = date(2026, 1, 2), date(2026, 1, 10)
SWAP = [
    op.SupposedDay(SpecialDay(OFF, False, "nghỉ hoán đổi", "12729/VPCP-KGVX"), ANNOUNCED),
    op.SupposedDay(SpecialDay(WORKED, True, "làm bù", "12729/VPCP-KGVX"), ANNOUNCED),
]
RECEIVED = [date(2025, 12, day) for day in (8, 15, 22, 26, 30)]


def before_the_swap() -> None:
    """Take the swap of 2 January 2026 out of the calendar, as it was until 25 December 2025."""
    CalendarDay.objects.filter(day__in=[OFF, WORKED]).delete()
    changed()


def swap_is_loaded() -> None:
    for supposed, kind, other in zip(SWAP, ("swap_off", "swap_work"), (WORKED, OFF), strict=True):
        CalendarDay.objects.create(
            day=supposed.day.day,
            year_id=2026,
            kind=kind,
            name=supposed.day.why,
            citation=supposed.day.citation,
            adopted_on=ANNOUNCED,
            confidence="V",
            swapped_with=other,
        )
    changed()


def changed() -> None:
    with acting(HOUSE):
        year = CalendarYear.objects.get(year=2026)
        year.version = uuid4().hex[:12]
        year.save()
        record("calendar.changed", year, by=HOUSE, on=ANNOUNCED, year=2026, version=year.version)


def due(case: Case, key: str = OWN) -> date:
    return case.duties.get(rule__key=key).due_on


@pytest.fixture
def register(office, db) -> dict[date, Case]:
    before_the_swap()
    op.recount(by=HOUSE, on=ANNOUNCED)
    Recount.objects.all().delete()
    return {day: a_petition(office, received_on=day, on=day) for day in RECEIVED}


def test_a_swap_announced_on_25_december_moves_exactly_the_right_ones(register):
    was = {duty.pk: duty.due_on for duty in Duty.objects.all()}
    swap_is_loaded()
    assert {duty.pk: duty.due_on for duty in Duty.objects.all()} == was
    counted = op.recount(by=HOUSE, on=ANNOUNCED)
    # Ten working days, by hand: from 8/12 until 22/12 nothing is touched; from 15/12 it ends on 29/12, before the swap;
    # from 22/12 it ended on 6/1 and 2/1 falls out: 7/1; from 26/12 it ended on 12/1, 2/1 falls out, Saturday 10/1
    # comes in: 12/1 again; from 30/12 it ended on 14/1: the same, counted again and found unmoved.
    assert [due(register[day]) for day in RECEIVED] == [
        date(2025, 12, 22),
        date(2025, 12, 29),
        date(2026, 1, 7),
        date(2026, 1, 12),
        date(2026, 1, 14),
    ]
    events = Event.objects.filter(kind="duty.recomputed")
    assert events.count() == counted
    moved = {event.facts["duty"] for event in events if event.facts["was"] != event.facts["due_on"]}
    assert moved == {pk for pk, before in was.items() if Duty.objects.get(pk=pk).due_on != before}
    assert {event.facts["reason"] for event in events} == {"calendar"}
    untouched = [duty.pk for day in RECEIVED[:2] for duty in register[day].duties.filter(due_on__lt=OFF)]
    assert untouched
    assert not events.filter(facts__duty__in=untouched).exists()


def test_what_was_supposed_comes_true_case_by_case_and_supposing_touches_nothing(register):
    before = (Event.objects.count(), DutyComputation.objects.count(), list(Duty.objects.values_list("due_on")))
    supposed = {one.duty.pk: one.due_on for one in op.suppose(on=ANNOUNCED, days=SWAP)}
    assert supposed
    assert before == (
        Event.objects.count(),
        DutyComputation.objects.count(),
        list(Duty.objects.values_list("due_on")),
    )
    was = dict(Duty.objects.values_list("pk", "due_on"))
    swap_is_loaded()
    op.recount(by=HOUSE, on=ANNOUNCED)
    really = {duty.pk: duty.due_on for duty in Duty.objects.all() if duty.due_on != was[duty.pk]}
    assert supposed == really


def test_whoever_was_late_before_the_announcement_stays_late(register):
    """A day given afterwards does not make a late answer punctual (judged by the calendar known on the due day)."""
    duty = register[RECEIVED[0]].duties.get(rule__key=OWN)
    late_day = duty.due_on
    assert late_day < ANNOUNCED
    CalendarDay.objects.create(
        day=late_day,
        year_id=2025,
        kind="day_off",
        name="nghỉ đột xuất",
        citation="1/TB",
        adopted_on=ANNOUNCED,
        confidence="V",
    )
    changed()
    op.recount(by=HOUSE, on=ANNOUNCED)
    duty.refresh_from_db()
    assert duty.due_on == late_day


def test_an_order_is_finished_once_and_a_second_run_counts_nothing(register):
    swap_is_loaded()
    assert op.recount(by=HOUSE, on=ANNOUNCED) > 0
    order = Recount.objects.get()
    assert order.finished_at is not None
    assert order.looked_at == order.total
    recomputed = [event.facts for event in Event.objects.filter(kind="duty.recomputed")]
    assert order.moved == sum(facts["was"] != facts["due_on"] for facts in recomputed)
    assert Event.objects.filter(kind="duties.recounted", subject_id=order.pk).count() == 1
    assert op.recount(by=HOUSE, on=ANNOUNCED) == 0


def test_a_recount_killed_half_way_goes_on_where_it_was(register, monkeypatch):
    monkeypatch.setattr("cases.operations.recounting.AT_ONCE", 1)
    swap_is_loaded()

    class Killed(BaseException):
        pass

    def die_after_the_second(done: int, _total: int) -> None:
        if done >= 2:
            raise Killed

    with pytest.raises(Killed):
        op.recount(by=HOUSE, on=ANNOUNCED, progress=die_after_the_second)
    half = Event.objects.filter(kind="duty.recomputed").count()
    assert half > 0
    op.recount(by=HOUSE, on=ANNOUNCED)
    per_duty = list(Event.objects.filter(kind="duty.recomputed").values_list("facts__duty", flat=True))
    assert len(per_duty) == len(set(per_duty)) > half
    assert due(register[date(2025, 12, 22)]) == date(2026, 1, 7)


def a_shorter_limit_from(day: date) -> tuple[Rule, Rule]:
    """Close the house's own limit and follow it by one of five working days, as an approved proposal does."""
    old = Rule.objects.get(key=OWN)
    old.in_force_to = day - timedelta(days=1)
    old.save()
    new = Rule.objects.get(pk=old.pk)
    new.pk, new.version, new.length, new.in_force_from, new.in_force_to = None, 2, 5, day, None
    new.save()
    return old, new


def the_law_changed(rule: Rule) -> None:
    with acting(HOUSE):
        record("law.rule_closed", rule, by=HOUSE, on=ANNOUNCED, key=rule.key, version=rule.version, until="")


def test_a_new_version_leaves_running_clocks_alone_unless_a_transitional_row_names_them(register):
    was = {case.pk: due(case) for case in register.values()}
    old, new = a_shorter_limit_from(date(2026, 1, 1))
    the_law_changed(old)
    op.recount(by=HOUSE, on=ANNOUNCED)
    assert {case.pk: due(case) for case in register.values()} == was
    Transition.objects.create(
        rule=old, goes_by=new, started_from=date(2025, 12, 22), citation="Điều khoản chuyển tiếp", confidence="V"
    )
    supposed = {one.duty.case_id for one in op.suppose(on=ANNOUNCED)}
    the_law_changed(new)
    op.recount(by=HOUSE, on=ANNOUNCED)
    moved = {case.pk for case in register.values() if due(case) != was[case.pk]}
    assert moved == supposed == {register[day].pk for day in RECEIVED[2:]}
    duty = register[date(2025, 12, 22)].duties.get(rule__key=OWN)
    assert (duty.rule.version, duty.due_on) == (2, date(2025, 12, 29))
    assert duty.computations.latest("pk").because == "law"


def test_nobody_but_the_house_recounts(office, db):
    with pytest.raises(PermissionDenied):
        op.recount(by=office.actor("leader"), on=ANNOUNCED)


def test_the_command_says_what_would_move_and_touches_nothing(office, db, capsys, monkeypatch):
    today = date(2026, 11, 19)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: today)
    case = a_petition(office, received_on=today, on=today)
    was = due(case)
    call_command("recount", "--what-if", "--off", "2026-11-23", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert {"case": case.number, "rule": OWN, "was": str(was)}.items() <= rows[0].items()
    assert date.fromisoformat(rows[0]["due_on"]) > was
    assert due(case) == was
    with pytest.raises(SystemExit):
        call_command("recount", "--off", "2026-11-23")
    with pytest.raises(SystemExit, match="không phải là ngày"):
        call_command("recount", "--what-if", "--off", "mai")


def test_tasks_are_owed_by_the_new_days_and_come_anew(register):
    before = {one.pk: (one.due_on, one.turn) for one in Assignment.objects.filter(ended_at=None)}
    swap_is_loaded()
    op.recount(by=HOUSE, on=ANNOUNCED)
    moved = 0
    for one in Assignment.objects.filter(ended_at=None):
        look = Look(one.case_id)
        nearest = look.next_duty(one.unit_id, referral=one.referral_id)
        assert (one.duty_id, one.due_on) == (nearest and nearest.pk, nearest and nearest.due_on)
        day, turn = before[one.pk]
        assert one.turn == turn + (one.due_on != day)
        moved += one.due_on != day
    assert 0 < moved < len(before)
