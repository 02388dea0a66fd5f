"""Going there to see what was promised: planned, moved, given to others, called off, reported.

The report settles the commitments by the same verbs as a supervisor alone (`supervising.py`), all in one operation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import User

from ..errors import Unusable
from ..inspections import who_goes, who_leads
from ..models import Case, Commitment, Inspected, Inspection, Inspector
from ..vocabulary import UNSETTLED, CommitmentStatus, DocumentSource, Found, Move
from .documents import NewDocument, keep_all, write_note
from .duties import meet, owe, void
from .freezing import INSPECTION, drop_inspection
from .moving import moving
from .supervising import close_file_when_settled, found_done


@dataclass(frozen=True)
class Seen:
    """What was found of one commitment."""

    commitment: int
    found: str
    findings: str


def plan_inspection(
    case: Case,
    *,
    held_on: date,
    place: str,
    leads: User | None,
    commitments: Iterable[Commitment],
    by: Actor,
    on: date,
    goes: Iterable[User] = (),
    words: str = "",
) -> Inspection:
    """Say when and where somebody goes to see which of the promises that are still open, and who goes."""
    with moving(case, Move.PLAN_INSPECTION, "inspection.planned", by=by, on=on) as step:
        _must_be_ahead(held_on, on=on)
        if not place.strip():
            raise Unusable("place", _("Cần ghi địa điểm kiểm tra."))
        wanted = {one.pk for one in commitments}
        looked_at = list(step.case.commitments.filter(pk__in=wanted, status__in=UNSETTLED))
        if not wanted or len(looked_at) != len(wanted):
            raise Unusable("commitments", _("Cần chọn ít nhất một cam kết chưa xong của vụ việc này để kiểm tra."))
        people = _party(step.case, leads, goes, on=held_on)
        planned: Inspection = Inspection.objects.create(
            case=step.case,
            held_on=held_on,
            place=place.strip(),
            words=words.strip(),
            planned_on=on,
            planned_by_id=by.person_id,
        )
        Inspected.objects.bulk_create(Inspected(inspection=planned, commitment=one) for one in looked_at)
        _send(planned, people)
        _owe(step.case, held_on, on=on)
        if words.strip():
            write_note(step, words)
        step.facts |= _facts(planned) | {"people": [one.pk for one in people], "held_on": held_on.isoformat()}
    return planned


def move_inspection(case: Case, *, held_on: date, because: str, by: Actor, on: date, place: str = "") -> None:
    """Another day, or another place; the day it was planned for before stays in the history."""
    with moving(case, Move.MOVE_INSPECTION, "inspection.moved", by=by, on=on) as step:
        planned = _planned(step.case)
        _must_be_ahead(held_on, on=on)
        there = place.strip() or planned.place
        if (held_on, there) == (planned.held_on, planned.place):
            raise Unusable("held_on", _("Ngày và địa điểm vẫn như cũ; cần chọn ngày khác hoặc địa điểm khác."))
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao đổi lịch."))
        was, planned.held_on, planned.place = planned.held_on, held_on, there
        planned.save()
        if was != held_on:
            void(step.case, INSPECTION, on=on)
            _owe(step.case, held_on, on=on)
        write_note(step, because)
        step.facts |= _facts(planned) | {"was": was.isoformat(), "held_on": held_on.isoformat()}


def regroup_inspection(
    case: Case,
    *,
    leads: User | None,
    because: str,
    by: Actor,
    on: date,
    goes: Iterable[User] = (),
    leaving: int | None = None,
) -> None:
    """Others go instead. Who leads it has it in hand from now on."""
    with moving(case, Move.REGROUP_INSPECTION, "inspection.regrouped", by=by, on=on) as step:
        planned = _planned(step.case)
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao thay người."))
        people = _party(step.case, leads, goes, on=max(on, planned.held_on))
        was = [(one.person_id, one.leads) for one in planned.goers]
        if sorted(was) == sorted((one.pk, one == people[0]) for one in people):
            raise Unusable("leads", _("Vẫn là những người cũ; cần chọn người khác."))
        planned.inspectors.all().delete()
        del planned.goers
        _send(planned, people)
        write_note(step, because)
        step.facts |= _facts(planned) | {"people": [one.pk for one in people], "was": [pk for pk, _leads in was]}
        step.facts |= {"leaving": leaving} if leaving is not None else {}


def call_off_inspection(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Nobody goes; what was to be looked at is followed as before."""
    with moving(case, Move.CALL_OFF_INSPECTION, "inspection.called_off", by=by, on=on) as step:
        planned = _planned(step.case)
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao hủy lịch kiểm tra."))
        step.facts |= _facts(planned) | {"held_on": planned.held_on.isoformat()}
        drop_inspection(step.case, because=because.strip(), on=on)
        write_note(step, because)


def report_inspection(
    case: Case,
    *,
    went_on: date,
    seen: Sequence[Seen],
    report: str,
    by: Actor,
    on: date,
    came: Iterable[User] = (),
    agency_present: bool = False,
    petitioner_present: bool = False,
    documents: Sequence[NewDocument] = (),
) -> Inspection:
    """What was found, promise by promise; who was there; photographs and records stay in the file."""
    with moving(case, Move.REPORT_INSPECTION, "inspection.reported", by=by, on=on) as step:
        planned = _planned(step.case)
        if not planned.planned_on <= went_on <= on:
            raise Unusable("went_on", _("Ngày đi kiểm tra phải từ ngày lên lịch đến hôm nay."))
        if not report.strip():
            raise Unusable("report", _("Cần ghi kết quả chung của buổi kiểm tra."))
        _note_who_came(planned, came)
        found = _found(step.case, planned, seen, on=on)
        planned.be_reported()
        planned.went_on, planned.report, planned.ended_on = went_on, report.strip(), on
        planned.agency_present, planned.petitioner_present = agency_present, petitioner_present
        planned.save()
        meet(step.case, INSPECTION, on=on)
        if found[Found.VERIFIED]:
            close_file_when_settled(step.case, on=on)
        kept = keep_all(step.case, documents, source=DocumentSource.FRONT, on=on, inspection=planned)
        write_note(step, report)
        step.facts |= _facts(planned) | {"went_on": went_on.isoformat(), "documents": len(kept)}
        step.facts |= {name: found[name] for name in (Found.VERIFIED.value, Found.CONTESTED.value)}
        step.facts |= {"agency_present": agency_present, "petitioner_present": petitioner_present}
    return planned


