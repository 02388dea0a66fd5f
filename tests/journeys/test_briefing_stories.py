"""Each unit speaks of cases in its own briefing: a province of its communes' too, and does nothing else in them."""

from dataclasses import replace

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.actor import ActorKind
from audit.models import Event
from cases import access, queries
from cases import operations as op
from cases.changeover import shares_of
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import AgendaItem, Case, ChangeoverRow, LastMove
from cases.succession_words import Handed, HandedState
from cases.timeline import timeline
from cases.vocabulary import BroughtTo, Kind, Move, Status
from config.alignment import findings
from organizations.models import Unit
from organizations.operations.units import put_under
from organizations.vocabulary import Level, Role, UnitKind
from reports.agenda import agenda_for
from tests import stories
from tests.factories import a_person, a_unit
from tests.notifications.hearing import deliver_all, told
from tests.stories import DAY, Office, a_case, a_denunciation, brought_up, fresh, snapshot
from tests.successions import DECIDED, EFFECTIVE, a_front, carried_out, kept_by_the_province, merged, ordered, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def below(office: Office) -> Office:
    """The commune at work, as an office of its own."""
    return replace(office, province=office.commune)


def listed(office: Office, unit: Unit, to: str = BroughtTo.BRIEFING) -> list[int]:
    return [item.case_id for item in agenda_for(office.actor("supervisor", unit), to=to)]


def test_a_province_and_its_commune_speak_of_one_case_each_on_its_own_list(office, below):
    case = a_case(below, at=Status.FORWARDED)
    theirs = brought_up(below, case)
    ours = brought_up(office, case)
    assert (theirs.unit, ours.unit) == (office.commune, office.province)
    assert listed(office, office.province) == listed(office, office.commune) == [case.pk]
    for by in (office, below):
        with pytest.raises(Unusable, match="đã nằm trong danh sách này"):
            brought_up(by, case)
    op.take_down(case, decided="Tỉnh làm việc với xã.", by=office.actor("leader"), on=DAY)
    assert (listed(office, office.province), listed(office, office.commune)) == ([], [case.pk])
    assert AgendaItem.objects.get(pk=ours.pk).settled_by == office.person("leader")


def test_to_speak_of_a_case_below_is_one_event_and_moves_nothing_in_it(office, below):
    case = a_case(below, at=Status.FORWARDED)
    before, moved_on = snapshot(case), LastMove.objects.get(case=case).moved_on
    events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
    count = events.count()
    item = brought_up(office, case, on=stories.ANSWER_BY)
    status, outcome, handler, lead, _versions, duties, work = snapshot(case)
    assert (status, outcome, handler, lead, duties, work) == (*before[:4], *before[5:])
    assert LastMove.objects.get(case=case).moved_on == moved_on
    (event,) = events.order_by("sequence")[count:]
    assert (event.kind, event.facts) == ("case.brought_up", {"agenda": item.pk, "to": "briefing"})
    assert (event.actor_unit, event.actor_role) == (office.province.pk, Role.SUPERVISOR)


def test_nobody_writes_what_was_said_at_another_s_table(office, below):
    case = a_case(below, at=Status.FORWARDED)
    theirs = brought_up(below, case)
    with pytest.raises(NotAllowedNow, match="danh sách nào của đơn vị bạn"):
        op.take_down(case, decided="Đã bàn.", by=office.actor("leader"), on=DAY)
    brought_up(office, case)
    with pytest.raises(NotAllowedNow):
        op.take_down(case, decided="Đã bàn.", item=theirs, by=office.actor("leader"), on=DAY)
    op.take_down(case, decided="Đã bàn.", by=below.actor("supervisor"), on=DAY)
    with pytest.raises(NotAllowedNow):
        op.take_down(case, decided="Đã bàn.", by=below.actor("supervisor"), on=DAY)
    assert list(AgendaItem.objects.filter(settled_on=None).values_list("unit", flat=True)) == [office.province.pk]


