"""An office to test in: units, people in all roles, the fields of matter and the law they work under."""

from datetime import date

from django.core.management import call_command
from simple_history.utils import bulk_create_with_history

from deadlines.models import Rule
from organizations.models import Area, Field, Membership, Unit, User
from organizations.vocabulary import Level, Role, UnitKind
from tests.stories import Office, _serial

SINCE = date(2020, 1, 1)
FRONT = [role for role in Role if not role.startswith("agency")]
AGENCY = [Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD]


def an_office() -> Office:
    """Make a province's office with one commune and two agencies; people have e-mail so that letters leave."""
    the_law()
    area, _ = Area.objects.get_or_create(
        code="98", defaults={"name": "Tỉnh Nam Thành", "kind": "province", "in_force_from": SINCE}
    )
    field, _ = Field.objects.get_or_create(key="traffic", defaults={"name": "Giao thông", "folded": "giao thong"})
    front = "Ủy ban MTTQ Việt Nam"
    province = a_unit(f"{front} tỉnh Nam Thành", UnitKind.MTTQ, Level.PROVINCE, symbol="MTTQ-BTT", area=area)
    commune = a_unit(f"{front} xã Hòa Bình", UnitKind.MTTQ, Level.COMMUNE, parent=province)
    agency = a_unit("Ủy ban nhân dân xã Hòa Bình", UnitKind.PEOPLES_COMMITTEE, Level.COMMUNE, email="xa@coquan.example")
    other = a_unit("Sở Xây dựng", UnitKind.DEPARTMENT, Level.PROVINCE)
    office = Office(province=province, commune=commune, agency=agency, other_agency=other, field=field)
    staffed = ((province, FRONT), (commune, FRONT), (agency, AGENCY), (other, AGENCY))
    places = [(unit, role) for unit, roles in staffed for role in roles]
    # In two statements: nearly every test opens an office.
    people = bulk_create_with_history([_person(role) for _unit, role in places], User)
    seats = [_seat(person, unit, role) for person, (unit, role) in zip(people, places, strict=True)]
    bulk_create_with_history(seats, Membership)
    office.people = {(seat.unit_id, seat.role): seat.user for seat in seats}
    return office


def the_law() -> None:
    if not Rule.objects.exists():
        call_command("load_law", verbosity=0)


def a_province() -> Area:
    """Make a province with two communes whose names begin alike, for an office that is still empty."""
    province = Area(code="98", name="Tỉnh Nam Thành", kind="province", path="/98/", in_force_from=SINCE)
    province.official_code = "98"
    province.fold()
    province.save()
    for code, name in (("98001", "Xã Hòa Bình"), ("98002", "Xã Hòa Bình Đông")):
        area = Area(code=code, official_code=code, name=name, kind="commune", path=f"/98/{code}/", parent=province)
        area.in_force_from = SINCE
        area.fold()
        area.save()
    return province


def a_unit(name: str, kind: str, level: str, **more: object) -> Unit:
    unit = Unit(name=name, kind=kind, level=level, in_force_from=SINCE, **more)
    unit.fold()
    unit.save()
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save()
    return unit


def a_person(unit: Unit, role: str) -> User:
    person = _person(role)
    person.save()
    _seat(person, unit, role).save()
    return person


def _person(role: str) -> User:
    number = next(_serial)
    person = User(
        username=f"{role}-{number}",
        full_name=f"Nguyễn Thị Thử {number}",
        title="Chuyên viên",
        email=f"{role}-{number}@matran.example",
    )
    person.fold()
    return person


def _seat(person: User, unit: Unit, role: str) -> Membership:
    return Membership(user=person, unit=unit, role=role, from_on=SINCE)


def the_party() -> Unit:
    """The Party body of the province, made when it is first asked for."""
    found = Unit.objects.filter(kind=UnitKind.PARTY).first()
    return found or _headed(a_unit("Ủy ban Kiểm tra Tỉnh ủy Nam Thành", UnitKind.PARTY, Level.PROVINCE))


def the_police() -> Unit:
    """The investigating body of the province, made when it is first asked for."""
    found = Unit.objects.filter(kind=UnitKind.POLICE).first()
    police = "Cơ quan Cảnh sát điều tra Công an tỉnh Nam Thành"
    return found or _headed(a_unit(police, UnitKind.POLICE, Level.PROVINCE))


def _headed(unit: Unit) -> Unit:
    """What is sealed goes to its head by name."""
    a_person(unit, Role.AGENCY_HEAD)
    return unit