def _found(case: Case, planned: Inspection, seen: Sequence[Seen], *, on: date) -> dict[str, list[int]]:
    """Settle promise by promise what is still open of what was to be looked at; each needs its word."""
    said = {one.commitment: one for one in seen}
    found: dict[str, list[int]] = {value: [] for value in Found.values}
    for look in planned.looks:
        promised = case.commitments.get(pk=look.commitment_id)
        if promised.settled_on is not None:
            # Settled by itself since it was planned: nobody says it twice.
            continue
        one = said.get(promised.pk)
        if one is None or one.found not in Found.values:
            raise Unusable(f"found_{promised.pk}", _("Cần chọn kết quả của từng cam kết."))
        if not one.findings.strip():
            raise Unusable(f"findings_{promised.pk}", _("Cần ghi đã thấy gì tại chỗ."))
        look.found, look.findings = one.found, one.findings.strip()
        look.save()
        found[one.found].append(promised.pk)
        if one.found == Found.OPEN:
            continue
        promised.findings = look.findings
        if one.found == Found.VERIFIED:
            found_done(case, promised, on=on)
        elif promised.status == CommitmentStatus.OPEN:
            promised.be_contested()
        promised.save()
    return found


def _note_who_came(planned: Inspection, came: Iterable[User]) -> None:
    there = {one.pk for one in came}
    if not there or not there <= {one.person_id for one in planned.goers}:
        raise Unusable(
            "came", _("Cần chọn ai trong những người được cử đã có mặt; người khác đi thì thay người trước.")
        )
    for one in planned.goers:
        one.came = one.person_id in there
        one.save()


def _must_be_ahead(held_on: date, *, on: date) -> None:
    if held_on < on:
        raise Unusable("held_on", _("Ngày kiểm tra không thể trước hôm nay."))


def _owe(case: Case, held_on: date, *, on: date) -> None:
    """Nobody is late before the day it is planned for; some working days later it is reported."""
    try:
        owe(case, INSPECTION, start=held_on, unit=case.unit, on=on)
    except Unusable as refusal:
        raise Unusable("held_on", refusal.reason) from refusal


def _party(case: Case, leads: User | None, goes: Iterable[User], *, on: date) -> list[User]:
    """Who goes on that day, whoever leads first."""
    if leads is None or not who_leads(case, on=on).filter(pk=leads.pk).exists():
        raise Unusable(
            "leads",
            _("Người chủ trì phải là cán bộ giám sát của đơn vị (đơn về cán bộ thì là lãnh đạo) vào ngày kiểm tra."),
        )
    others = {one.pk: one for one in goes if one.pk != leads.pk}
    if others and who_goes(case, on=on).filter(pk__in=others).count() != len(others):
        raise Unusable("goes", _("Người cùng đi phải là người của đơn vị vào ngày kiểm tra."))
    return [leads, *others.values()]


def _send(planned: Inspection, people: Sequence[User]) -> None:
    Inspector.objects.bulk_create(
        Inspector(inspection=planned, person=one, leads=place == 0) for place, one in enumerate(people)
    )


def _facts(planned: Inspection) -> dict[str, object]:
    """Which one, and whose promises it looks at: only who promised them hears of it."""
    return {"inspection": planned.pk, "looks_at": [look.commitment_id for look in planned.looks]}


def _planned(case: Case) -> Inspection:
    planned: Inspection | None = case.inspection
    assert planned is not None, "the lifecycle allows this move only while one is planned"
    return planned


def gone_from(planned: Inspection, case: Case, *, on: date) -> list[Inspector]:
    """Who is to go and works in the unit no longer; who leads it must still be one of its supervisors."""
    leads = set(who_leads(case, on=on).values_list("pk", flat=True))
    goes = set(who_goes(case, on=on).values_list("pk", flat=True))
    return [one for one in planned.goers if one.person_id not in (leads if one.leads else goes)]


def strike_who_left(case: Case, *, on: date) -> dict[str, object]:
    """Take them off the locked case; the inspection stays planned, and its day too. Return what the event says."""
    planned: Inspection | None = case.inspection
    gone = gone_from(planned, case, on=on) if planned is not None else []
    if planned is None or not gone:
        return {}
    for one in gone:
        one.delete()
    del planned.goers
    said = {"was": [one.person_id for one in gone], "without_leader": planned.leader is None}
    return _facts(planned) | said


def give_place(case: Case, *, person: int, to: User, because: str, leaving: int, by: Actor, on: date) -> None:
    """Somebody who leaves goes on no inspection any more: another takes that place, be it the first."""
    planned: Inspection | None = case.inspection
    goers = planned.goers if planned is not None else []
    lead = next((one.person for one in goers if one.leads), None)
    others = [one.person for one in goers if one.person_id != person and not one.leads]
    if lead is None or lead.pk == person:
        leads = to
    else:
        leads, others = lead, [*others, to]
    regroup_inspection(case, leads=leads, goes=others, because=because, leaving=leaving, by=by, on=on)