def test_a_button_is_shown_to_whose_list_it_is(office, below):
    case = a_case(below, at=Status.FORWARDED)
    brought_up(below, case)
    for actor, buttons in (
        (office.actor("leader"), {Move.BRING_UP}),
        (office.actor("supervisor"), {Move.BRING_UP}),
        (office.actor("auditor"), set()),
        (office.actor("supervisor", office.commune), {Move.BRING_UP, Move.TAKE_DOWN}),
    ):
        found = queries.case_for(actor, case.pk)
        assert {Move.BRING_UP, Move.TAKE_DOWN} & set(queries.moves_open_to(actor, found)) == buttons, actor.role
    closed = dict(queries.moves_closed_to(office.actor("leader"), queries.case_for(office.actor("leader"), case.pk)))
    assert "danh sách nào của đơn vị bạn" in closed[Move.TAKE_DOWN][0]
    assert queries.moves_open_to(office.actor("leader"), fresh(case)) == [Move.BRING_UP], "and nothing else in the case"


def test_only_above_and_only_a_person_who_watches_there(office, below):
    case, ours = a_case(below, at=Status.FORWARDED), a_case(office, at=Status.FORWARDED)
    with pytest.raises(NotYoursToSee):
        brought_up(below, ours)
    with pytest.raises(PermissionDenied):
        brought_up(office, case, by=office.actor("auditor"))
    with pytest.raises(NotYoursToSee):
        brought_up(office, case, by=office.actor("handler"))
    with pytest.raises(PermissionDenied):
        brought_up(office, case, by=replace(office.actor("supervisor"), kind=ActorKind.CLIENT))
    beside = a_unit("Ủy ban MTTQ Việt Nam xã An Phú", UnitKind.MTTQ, Level.COMMUNE, parent=office.province)
    neighbour = stories.as_person(a_person(beside, Role.SUPERVISOR), beside, Role.SUPERVISOR)
    with pytest.raises(NotYoursToSee):
        brought_up(office, case, by=neighbour)
    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize("kind", [Kind.DENUNCIATION, Kind.CADRE])
def test_what_must_be_kept_secret_is_spoken_of_only_where_it_lies(office, below, kind):
    case = a_denunciation(below, kind=kind, unit=office.commune)
    for role in ("leader", "supervisor"):
        assert not access.may(office.actor(role), Move.BRING_UP, case)
        with pytest.raises((PermissionDenied, NotYoursToSee)):
            brought_up(office, case, by=office.actor(role))
    brought_up(below, case, by=below.actor("leader"))
    assert listed(office, office.province) == []


def test_what_becomes_secret_leaves_the_lists_above_with_a_word(office, below):
    case = a_case(below, at=Status.IN_HAND)
    theirs, ours = brought_up(below, case), brought_up(office, case)
    op.reclassify(case, kind=Kind.CADRE, because="Nói về cán bộ.", by=below.actor("leader"), on=DAY)
    theirs.refresh_from_db()
    ours.refresh_from_db()
    assert (theirs.settled_on, ours.settled_on, ours.decided) == (None, DAY, "Vụ việc nay phải giữ kín.")
    assert Event.objects.get(kind="case.reclassified").facts["off_agenda"] == [ours.pk]
    op.take_down(case, decided="Đã bàn.", by=below.actor("leader"), on=DAY)


def test_the_leader_of_whose_list_it_is_hears_of_it(office, below):
    case = a_case(below, at=Status.FORWARDED)
    brought_up(office, case, BroughtTo.LEADER)
    brought_up(below, case, BroughtTo.PLAN)
    deliver_all()
    assert {person for _channel, _kind, person in told("brought_before_leader")} == {office.person("leader").pk}


def test_the_handler_below_reads_who_speaks_of_it_and_what_was_said_and_the_agency_does_not(client, office, below):
    case = a_case(below, at=Status.FORWARDED)
    stories.delivered(below, case)
    brought_up(office, case)
    client.force_login(below.person("handler"))
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert f"Giao ban kỳ tới: {office.province.label}, 02/03/2026" in page
    assert "Cơ quan im lặng." in page
    op.take_down(case, decided="Tỉnh làm việc với xã.", by=office.actor("leader"), on=DAY)
    happened = {one.kind: one for one in timeline(fresh(case), seen_by=below.actor("handler"))}
    assert happened["case.brought_up"].words == "Giao ban kỳ tới\nCơ quan im lặng."
    assert happened["case.taken_down"].words == "Giao ban kỳ tới\nTỉnh làm việc với xã."
    assert (happened["case.taken_down"].unit, happened["case.taken_down"].internal) == (office.province.label, True)
    assert not {"case.brought_up", "case.taken_down"} & {
        one.kind for one in timeline(fresh(case), seen_by=office.actor("agency_officer"))
    }
    client.force_login(office.person("agency_officer", office.agency))
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Giao ban kỳ tới" not in page
    assert "Tỉnh làm việc với xã." not in page


