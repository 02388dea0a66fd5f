"""Arranging decisions about units: successors, and a decision carried out as the worker does it."""

from collections.abc import Sequence
from datetime import date

from audit.actor import Actor, system
from cases import operations as op
from cases.models import Case, Changeover
from organizations.models import Unit
from organizations.vocabulary import Level, Role, UnitKind
from tests.factories import a_person, a_unit
from tests.stories import Office

DECIDED = date(2026, 3, 3)
EFFECTIVE = date(2026, 3, 10)


def kept_by_the_province(office: Office) -> Office:
    """The agencies lie in the province, so that its administrator keeps them in the directory."""
    for unit in (office.agency, office.other_agency, office.commune):
        unit.area = office.province.area
        unit.save()
    return office


def an_heir(
    office: Office, name: str = "Ủy ban nhân dân xã Hòa Bình Mới", *, kind: str = UnitKind.PEOPLES_COMMITTEE
) -> Unit:
    """A new agency with people of its own."""
    unit = a_unit(name, kind, Level.COMMUNE, area=office.province.area)
    for role in (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD):
        office.people[unit.pk, role] = a_person(unit, role)
    return unit


def a_front(office: Office, name: str = "Ủy ban MTTQ Việt Nam xã Hòa Bình Mới", *roles: str) -> Unit:
    """A new unit of the MTTQ below the province; without handlers unless they are asked for."""
    unit = a_unit(name, UnitKind.MTTQ, Level.COMMUNE, parent=office.province, symbol="MTTQ-HBM")
    for role in roles or (Role.LEADER, Role.RECORDS_OFFICER, Role.RECEPTIONIST):
        office.people[unit.pk, role] = a_person(unit, role)
    return unit


def prepared(
    office: Office,
    *,
    before: Sequence[Unit],
    heirs: Sequence[Unit],
    how: str = "merged",
    effective_on: date = EFFECTIVE,
    on: date = DECIDED,
    by: Actor | None = None,
) -> Changeover:
    return op.prepare_changeover(
        how=how,
        number="12/NQ-HĐND",
        dated_on=min(DECIDED, effective_on),
        effective_on=effective_on,
        before=before,
        heirs=heirs,
        by=by or office.actor("administrator"),
        on=on,
    )


def ordered(office: Office, *, on: date = DECIDED, by: Actor | None = None, **facts: object) -> Changeover:
    changeover = prepared(office, on=on, by=by, **facts)  # type: ignore[arg-type]
    op.order_changeover(changeover, by=by or office.actor("administrator"), on=on)
    return changeover


def carried_out(on: date = EFFECTIVE) -> int:
    return op.carry_changeovers_on(by=system("changeover"), on=on)


def merged(office: Office, *, before: Sequence[Unit], heirs: Sequence[Unit], **facts: object) -> Changeover:
    changeover = ordered(office, before=before, heirs=heirs, **facts)  # type: ignore[arg-type]
    carried_out(max(EFFECTIVE, changeover.on))
    changeover.refresh_from_db()
    return changeover


def at(unit: Unit) -> set[int]:
    """The cases that are open at the unit now."""
    from_lead = Case.objects.open().filter(lead__agency=unit).values_list("pk", flat=True)
    return set(from_lead) | set(Case.objects.open().filter(unit=unit).values_list("pk", flat=True))
