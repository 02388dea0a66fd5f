"""Somebody goes to see what was promised: planned for a day, moved, called off, reported, forgotten, handed on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Inspection, Inspector
from cases.queries import documents_for
from cases.statement import out_of_step
from cases.timeline import timeline
from cases.vocabulary import CommitmentStatus, DocumentSource, Found, InspectionState, Kind, Move, Outcome, Status
from notifications.models import Message
from organizations.models import Membership
from organizations.vocabulary import Role
from reports import absence
from tests import stories
from tests.factories import a_person
from tests.notifications.hearing import deliver_all
from tests.stories import DAY, PDF, Office, a_case, inspection_planned, inspection_reported
from tests.successions import EFFECTIVE, a_front, kept_by_the_province, merged
from workflows import operations as work
from workflows.follow import misaligned
from workflows.models import Assignment, LeavingRow, Left

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HELD = DAY + timedelta(days=3)
BACK = DAY + timedelta(days=4)
LONG_AFTER = DAY + timedelta(days=30)


def photo(name: str) -> op.NewDocument:
    return op.NewDocument(title=f"{name}.pdf", content=PDF + f"% {name}\n".encode())


def fresh(case: Case) -> Case:
    found = Case.objects.get(pk=case.pk)
    assert misaligned(found) == ""
    assert out_of_step(found, on=LONG_AFTER) == ""
    return found


def steps(case: Case) -> set[str]:
    fresh(case)
    return set(case.assignments.filter(ended_at=None).values_list("step", flat=True))


def task(case: Case) -> Assignment:
    return case.assignments.get(ended_at=None, step="inspect")


def events(case: Case, kind: str) -> list[Event]:
    return list(Event.objects.filter(subject_type="cases.case", subject_id=case.pk, kind=kind).order_by("sequence"))


def heard(template: str) -> set[int]:
    """Who was told, once everything owed is told."""
    deliver_all()
    return set(Message.objects.filter(template=template, user__isnull=False).values_list("user", flat=True))


@pytest.fixture
def case(office: Office) -> Case:
    return a_case(office, at=Status.SUPERVISED, promises=2)


def another_supervisor(office: Office):
    return a_person(office.province, Role.SUPERVISOR)


def absent(by, *, on):
    """What the supervisor's tab of inspections without a report shows that day."""
    return list(absence.absent("uninspected", seen_by=by, known=absence.known(on=on)))


def test_planned_and_reported_with_photographs_it_settles_two_commitments_in_one_operation(
    office: Office, case: Case
) -> None:
    planned = inspection_planned(office, case)
    assert task(case).owner == office.person("supervisor"), "a task of whoever leads it"
    first, second = case.commitments.order_by("pk")
    seen = [op.Seen(first.pk, Found.VERIFIED, "Đã trải nhựa."), op.Seen(second.pk, Found.VERIFIED, "Rãnh đã thông.")]
    inspection_reported(
        office, case, went_on=HELD, on=BACK, seen=seen, documents=[photo("Ảnh 1"), photo("Ảnh 2")], agency_present=True
    )
    planned.refresh_from_db()
    assert (planned.state, planned.went_on, planned.ended_on) == (InspectionState.REPORTED, HELD, BACK)
    assert (planned.agency_present, planned.petitioner_present) == (True, False)
    assert {one.person.pk: one.came for one in planned.inspectors.select_related("person")} == {
        office.person("supervisor").pk: True,
        office.person("handler").pk: False,
    }
    settled = case.commitments.order_by("pk").values_list("status", "settled_on", "findings")
    assert list(settled) == [
        (CommitmentStatus.VERIFIED, BACK, "Đã trải nhựa."),
        (CommitmentStatus.VERIFIED, BACK, "Rãnh đã thông."),
    ]
    assert [(one.title, one.source) for one in planned.documents.all()] == [
        ("Ảnh 1.pdf", DocumentSource.FRONT),
        ("Ảnh 2.pdf", DocumentSource.FRONT),
    ]
    (told,) = events(case, "inspection.reported")
    assert (told.facts["verified"], told.facts["documents"]) == ([first.pk, second.pk], 2)
    assert not events(case, "commitment.verified"), "one operation leaves one event"
    assert "nhựa" not in str(told.facts)
    owed = case.duties.filter(rule__key__in=["mttq.inspection", "mttq.commitment"])
    assert {one.state for one in owed} == {"met"}
    assert steps(case) == {"close"}
    assert case.assignments.get(step="inspect").ending == "done"
    op.close(case, outcome=Outcome.FULFILLED, by=office.actor("leader"), on=BACK)