def test_a_province_puts_a_row_of_a_commune_on_its_list_with_one_click(client, office, below):
    case = a_case(below, at=Status.FORWARDED)
    stories.delivered(below, case)
    brought_up(below, case)
    client.force_login(office.person(Role.SUPERVISOR))
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        (row,) = client.get(reverse("desk:supervision"), {"tab": "silent"}).context["rows"]
        assert [to for to, _label in row.may_bring_up] == list(BroughtTo)
        assert row.brought_to == [f"Giao ban kỳ tới ({office.commune.label})"]
        said = {"to": "briefing", "next": "/giam-sat/?tab=silent"}
        assert client.post(reverse("desk:bring-up", args=[case.pk]), said).status_code == 302
        (row,) = client.get(reverse("desk:supervision"), {"tab": "silent"}).context["rows"]
        assert "briefing" not in [to for to, _label in row.may_bring_up]
        page = client.get(reverse("desk:agenda"))
    assert [(item.unit, unit) for item, _holder, unit in page.context["rows"]] == [
        (office.province, office.commune.label)
    ]
    assert f"Hồ sơ của {office.commune.label}" in page.content.decode()
    assert client.post(reverse("desk:agenda-pdf"), {"to": "briefing"}).content.startswith(b"%PDF")
    assert client.post(reverse("desk:dashboard-brief"), {}).content.startswith(b"%PDF")
    assert Event.objects.get(kind="agenda.printed").facts == {"to": "briefing", "rows": 1}


# Units end


@pytest.fixture
def here(office: Office) -> Office:
    return kept_by_the_province(office)


def test_a_commune_is_merged_its_list_goes_along_and_the_province_keeps_its_own(here, below):
    case, silent = a_case(below, at=Status.FORWARDED), a_case(below, at=Status.FORWARDED)
    theirs, ours = brought_up(below, case), brought_up(here, case)
    brought_up(here, silent)
    heir = a_front(here, "Ủy ban MTTQ Việt Nam xã Mới", Role.LEADER, Role.SUPERVISOR)
    changeover = prepared(here, before=[here.commune], heirs=[heir])
    assert {share.heir: share.counts["agenda"] for share in shares_of(changeover)} == {heir: 1, None: 0}
    op.order_changeover(changeover, by=here.actor("administrator"), on=DECIDED)
    carried_out()
    assert [AgendaItem.objects.get(pk=one.pk).unit for one in (theirs, ours)] == [heir, here.province]
    assert Event.objects.get(kind="case.succeeded", subject_id=case.pk).facts["agenda"] == [theirs.pk]
    assert listed(here, heir) == [case.pk]
    assert listed(here, here.province) == [case.pk, silent.pk]
    op.take_down(fresh(case), decided="Đã bàn.", by=here.actor("supervisor", heir), on=EFFECTIVE)
    assert list(findings()) == []


@pytest.fixture
def two(here: Office) -> tuple[Unit, Unit]:
    """The head office above both provinces, whose administrator decides, and another province."""
    top = a_unit("Ủy ban Trung ương MTTQ Việt Nam", UnitKind.MTTQ, Level.CENTRE)
    other = a_unit("Ủy ban MTTQ Việt Nam tỉnh Mới", UnitKind.MTTQ, Level.PROVINCE, symbol="MTTQ-M", parent=top)
    for role in (Role.SUPERVISOR, Role.LEADER):
        here.people[other.pk, role] = a_person(other, role)
    put_under(here.province, top)
    here.people[top.pk, Role.ADMINISTRATOR] = a_person(top, Role.ADMINISTRATOR)
    for unit in (here.province, here.commune):
        unit.refresh_from_db()
    return top, other


