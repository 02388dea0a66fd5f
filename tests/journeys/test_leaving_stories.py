"""Somebody leaves: everything open is handed to others or comes to the leader; nothing is nobody's, nothing is lost."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Instruction, ReceptionSession
from cases.reception_words import SessionKind
from cases.statement import out_of_step, statement_of
from cases.vocabulary import Status
from config.alignment import findings
from organizations.models import Membership
from organizations.operations import deputise, end_membership
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person
from tests.stories import DAY, a_case, a_petition, as_person, fresh
from workflows import inbox
from workflows import operations as work
from workflows.follow import misaligned
from workflows.left import beside_of
from workflows.models import Assignment, Leaving, LeavingRow, Left, LeftState

pytestmark = pytest.mark.django_db
HOUSE = system("leaving")
BECAUSE = "Đồng chí chuyển công tác từ ngày 10/3/2026."


def handed_over(office, **facts) -> Leaving:
    said = {"unit": office.province, "because": BECAUSE, "by": office.actor("leader"), "on": DAY} | facts
    leaving = work.order_leaving(office.person("handler"), **said)
    work.carry_leavings_on(by=HOUSE, on=DAY)
    leaving.refresh_from_db()
    return leaving


def last_day(office, role: str, day: date) -> None:
    membership = Membership.objects.get(user=office.person(role), role=role)
    end_membership(membership, last_on=day, by=office.actor("administrator"))


def sessions(office, receiver, *days: date) -> list[ReceptionSession]:
    return op.plan_sessions(
        office.province,
        days=list(days),
        begins_at=time(8),
        ends_at=time(11),
        place="Phòng tiếp công dân",
        kind=SessionKind.REGULAR,
        receiver=receiver,
        by=office.actor("leader"),
        on=DAY,
    )


def test_everything_of_a_leaving_handler_goes_to_the_successor_each_with_its_own_line(office):
    cases = [a_case(office, at=status) for status in (Status.INSTRUCTED, Status.IN_HAND, Status.ANSWERED)]
    stories.drafted(office, cases[1])
    successor = a_person(office.province, Role.HANDLER)
    leaving = handed_over(office, handler=successor)
    assert {fresh(case).handler for case in cases} == {successor}
    rows = LeavingRow.objects.filter(leaving=leaving)
    assert [(row.what, row.state, row.to) for row in rows] == [(Left.CASE, LeftState.MOVED, successor)] * 3
    assert Event.objects.filter(kind="case.handed_over").count() == 3
    assert {one.text for one in Instruction.objects.filter(handler=successor)} == {BECAUSE}
    assert [misaligned(fresh(case)) for case in cases] == ["", "", ""]
    # The draft goes along: the successor goes on with it where it lay.
    op.submit_letter(cases[1], by=as_person(successor, office.province, Role.HANDLER), on=DAY)
    with pytest.raises(PermissionDenied):
        op.take_up(cases[0], by=office.actor("handler"), on=DAY)
    assert list(findings()) == []


def test_history_keeps_the_old_name_and_the_days_stay_whose_they_were(office):
    case = a_case(office, at=Status.IN_HAND)
    successor = a_person(office.province, Role.HANDLER)
    work.order_leaving(
        office.person("handler"),
        unit=office.province,
        because=BECAUSE,
        handler=successor,
        by=office.actor("leader"),
        on=DAY,
    )
    handed_on, later = DAY + timedelta(days=3), DAY + timedelta(days=7)
    work.carry_leavings_on(by=HOUSE, on=handed_on)
    assert out_of_step(fresh(case), on=later) == ""
    before = Event.objects.get(kind="case.taken_up", subject_id=case.pk)
    assert before.actor_key == str(office.person("handler").pk)
    told = statement_of(fresh(case), seen_by=office.actor("leader"), on=later, inside=True, opened=True).case
    assert [(one.who, one.last_on) for one in told.held] == [
        (f"Mặt trận: người xử lý {office.person('handler').full_name}", handed_on),
        (f"Mặt trận: người xử lý {successor.full_name}", later),
    ]


def test_one_by_one_the_rest_stays_with_who_leaves(office):
    one, other = a_case(office, at=Status.IN_HAND), a_case(office, at=Status.IN_HAND)
    first, second = a_person(office.province, Role.HANDLER), a_person(office.province, Role.HANDLER)
    handed_over(office, cases_to={one.pk: first})
    assert (fresh(one).handler, fresh(other).handler) == (first, office.person("handler"))
    handed_over(office, handler=second)
    assert (fresh(one).handler, fresh(other).handler) == (first, second)


def test_claimed_tasks_and_planned_sessions_are_handed_over_as_well(office):
    task = Assignment.objects.get(case=a_case(office, at=Status.REGISTERED))
    leaver, successor = office.person("leader"), a_person(office.province, Role.LEADER)
    work.take(task.pk, by=office.actor("leader"), on=DAY)
    [session] = sessions(office, leaver, DAY + timedelta(days=8))
    chief = as_person(successor, office.province, Role.LEADER)
    leaving = work.order_leaving(
        leaver,
        unit=office.province,
        because=BECAUSE,
        tasks_to={task.pk: successor},
        receiver=successor,
        by=chief,
        on=DAY,
    )
    work.carry_leavings_on(by=HOUSE, on=DAY)
    task.refresh_from_db()
    assert task.owner == successor
    assert ReceptionSession.objects.get(pk=session.pk).receiver == successor
    assert set(leaving.rows.values_list("what", "state")) == {("task", "moved"), ("session", "moved")}
    assert set(inbox.mine(chief)) == {task}


def test_what_cannot_be_handed_over_says_so_in_its_line_and_holds_nothing_else_up(office):
    withdrawn, open_case = a_case(office, at=Status.IN_HAND), a_case(office, at=Status.IN_HAND)
    successor, late = a_person(office.province, Role.HANDLER), a_person(office.province, Role.HANDLER)
    leaving = work.order_leaving(
        office.person("handler"),
        unit=office.province,
        because=BECAUSE,
        handler=successor,
        cases_to={a_case(office, at=Status.IN_HAND).pk: late},
        by=office.actor("leader"),
        on=DAY,
    )
    # Between the order and the worker one case is withdrawn, and one successor's role ends.
    op.withdraw(withdrawn, by=office.actor("receptionist"), on=DAY)
    Membership.objects.filter(user=late).update(to_on=DAY - timedelta(days=1))
    work.carry_leavings_on(by=HOUSE, on=DAY)
    lines = {row.case_id: (row.state, row.said) for row in leaving.rows.all()}
    assert lines.pop(withdrawn.pk) == (LeftState.GONE, "")
    assert lines.pop(open_case.pk) == (LeftState.MOVED, "")
    [(state, said)] = lines.values()
    assert state == LeftState.REFUSED
    assert "Người được giao phải là chuyên viên xử lý của đơn vị này." in said
    leaving.refresh_from_db()
    assert leaving.finished_at is not None


def test_a_hand_over_cut_off_in_the_middle_goes_on_where_it_was(office):
    cases = [a_case(office, at=Status.IN_HAND) for _ in range(5)]
    successor = a_person(office.province, Role.HANDLER)
    leaving = work.order_leaving(
        office.person("handler"),
        unit=office.province,
        because=BECAUSE,
        handler=successor,
        by=office.actor("leader"),
        on=DAY,
    )
    rounds = 0
    while leaving.finished_at is None:
        # Asked first before anything, then after each thing: one thing in each round.
        said = iter([False, True])
        work.carry_leavings_on(by=HOUSE, on=DAY, enough=lambda said=said: next(said))
        leaving.refresh_from_db()
        rounds += 1
    assert rounds == len(cases) + 1
    assert Event.objects.filter(kind="case.handed_over").count() == len(cases)
    assert {fresh(case).handler for case in cases} == {successor}


def test_when_a_role_ends_and_nobody_was_named_the_work_comes_to_the_leader(office):
    case, early = a_case(office, at=Status.FORWARDED), a_petition(office)
    stories.delivered(office, case)
    last_day(office, "handler", DAY)
    assert op.take_from_who_left(by=HOUSE, on=DAY) == 0, "on the last day the case is still theirs"
    tomorrow = DAY + timedelta(days=1)
    assert op.take_from_who_left(by=HOUSE, on=tomorrow) == 1
    assert op.take_from_who_left(by=HOUSE, on=tomorrow) == 0
    assert fresh(case).handler is None
    assert fresh(early).status == Status.REGISTERED
    steps = set(Assignment.objects.filter(case=case, ended_at=None).values_list("step", "role"))
    assert steps == {("name_handler", Role.LEADER), ("acknowledge", Role.AGENCY_OFFICER)}
    assert misaligned(fresh(case)) == ""
    assert out_of_step(fresh(case), on=tomorrow) == ""
    # The agency answers meanwhile; the leader names somebody, who goes on.
    stories.acknowledged_and_answered(office, case)
    assert [one.step for one in Assignment.objects.filter(case=case, ended_at=None)] == ["name_handler"]
    named = a_person(office.province, Role.HANDLER)
    op.reassign(fresh(case), handler=named, by=office.actor("leader"), on=tomorrow)
    left = Assignment.objects.filter(case=case, ended_at=None).values_list("step", "owner")
    assert list(left) == [("review", named.pk)]


def test_a_task_in_the_hands_of_who_has_gone_is_the_unit_s_again(office):
    task = a_petition(office).assignments.get()
    work.take(task.pk, by=office.actor("leader"), on=DAY)
    other = a_person(office.province, Role.LEADER)
    last_day(office, "leader", DAY)
    assert work.release_from_who_left(by=HOUSE, on=DAY) == 0
    assert work.release_from_who_left(by=HOUSE, on=DAY + timedelta(days=1)) == 1
    assert list(inbox.pool(as_person(other, office.province, Role.LEADER))) == [task]


def test_a_session_whose_receiver_will_be_gone_is_the_leader_s(office):
    near, far = sessions(office, office.person("receptionist"), DAY + timedelta(days=7), DAY + timedelta(days=14))
    last_day(office, "receptionist", DAY + timedelta(days=10))
    assert op.give_sessions_to_leaders(by=HOUSE, on=DAY) == 1
    near.refresh_from_db()
    far.refresh_from_db()
    assert (near.receiver, far.receiver) == (office.person("receptionist"), office.person("leader"))


def test_only_the_leader_hands_over_with_a_reason_and_to_who_may_do_it(office):
    a_case(office, at=Status.IN_HAND)
    successor = a_person(office.province, Role.HANDLER)
    for role in ("handler", "administrator", "records_officer"):
        with pytest.raises(PermissionDenied):
            handed_over(office, handler=successor, by=office.actor(role))
    with pytest.raises(Unusable, match="vì sao bàn giao"):
        handed_over(office, handler=successor, because="  ")
    with pytest.raises(Unusable, match="người xử lý khác của đơn vị"):
        handed_over(office, handler=office.person("leader"))
    with pytest.raises(PermissionDenied):
        op.take_from_who_left(by=office.actor("leader"), on=DAY)


def test_a_leader_gives_a_task_and_who_holds_it_hands_it_on(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.signed(office, case)
    task = Assignment.objects.get(case=case, ended_at=None)
    first, second = office.person("records_officer"), a_person(office.province, Role.RECORDS_OFFICER)
    work.give(task.pk, to=first, by=office.actor("leader"), on=DAY)
    with pytest.raises(Unusable, match="đang giữ việc"):
        work.give(task.pk, to=first, by=office.actor("leader"), on=DAY)
    with pytest.raises(Unusable, match="có vai trò làm việc này"):
        work.give(task.pk, to=office.person("handler"), by=office.actor("leader"), on=DAY)
    with pytest.raises(PermissionDenied):
        work.give(task.pk, to=first, by=as_person(second, office.province, Role.RECORDS_OFFICER), on=DAY)
    work.give(task.pk, to=second, by=office.actor("records_officer"), on=DAY)
    task.refresh_from_db()
    assert task.owner == second
    personal = a_case(office, at=Status.INSTRUCTED).assignments.get(ended_at=None)
    with pytest.raises(NotAllowedNow, match="giao đích danh"):
        work.give(personal.pk, to=first, by=office.actor("leader"), on=DAY)


def test_what_goes_beside_is_told_drafts_deputies_and_whom_one_stands_in_for(office):
    stories.drafted(office, a_case(office, at=Status.IN_HAND))
    today = timezone.localdate()
    deputise(
        Membership.objects.get(user=office.person("handler"), role="handler"),
        deputy=office.person("leader"),
        from_on=today,
        to_on=today + timedelta(days=5),
        basis="Giấy ủy quyền số 4",
        by=office.actor("administrator"),
    )
    told = beside_of(office.person("handler").pk, office.province.pk, on=today)
    assert (told.drafts, len(told.deputies), len(told.stands_in)) == (1, 1, 0)
    stands_in = beside_of(office.person("leader").pk, office.province.pk, on=today).stands_in
    assert [one.membership.user for one in stands_in] == [office.person("handler")]