def test_what_is_not_done_stays_owed_and_what_is_not_clear_stays_as_it_was(office: Office, case: Case) -> None:
    inspection_planned(office, case)
    first, second = case.commitments.order_by("pk")
    seen = [op.Seen(first.pk, Found.CONTESTED, "Chưa làm gì."), op.Seen(second.pk, Found.OPEN, "Đang ngập, chưa thấy.")]
    inspection_reported(office, case, seen=seen)
    assert list(case.commitments.order_by("pk").values_list("status", "findings")) == [
        (CommitmentStatus.CONTESTED, "Chưa làm gì."),
        (CommitmentStatus.OPEN, ""),
    ]
    assert steps(case) == {"verify"}
    inspection_planned(office, case, on=BACK, held_on=BACK)
    inspection_reported(office, case, Found.CONTESTED, went_on=BACK, on=BACK)
    assert {one.status for one in case.commitments.all()} == {CommitmentStatus.CONTESTED}, "found wanting once more"
    assert case.duties.filter(rule__key="mttq.commitment", state="running").count() == 2


def test_moved_with_a_reason_its_old_day_stays_in_the_history(office: Office, case: Case) -> None:
    inspection_planned(office, case)
    by, later = office.actor("supervisor"), HELD + timedelta(days=7)
    with stories.unchanged(case), pytest.raises(Unusable):
        op.move_inspection(case, held_on=later, because=" ", by=by, on=DAY)
    with stories.unchanged(case), pytest.raises(Unusable):
        op.move_inspection(case, held_on=HELD, because="Mưa.", by=by, on=DAY)
    before = case.duties.get(rule__key="mttq.inspection").due_on
    op.move_inspection(case, held_on=later, because="Mưa lớn, đường ngập.", by=by, on=DAY)
    duty = case.duties.get(rule__key="mttq.inspection", state="running")
    assert duty.started_on == later
    assert duty.due_on > before
    assert [row.held_on for row in Inspection.history.order_by("history_id")] == [HELD, later]
    (moved,) = events(case, "inspection.moved")
    assert (moved.facts["was"], moved.facts["held_on"]) == (HELD.isoformat(), later.isoformat())
    said = next(one for one in timeline(fresh(case), seen_by=by) if one.kind == "inspection.moved")
    assert said.words == f"Từ ngày {HELD:%d/%m/%Y} sang ngày {later:%d/%m/%Y}.\nMưa lớn, đường ngập."
    assert "inspect" in steps(case)


def test_called_off_with_a_reason_everything_is_followed_as_before(office: Office, case: Case) -> None:
    planned = inspection_planned(office, case)
    op.call_off_inspection(case, because="Cơ quan đã lùi thi công.", by=office.actor("supervisor"), on=DAY)
    planned.refresh_from_db()
    assert (planned.state, planned.ended_because) == (InspectionState.CALLED_OFF, "Cơ quan đã lùi thi công.")
    assert case.duties.get(rule__key="mttq.inspection").state == "void"
    assert steps(case) == {"verify"}
    assert case.assignments.get(step="inspect").ending == "obsolete"
    with pytest.raises(NotAllowedNow, match="Chưa có buổi kiểm tra"):
        op.move_inspection(case, held_on=BACK, because="Mưa.", by=office.actor("supervisor"), on=DAY)
    inspection_planned(office, case)