def test_a_province_is_merged_and_what_it_spoke_of_below_goes_to_its_successor(here, below, two):
    """The case stays where it is: one event says that the list has passed on."""
    own, theirs, closed = a_case(here, at=Status.FORWARDED), *(a_case(below, at=Status.FORWARDED) for _ in range(2))
    for case in (own, theirs, closed):
        brought_up(here, case)
    brought_up(below, theirs)
    op.withdraw(closed, by=below.actor("handler"), on=DAY)
    top, heir = two
    by = here.actor("administrator", top)
    changeover = merged(here, before=[here.province], heirs=[heir], by=by)
    assert set(listed(here, heir)) == {own.pk, theirs.pk, closed.pk}
    assert listed(here, here.commune) == [theirs.pk]
    assert fresh(theirs).unit == here.commune
    rows = ChangeoverRow.objects.filter(changeover=changeover, what=Handed.AGENDA)
    assert {(row.case_id, row.to, row.state) for row in rows} == {
        (theirs.pk, heir, HandedState.MOVED),
        (closed.pk, heir, HandedState.MOVED),
    }
    assert not Event.objects.filter(kind="case.succeeded", subject_id=theirs.pk).exists()
    passed = next(one for one in timeline(fresh(theirs), seen_by=here.actor("leader", heir)) if "agenda" in one.kind)
    assert passed.words == f"{here.province.name} → {heir.name}"
    assert list(findings()) == []


def test_a_list_that_has_it_already_does_not_get_it_twice(here, below):
    """The commune is dissolved into its province, and both were to speak of the case."""
    case = a_case(below, at=Status.FORWARDED)
    theirs, plan, ours = brought_up(below, case), brought_up(below, case, BroughtTo.PLAN), brought_up(here, case)
    merged(here, before=[here.commune], heirs=[here.province])
    waiting = AgendaItem.objects.filter(settled_on=None)
    assert set(waiting.values_list("pk", "unit")) == {(ours.pk, here.province.pk), (plan.pk, here.province.pk)}
    theirs.refresh_from_db()
    assert (theirs.unit, theirs.settled_on) == (here.commune, EFFECTIVE)
    assert "đã nằm trong danh sách này của đơn vị kế thừa" in theirs.decided
    assert Event.objects.get(kind="case.succeeded").facts["off_agenda"] == [theirs.pk]


def test_what_no_successor_reads_leaves_the_list_with_a_word(here, below):
    """A closed case stays in the book of the unit that has ended."""
    case = a_case(below, at=Status.IN_HAND)
    item = brought_up(below, case)
    op.withdraw(case, by=below.actor("handler"), on=DAY)
    changeover = merged(here, before=[here.commune], heirs=[a_front(here)])
    item.refresh_from_db()
    assert (item.settled_on, item.unit) == (EFFECTIVE, here.commune)
    assert changeover.rows.get(what=Handed.AGENDA).state == HandedState.ENDED
    assert Event.objects.get(kind="agenda.handed_on").facts["off_agenda"] == [item.pk]
    assert list(findings()) == []


def test_what_closes_between_the_decision_and_its_day_leaves_the_list_too(here, below):
    case = a_case(below, at=Status.IN_HAND)
    item = brought_up(below, case)
    changeover = ordered(here, before=[here.commune], heirs=[a_front(here)])
    op.withdraw(case, by=below.actor("handler"), on=DECIDED)
    carried_out()
    item.refresh_from_db()
    assert item.settled_on == EFFECTIVE
    states = changeover.rows.filter(case=case).order_by("what").values_list("what", "state")
    assert list(states) == [(Handed.AGENDA, HandedState.ENDED), (Handed.CASE, HandedState.GONE)]


def test_a_list_of_a_unit_that_has_ended_is_noticed(office):
    case = a_case(office, at=Status.FORWARDED)
    gone = a_front(office)
    item = brought_up(office, case)
    AgendaItem.objects.filter(pk=item.pk).update(unit=gone)
    Unit.objects.filter(pk=gone.pk).update(in_force_to="2026-03-01")
    assert list(findings()) == [f"{case.number}: waits on a list of {gone}, which has ended"]


def test_a_case_that_goes_to_a_unit_elsewhere_leaves_the_list_of_who_stood_above(here, below, two):
    top, other = two
    case = a_case(below, at=Status.FORWARDED)
    ours = brought_up(here, case)
    heir = a_unit("Ủy ban MTTQ Việt Nam xã Mới", UnitKind.MTTQ, Level.COMMUNE, parent=other)
    merged(here, before=[here.commune], heirs=[heir], by=here.actor("administrator", top))
    ours.refresh_from_db()
    assert Case.objects.get(pk=case.pk).unit == heir
    assert (ours.unit, ours.settled_on) == (here.province, EFFECTIVE)
