"""Sessions, visits and refusals: what each needs, what is refused, and to whom."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from audit.actor import system
from audit.models import Event
from cases import access, reception
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.grounds import GROUNDS
from cases.models import Identity, ReceptionDuty, ReceptionSession, Refusal, Visit
from cases.reception_words import CameOf, Manner, ReceptionAct, SessionKind, SessionStatus
from cases.vocabulary import Kind, PartyRole, SentBy, Status
from deadlines.models import CalendarDay
from deadlines.vocabulary import DutyState
from letters.wording.citizens import REFUSAL_GROUNDS
from organizations.vocabulary import Role
from reports.registers import BOOKS
from tests.cases.test_recount import changed
from tests.factories import a_person
from tests.reception import DAY, a_refusal, a_visit, an_open_session, moment, planned, somebody
from tests.stories import a_case, as_person

pytestmark = pytest.mark.django_db

FRIDAY_18, FRIDAY_25 = date(2026, 9, 18), date(2026, 9, 25)


def events_of(subject: str) -> list[str]:
    return list(Event.objects.filter(subject_type=f"cases.{subject}").order_by("pk").values_list("kind", flat=True))


def owed(key: str) -> ReceptionDuty:
    return ReceptionDuty.objects.get(rule__key=key)


def test_the_schedule_is_owed_on_the_wall_five_working_days_before_the_session(office):
    session = planned(office, FRIDAY_25)
    duty = owed("tcd.post_schedule")
    assert duty.due_on == FRIDAY_18
    assert op.post_schedule([session], posted_on=DAY, by=office.actor("receptionist"), on=DAY) == 1
    duty.refresh_from_db()
    assert (duty.state, duty.met_on) == (DutyState.MET, DAY)
    assert events_of("receptionsession") == ["session.planned", "session.posted"]
    with pytest.raises(NotAllowedNow):
        op.post_schedule([session], posted_on=DAY, by=office.actor("receptionist"), on=DAY)


def test_a_session_that_is_held_without_being_announced_has_no_wall_to_hang_on(office):
    planned(office, DAY, kind=SessionKind.AD_HOC)
    assert not ReceptionDuty.objects.exists()


def test_a_schedule_that_nobody_posted_is_told_once_when_its_day_has_passed(office):
    session = planned(office, FRIDAY_25)
    op.sweep(by=system("sweep"), on=date(2026, 9, 21))
    op.sweep(by=system("sweep"), on=date(2026, 9, 21))
    late = Event.objects.filter(kind="reception_duty.overdue")
    assert [(event.subject_id, event.facts["rule"]) for event in late] == [(session.pk, "tcd.post_schedule")]


def test_several_days_are_planned_at_once(office):
    planned(office, days=[FRIDAY_18, FRIDAY_25])
    assert list(ReceptionSession.objects.order_by("held_on").values_list("held_on", flat=True)) == [
        FRIDAY_18,
        FRIDAY_25,
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"days": []}, "days"),
        ({"days": [date(2026, 9, 4)]}, "days"),
        ({"days": [date(2028, 1, 4)]}, "days"),
        ({"ends_at": time(8)}, "ends_at"),
        ({"place": " "}, "place"),
        ({"kind": "nonsense"}, "kind"),
    ],
)
def test_what_cannot_be_true_of_a_session_is_said_at_its_field(office, wrong, field):
    with pytest.raises(Unusable) as refused:
        planned(office, **wrong)
    assert refused.value.field == field
    assert not ReceptionSession.objects.exists()


def test_the_head_receives_in_person_and_gives_the_day_to_nobody(office):
    with pytest.raises(Unusable, match="chính người đứng đầu") as refused:
        planned(office, kind=SessionKind.HEAD)
    assert refused.value.field == "receiver"
    with pytest.raises(Unusable):
        planned(office, receiver=office.person("leader", office.commune))
    with pytest.raises(Unusable):
        planned(office, leader=office.person("handler"))
    assert planned(office, kind=SessionKind.HEAD, receiver=office.person("leader")).receiver == office.person("leader")


def test_a_month_without_the_heads_own_day_is_named(office):
    planned(office, FRIDAY_25, kind=SessionKind.HEAD, receiver=office.person("leader"))
    cancelled = planned(office, date(2026, 10, 9), kind=SessionKind.HEAD, receiver=office.person("leader"))
    op.cancel_session(cancelled, because="Lãnh đạo đi họp.", by=office.actor("leader"), on=DAY)
    months = reception.heads_months(office.province.pk, on=DAY, back=1, ahead=1)
    assert [(month.first.month, month.is_missing) for month in months] == [(8, True), (9, False), (10, True)]
    # A day that passed and was never opened was not held.
    after = reception.heads_months(office.province.pk, on=date(2026, 9, 28), back=0, ahead=0)
    assert [month.is_missing for month in after] == [True]


def test_a_cancelled_session_owes_nothing_and_says_why(office):
    session = planned(office, FRIDAY_25)
    with pytest.raises(Unusable):
        op.cancel_session(session, because=" ", by=office.actor("receptionist"), on=DAY)
    op.cancel_session(session, because="Mất điện.", by=office.actor("receptionist"), on=DAY)
    assert owed("tcd.post_schedule").state == DutyState.VOID
    session.refresh_from_db()
    assert (session.status, session.cancelled_because) == (SessionStatus.CANCELLED, "Mất điện.")
    with pytest.raises(NotAllowedNow):
        op.open_session(session, by=office.actor("receptionist"), on=FRIDAY_25, at=moment(FRIDAY_25))


def test_a_session_opens_on_its_own_day_and_ends_when_nobody_waits(office):
    session = planned(office, FRIDAY_25)
    receptionist = office.actor("receptionist")
    with pytest.raises(NotAllowedNow, match="không phải của hôm nay"):
        op.open_session(session, by=receptionist, on=DAY, at=moment())
    op.open_session(session, by=receptionist, on=FRIDAY_25, at=moment(FRIDAY_25))
    # Nobody can read it beforehand any more: the date that was missed stays missed.
    assert owed("tcd.post_schedule").was_late(on=FRIDAY_25)
    visit = a_visit(office, session)
    with pytest.raises(NotAllowedNow, match="Còn 1 lượt"):
        op.end_session(session, by=receptionist, on=FRIDAY_25, at=moment(FRIDAY_25, 12))
    op.end_visit(visit, came_of=CameOf.LEFT, by=receptionist, on=FRIDAY_25)
    op.end_session(session, by=receptionist, on=FRIDAY_25, at=moment(FRIDAY_25, 12))
    with pytest.raises(NotAllowedNow):
        a_visit(office, session)


def test_who_comes_stands_encrypted_and_in_no_event(office):
    visit = a_visit(office, an_open_session(office))
    assert visit.visitors.get().who.name == "H’Liên Niê Kđăm"
    assert "Niê" not in Identity.objects.get().sealed
    for event in Event.objects.all():
        assert "Niê" not in event.body
        assert "066185001234" not in event.body
    assert reception.names_of(visit, seen_by=office.actor("receptionist")) == ["H’Liên Niê Kđăm"]
    assert reception.names_of(visit, seen_by=office.actor("auditor")) == []


def test_who_comes_again_is_known_by_the_number_on_the_paper_shown(office):
    session = an_open_session(office)
    first, second = a_visit(office, session), a_visit(office, session)
    other = a_visit(office, session, parties=[somebody(identity_number="066185009999")])
    assert (first.again, second.again, other.again) == (False, True, False)
    assert [visit.number for visit in (first, second, other)] == ["01/2026/TCD", "02/2026/TCD", "03/2026/TCD"]


@pytest.mark.parametrize(
    ("count", "representatives", "allowed"),
    [
        (4, 0, True),
        (5, 0, False),
        (5, 1, True),
        (10, 2, True),
        (10, 3, False),
        (11, 3, True),
        (12, 5, True),
        (12, 6, False),
    ],
)
def test_a_group_speaks_through_as_many_as_the_law_allows(office, count, representatives, allowed):
    speakers = [
        somebody(name=f"Người đại diện {n}", identity_number="", role=PartyRole.REPRESENTATIVE)
        for n in range(representatives)
    ]
    facts = {"manner": Manner.GROUP, "count": count, "parties": speakers}
    session = an_open_session(office)
    if allowed:
        assert a_visit(office, session, **facts).people == count
        return
    with pytest.raises(Unusable) as refused:
        a_visit(office, session, **facts)
    assert refused.value.field == "representatives"
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"about": ""}, "about"),
        ({"manner": "nonsense"}, "manner"),
        ({"count": 3}, "count"),
        ({"manner": Manner.GROUP, "count": 1}, "count"),
        ({"parties": [op.NewParty(phone="0912345678")]}, "name"),
        ({"parties": [op.NewParty(name="Ai đó", person=10**9)]}, "person"),
    ],
)
def test_what_cannot_be_true_of_a_visit_is_said_at_its_field(office, wrong, field):
    session = an_open_session(office)
    with pytest.raises(Unusable) as refused:
        a_visit(office, session, **wrong)
    assert refused.value.field == field
    assert not Visit.objects.exists()


def test_a_visit_ends_once_and_says_where_somebody_was_sent(office):
    visit = a_visit(office, an_open_session(office))
    receptionist = office.actor("receptionist")
    for wrong, field in (
        ({"came_of": CameOf.PETITION}, "came_of"),
        ({"came_of": CameOf.GUIDED}, "guided_to"),
        ({"came_of": CameOf.EXPLAINED}, "said"),
    ):
        with pytest.raises(Unusable) as refused:
            op.end_visit(visit, by=receptionist, on=DAY, **wrong)
        assert refused.value.field == field
    op.end_visit(visit, came_of=CameOf.GUIDED, guided_to=office.agency, by=receptionist, on=DAY)
    visit.refresh_from_db()
    assert (visit.came_of, visit.guided_to, visit.ended_on) == (CameOf.GUIDED, office.agency, DAY)
    with pytest.raises(NotAllowedNow):
        op.end_visit(visit, came_of=CameOf.LEFT, by=receptionist, on=DAY)


def test_each_ground_has_its_article_and_only_two_a_notice():
    written = {ground.key for ground in GROUNDS.values() if ground.written}
    assert written == set(REFUSAL_GROUNDS)
    assert all("Điều" in ground.article for ground in GROUNDS.values())
    assert len(GROUNDS) == 14


def test_a_ground_of_the_decree_is_none_before_the_decree(office):
    day = date(2026, 6, 30)
    visit = a_visit(office, an_open_session(office, day))
    with pytest.raises(Unusable, match="chưa có hiệu lực"):
        a_refusal(office, visit)
    assert a_refusal(office, visit, ground="luat_tcd_9_2").is_undecided


def test_a_ground_without_a_notice_is_explained_and_confirmed_by_a_leader(office):
    visit = a_visit(office, an_open_session(office))
    with pytest.raises(Unusable):
        a_refusal(office, visit, ground="because")
    with pytest.raises(Unusable):
        a_refusal(office, visit, ground="luat_tcd_9_1", said="")
    refusal = a_refusal(office, visit, ground="luat_tcd_9_1")
    assert not refusal.duties.exists()
    assert op.notice_of(refusal) is None
    op.confirm_refusal(refusal, by=office.actor("leader"), on=DAY)
    refusal.refresh_from_db()
    assert refusal.confirmed_by == office.person("leader")
    with pytest.raises(NotAllowedNow, match="bằng lời"):
        op.issue_notice(refusal, by=office.actor("records_officer"), on=DAY)


def test_a_written_refusal_needs_the_document_and_a_name(office):
    session = an_open_session(office)
    nameless = a_visit(office, session, parties=[])
    with pytest.raises(Unusable) as refused:
        a_refusal(office, nameless)
    assert refused.value.field == "ground"
    with pytest.raises(Unusable) as refused:
        a_refusal(office, a_visit(office, session), settled_by="")
    assert refused.value.field == "settled_by"
    assert not Refusal.objects.exists()


def test_the_notice_leaves_only_after_a_second_person_and_in_three_working_days(office):
    refusal = a_refusal(office, a_visit(office, an_open_session(office)))
    assert owed("tcd.refusal_notice").due_on == date(2026, 9, 10)
    records = office.actor("records_officer")
    with pytest.raises(NotAllowedNow):
        op.issue_notice(refusal, by=records, on=DAY)
    own = as_person(office.person("receptionist"), office.province, Role.LEADER)
    with pytest.raises(NotAllowedNow, match="không tự xác nhận"):
        op.confirm_refusal(refusal, by=own, on=DAY)
    op.confirm_refusal(refusal, by=office.actor("leader"), on=DAY)
    assert owed("vt.issue_outgoing").state == DutyState.RUNNING
    notice = op.issue_notice(refusal, by=records, on=DAY)
    assert notice.number == "01/MTTQ-BTT"
    assert owed("vt.issue_outgoing").state == DutyState.MET
    assert owed("tcd.refusal_notice").state == DutyState.RUNNING
    op.dispatch_notice(refusal, sent_by=SentBy.BY_HAND, by=records, on=date(2026, 9, 9))
    assert owed("tcd.refusal_notice").met_on == date(2026, 9, 9)
    assert events_of("refusal") == [
        "reception.refused",
        "reception.refusal_confirmed",
        "reception.notice_issued",
        "reception.notice_dispatched",
    ]
    with pytest.raises(NotAllowedNow):
        op.dispatch_notice(refusal, sent_by=SentBy.BY_HAND, by=records, on=DAY)


def test_a_notice_that_nobody_sent_is_overdue_by_its_own_duty(office):
    refusal = a_refusal(office, a_visit(office, an_open_session(office)))
    op.sweep(by=system("sweep"), on=date(2026, 9, 11))
    event = Event.objects.get(kind="reception_duty.overdue")
    assert (event.subject_type, event.subject_id) == ("cases.refusal", refusal.pk)
    assert event.facts["rule"] == "tcd.refusal_notice"


def test_a_leader_who_does_not_agree_lets_the_person_wait_again(office):
    visit = a_visit(office, an_open_session(office))
    refusal = a_refusal(office, visit)
    leader = office.actor("leader")
    with pytest.raises(Unusable):
        op.overturn_refusal(refusal, because="", by=leader, on=DAY)
    op.overturn_refusal(refusal, because="Có tình tiết mới.", by=leader, on=DAY)
    visit.refresh_from_db()
    assert visit.is_waiting
    assert not refusal.duties.filter(state=DutyState.RUNNING).exists()
    assert op.notice_of(refusal).status == "cancelled"
    with pytest.raises(NotAllowedNow):
        op.confirm_refusal(refusal, by=leader, on=DAY)
    again = a_refusal(office, visit, ground="luat_tcd_9_2")
    assert visit.refusals.count() == 2
    assert again.is_undecided


def test_a_notice_takes_its_number_from_the_series_of_all_letters(office):
    case = a_case(office, at=Status.FORWARDED)
    refusal = a_refusal(office, a_visit(office, an_open_session(office)))
    op.confirm_refusal(refusal, by=office.actor("leader"), on=DAY)
    notice = op.issue_notice(refusal, by=office.actor("records_officer"), on=DAY)
    assert (case.lead.letter.serial, notice.serial) == (1, 2)


ACTS = {
    ReceptionAct.PLAN_SESSIONS: lambda office, by: planned(office, FRIDAY_25, by=by),
    ReceptionAct.ADD_VISIT: lambda office, by: a_visit(office, an_open_session(office), by=by),
    ReceptionAct.REFUSE_VISIT: lambda office, by: a_refusal(office, a_visit(office, an_open_session(office)), by=by),
    ReceptionAct.CONFIRM_REFUSAL: lambda office, by: op.confirm_refusal(
        a_refusal(office, a_visit(office, an_open_session(office))), by=by, on=DAY
    ),
    ReceptionAct.ISSUE_NOTICE: lambda office, by: op.issue_notice(confirmed(office), by=by, on=DAY),
}


def confirmed(office) -> Refusal:
    refusal = a_refusal(office, a_visit(office, an_open_session(office)))
    op.confirm_refusal(refusal, by=office.actor("leader"), on=DAY)
    return refusal


@pytest.mark.parametrize("act", ACTS)
def test_an_act_of_reception_is_for_its_roles_in_the_own_unit(office, act):
    for role in Role:
        person = a_person(office.province, role)
        here, away = as_person(person, office.province, role), as_person(person, office.agency, role)
        if role in access.RECEPTION_GRANTS[act]:
            ACTS[act](office, here)
        else:
            with pytest.raises((PermissionDenied, NotYoursToSee)):
                ACTS[act](office, here)
        with pytest.raises((PermissionDenied, NotYoursToSee)):
            ACTS[act](office, away)


def test_who_may_see_reception_is_who_finds_it_in_the_list(office):
    session = planned(office, FRIDAY_25)
    for unit in (office.province, office.commune, office.agency):
        for role in Role:
            there = (unit.pk, role) in office.people
            actor = office.actor(role, unit) if there else as_person(a_person(unit, role), unit, role)
            listed = reception.sessions_for(actor).filter(pk=session.pk).exists()
            assert listed == access.may_see_reception(actor, session.unit_id), (unit.name, role)
    assert reception.sessions_for(office.actor("auditor")).filter(pk=session.pk).exists()


def test_nothing_of_a_denouncer_stands_in_a_list_or_in_the_book(office):
    session = an_open_session(office)
    facts = {"kind": Kind.DENUNCIATION, "about": ""}
    with pytest.raises(Unusable) as refused:
        a_visit(office, session, kind=Kind.DENUNCIATION)
    assert refused.value.field == "about"
    first, second = a_visit(office, session, **facts), a_visit(office, session, **facts)
    assert (second.identity_digest, second.again) == ("", False)
    assert reception.names_of(first, seen_by=office.actor("receptionist")) == []
    for row in BOOKS["reception"].lines(office.province, DAY, DAY, most=10):
        assert "Giữ bí mật danh tính" in row
        assert not any("Niê" in cell or "066185001234" in cell for cell in row)
    with pytest.raises(Unusable) as refused:
        op.end_visit(first, came_of=CameOf.EXPLAINED, said="Lời kể.", by=office.actor("receptionist"), on=DAY)
    assert refused.value.field == "said"
    op.end_visit(first, came_of=CameOf.GUIDED, guided_to=office.agency, by=office.actor("receptionist"), on=DAY)


def test_a_denunciation_is_received_online_only_from_who_waives_secrecy(office):
    session = planned(office, FRIDAY_25, online=True)
    receptionist = office.actor("receptionist")
    op.note_online_notice(session, announced_on=DAY, by=receptionist, on=DAY)
    op.note_connection_test(session, tested_on=DAY, by=receptionist, on=DAY)
    op.open_session(session, by=receptionist, on=FRIDAY_25, at=moment(FRIDAY_25))
    facts = {"kind": Kind.DENUNCIATION, "about": ""}
    with pytest.raises(Unusable) as refused:
        a_visit(office, session, **facts)
    assert refused.value.field == "waives_protection"
    assert a_visit(office, session, waives_protection=True, **facts).waives_protection


def test_online_preparations_are_noted_once_and_never_for_tomorrow(office):
    receptionist = office.actor("receptionist")
    in_person, online = planned(office, FRIDAY_25), planned(office, FRIDAY_25, online=True)
    for note, field in ((op.note_online_notice, "announced_on"), (op.note_connection_test, "tested_on")):
        with pytest.raises(NotAllowedNow):
            note(in_person, by=receptionist, on=DAY, **{field: DAY})
        with pytest.raises(Unusable) as refused:
            note(online, by=receptionist, on=DAY, **{field: FRIDAY_18})
        assert refused.value.field == field
        note(online, by=receptionist, on=DAY, **{field: DAY})
        with pytest.raises(NotAllowedNow):
            note(online, by=receptionist, on=DAY, **{field: DAY})
    with pytest.raises(Unusable):
        op.post_schedule([in_person], posted_on=FRIDAY_18, by=receptionist, on=DAY)


def test_a_day_off_that_is_added_moves_what_is_owed_before_a_session(office):
    planned(office, FRIDAY_25)
    assert owed("tcd.post_schedule").due_on == FRIDAY_18
    CalendarDay.objects.create(
        day=date(2026, 9, 22),
        year_id=2026,
        kind="day_off",
        name="Ngày nghỉ thử",
        citation="Quyết định thử",
        adopted_on=DAY,
        confidence="V",
    )
    changed()
    assert op.recount(by=system("recount"), on=DAY) == 1
    moved = owed("tcd.post_schedule")
    assert moved.due_on == date(2026, 9, 17)
    assert moved.computations.count() == 2
    assert Event.objects.get(kind="reception_duty.recomputed").facts["was"] == "2026-09-18"