def test_one_that_nobody_reported_stands_in_the_tab_of_the_supervisor(client, office: Office, case: Case) -> None:
    inspection_planned(office, case)
    by = office.actor("supervisor")
    due = case.duties.get(rule__key="mttq.inspection").due_on
    assert not absent(by, on=due), "until the end of its day nobody is late"
    assert [row.case for row in absent(by, on=due + timedelta(days=1))] == [case]
    op.sweep(by=system("sweep"), on=due + timedelta(days=1))
    late = case.duties.get(rule__key="mttq.inspection")
    assert late.pk in {event.facts["duty"] for event in events(case, "duty.overdue")}
    client.force_login(office.person("supervisor"))
    page = client.get(reverse("desk:supervision"), {"tab": "uninspected"}).content.decode()
    assert "Kiểm tra chưa báo cáo" in page
    assert case.number in page
    inspection_reported(office, case, on=due + timedelta(days=2))
    assert not absent(by, on=LONG_AFTER)


def test_the_case_cannot_close_while_one_is_planned(office: Office, case: Case) -> None:
    inspection_planned(office, case)
    for promised in case.commitments.all():
        op.verify(case, commitment=promised, findings="Đã có ảnh.", by=office.actor("supervisor"), on=DAY)
    assert steps(case) == {"inspect"}, "nothing is left but to report, or to call it off"
    with pytest.raises(NotAllowedNow, match="báo cáo kết quả, hoặc hủy lịch"):
        op.close(case, outcome=Outcome.FULFILLED, by=office.actor("leader"), on=DAY)
    inspection_reported(office, case, seen=[])
    assert steps(case) == {"close"}
    assert case.inspections.get().inspected.filter(found="").count() == 2, "settled by themselves: nobody says it twice"


def test_the_petitioner_withdraws_and_whoever_was_to_go_is_told(office: Office, case: Case) -> None:
    planned = inspection_planned(office, case)
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    planned.refresh_from_db()
    assert (planned.state, planned.ended_because) == (InspectionState.CALLED_OFF, "Người nộp đơn rút đơn.")
    assert case.duties.filter(state="running").count() == 0
    assert steps(case) == set()
    assert heard("inspection_called_off") == {office.person("supervisor").pk, office.person("handler").pk}


def test_a_case_that_is_sealed_meanwhile_calls_it_off(office: Office, case: Case) -> None:
    planned = inspection_planned(office, case)
    op.reclassify(case, kind=Kind.CADRE, because="Nêu hành vi của cán bộ.", by=office.actor("leader"), on=DAY)
    planned.refresh_from_db()
    assert planned.state == InspectionState.CALLED_OFF
    assert "inspect" not in steps(case)
    with pytest.raises(Unusable):
        inspection_planned(office, case, by=office.actor("leader"))
    leader = office.person("leader")
    inspection_planned(office, case, leads=leader, goes=[], by=office.actor("leader"))
    assert task(case).owner == leader, "the supervisor does not know of it: a leader goes"
    work.release_from_who_left(by=system("leaving"), on=DAY)
    assert task(case).owner == leader


def test_it_is_planned_only_of_what_is_still_promised_and_once(office: Office, case: Case) -> None:
    other = a_case(office, at=Status.SUPERVISED)
    for wrong in (
        {"held_on": DAY - timedelta(days=1)},
        {"place": " "},
        {"commitments": []},
        {"commitments": other.commitments.all()},
        {"leads": None},
        {"leads": office.person("handler")},
        {"goes": [office.person("agency_officer")]},
        {"held_on": date(2199, 1, 4)},
    ):
        with stories.unchanged(case), pytest.raises(Unusable):
            inspection_planned(office, case, **wrong)
    inspection_planned(office, case)
    with pytest.raises(NotAllowedNow, match="đã lên lịch"):
        inspection_planned(office, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.create(case=case, held_on=HELD, place="Lần nữa", planned_on=DAY)
    early = a_case(office, at=Status.ANSWERED)
    with pytest.raises(NotAllowedNow):
        inspection_planned(office, early)


def test_the_wrong_role_neither_plans_nor_reports(office: Office, case: Case) -> None:
    for role in ("handler", "receptionist", "records_officer", "leader"):
        with stories.unchanged(case), pytest.raises(PermissionDenied):
            inspection_planned(office, case, by=office.actor(role))
    inspection_planned(office, case)
    for role in ("handler", "leader"):
        with stories.unchanged(case), pytest.raises(PermissionDenied):
            inspection_reported(office, case, by=office.actor(role))
        with stories.unchanged(case), pytest.raises(PermissionDenied):
            op.call_off_inspection(case, because="Bận.", by=office.actor(role), on=DAY)


def test_a_report_says_of_each_promise_what_was_seen_who_was_there_and_when(office: Office, case: Case) -> None:
    inspection_planned(office, case)
    first, second = case.commitments.order_by("pk")
    done = op.Seen(first.pk, Found.VERIFIED, "Đã xong.")
    for wrong in (
        {"seen": [done]},
        {"seen": [done, op.Seen(second.pk, Found.VERIFIED, " ")]},
        {"seen": [done, op.Seen(second.pk, "perhaps", "Không rõ.")]},
        {"report": ""},
        {"came": []},
        {"came": [office.person("leader")]},
        {"went_on": DAY - timedelta(days=1)},
        {"went_on": DAY + timedelta(days=1)},
    ):
        with stories.unchanged(case), pytest.raises(Unusable):
            inspection_reported(office, case, **wrong)
    assert first.inspected.get().found == "", "what was refused has settled nothing"


def test_a_report_without_findings_is_refused_and_what_was_typed_is_kept(client, office: Office, case: Case) -> None:
    today = timezone.localdate()
    inspection_planned(office, case, held_on=today, on=today)
    client.force_login(office.person("supervisor"))
    address = reverse("desk:move", args=[case.pk, Move.REPORT_INSPECTION])
    shown = client.get(address).content.decode()
    assert 'accept="image/*,.pdf"' in shown, "a telephone offers its camera"
    first, second = case.commitments.order_by("pk")
    said = {
        "went_on": today.isoformat(),
        "came": [office.person("supervisor").pk],
        "report": "Đi cùng trưởng thôn.",
        f"found_{first.pk}": "verified",
        f"findings_{first.pk}": "Mặt đường đã trải nhựa hết đoạn.",
        f"found_{second.pk}": "contested",
    }
    refused = client.post(address, said)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Mặt đường đã trải nhựa hết đoạn." in page
    assert "Đi cùng trưởng thôn." in page
    assert {one.status for one in case.commitments.all()} == {CommitmentStatus.OPEN}
    said[f"findings_{second.pk}"] = "Rãnh còn tắc."
    assert client.post(address, said | {"petitioner_present": "on"}).status_code == 302
    assert case.inspections.get().petitioner_present
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    for words in ("Kiểm tra thực tế", "Rãnh còn tắc.", "Đi cùng trưởng thôn.", "Không có đại diện cơ quan."):
        assert words in page


def test_who_goes_is_told_and_the_agency_hears_the_day_and_no_word_more(client, office: Office, case: Case) -> None:
    inspection_planned(office, case, words="Hỏi dân về rãnh thoát nước.")
    assert heard("inspection_planned") == {office.person("handler").pk}, "who planned it and goes as well knows"
    agency = Message.objects.filter(template="inspection_planned_agency", user=office.person("agency_officer")).first()
    assert agency is not None
    assert f"{HELD:%d/%m/%Y}" in agency.subject
    inspection_reported(office, case, documents=[photo("Ảnh")], report="Dân nói rãnh chưa thông.")
    by = office.actor("agency_officer")
    known = {one.kind: one.words for one in timeline(fresh(case), seen_by=by)}
    assert known["inspection.planned"] == f"Ngày kiểm tra: {HELD:%d/%m/%Y}."
    assert "rãnh" not in str(known)
    assert not documents_for(by, case, inside=False).filter(inspection__isnull=False).exists()
    client.force_login(office.person("agency_officer"))
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert f"Ngày kiểm tra: {HELD:%d/%m/%Y}." in page
    assert "Dân nói rãnh chưa thông." not in page
    stranger = office.actor("agency_officer", office.other_agency)
    assert not [one for one in timeline(case, seen_by=stranger, inside=False) if one.kind.startswith("inspection")]


def test_who_should_go_leaves_and_a_successor_goes_instead(office: Office, case: Case) -> None:
    inspection_planned(office, case)
    leaver, successor = office.person("supervisor"), another_supervisor(office)
    leaving = work.order_leaving(
        leaver,
        unit=office.province,
        because="Chuyển công tác.",
        inspector=successor,
        by=office.actor("leader"),
        on=DAY,
    )
    work.carry_leavings_on(by=system("leaving"), on=DAY)
    row = LeavingRow.objects.get(leaving=leaving)
    assert (row.what, row.state, row.said) == (Left.INSPECTION, "moved", "")
    planned = fresh(case).inspection
    assert [(one.person, one.leads) for one in planned.goers] == [(successor, True), (office.person("handler"), False)]
    assert task(case).owner == successor
    assert planned.held_on == HELD
    (event,) = events(case, "inspection.regrouped")
    assert event.facts["leaving"] == leaving.pk
    # The other one leaves too: who leads stays, and only that place is given.
    work.order_leaving(
        office.person("handler"),
        unit=office.province,
        because="Nghỉ hưu.",
        inspector=another_supervisor(office),
        by=office.actor("leader"),
        on=DAY,
    )
    work.carry_leavings_on(by=system("leaving"), on=DAY)
    assert fresh(case).inspection.leader == successor


def test_who_leaves_without_handing_over_goes_nowhere_and_another_is_named(office: Office, case: Case) -> None:
    inspection_planned(office, case)
    another = another_supervisor(office)
    Membership.objects.filter(user=office.person("supervisor")).update(to_on=DAY)
    assert op.take_inspections_from_who_left(by=system("leaving"), on=BACK) == 1
    assert op.take_inspections_from_who_left(by=system("leaving"), on=BACK) == 0
    planned = fresh(case).inspection
    assert (planned.leader, planned.held_on) == (None, HELD), "still planned, and nobody leads it"
    assert [one.person for one in planned.goers] == [office.person("handler")]
    assert task(case).owner is None, "the supervisors' own again"
    assert another.pk in heard("inspection_without_leader")
    op.regroup_inspection(case, leads=another, because="Người cũ đã nghỉ.", by=office.actor("leader"), on=BACK)
    assert task(case).owner == another
    with pytest.raises(NotAllowedNow, match="Thay người đi kiểm tra thực tế"):
        work.put_back(task(case).pk, by=stories.as_person(another, office.province, Role.SUPERVISOR), on=BACK)
    with pytest.raises(PermissionDenied):
        op.take_inspections_from_who_left(by=office.actor("leader"), on=BACK)


def test_a_unit_that_ends_hands_it_on_with_the_case(office: Office) -> None:
    commune = office.commune
    for role in (Role.HANDLER, Role.LEADER, Role.SUPERVISOR, Role.RECEPTIONIST, Role.RECORDS_OFFICER):
        office.people.setdefault((commune.pk, role), a_person(commune, role))
    case = a_case(office, at=Status.SUPERVISED)
    Case.objects.filter(pk=case.pk).update(unit=commune, handler=office.person("handler", commune))
    case.duties.filter(unit=office.province).update(unit=commune)
    supervisor, handler = office.person("supervisor", commune), office.person("handler", commune)
    planned = inspection_planned(
        office,
        case,
        held_on=EFFECTIVE + timedelta(days=5),
        leads=supervisor,
        goes=[handler],
        by=office.actor("supervisor", commune),
    )
    heir = a_front(office)
    merged(kept_by_the_province(office), before=[commune], heirs=[heir], on=EFFECTIVE)
    handed = fresh(case)
    assert handed.unit == heir
    assert case.duties.get(rule__key="mttq.inspection", state="running").unit == heir
    there = set(Membership.objects.filter(unit=heir, role=Role.SUPERVISOR).values_list("user", flat=True))
    goes = set(Inspector.objects.filter(inspection=planned).values_list("person", flat=True))
    assert supervisor.pk in there, "people come along with their unit"
    assert supervisor.pk in goes
    assert task(case).unit == heir


def test_the_case_page_of_a_case_that_was_inspected_twice_stays_within_thirty_queries(
    client, office: Office, case: Case, django_assert_max_num_queries
) -> None:
    inspection_planned(office, case)
    inspection_reported(office, case, Found.OPEN, documents=[photo("Ảnh")])
    inspection_planned(office, case)
    client.force_login(office.person("supervisor"))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert page.count("(chủ trì)") == 2
