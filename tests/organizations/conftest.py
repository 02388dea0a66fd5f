"""A small office for the tests of the organization: a province, a commune below it, and an agency beside it."""

from dataclasses import dataclass
from datetime import date

import pytest

from audit.actor import Actor, ActorKind, Channel, system
from organizations.models import Unit, User
from organizations.operations import appoint, create_person, create_unit
from organizations.vocabulary import Level, Role, UnitKind

SINCE = date(2025, 7, 1)
TODAY = date(2026, 11, 20)
COMMAND = system("tests", channel=Channel.COMMAND)


@dataclass
class House:
    province: Unit
    commune: Unit
    agency: Unit

    def person(self, username: str, full_name: str = "Nguyễn Văn Bình", unit: Unit | None = None) -> User:
        return create_person(unit=unit or self.province, username=username, full_name=full_name, by=COMMAND, on=SINCE)

    def member(self, username: str, role: str, unit: Unit | None = None, **dates: date | None) -> User:
        unit = unit or self.province
        person = self.person(username, unit=unit)
        appoint(person, unit=unit, role=role, by=COMMAND, **({"from_on": SINCE} | dates))
        return person

    def administrator(self, username: str, unit: Unit) -> Actor:
        person = self.member(username, Role.ADMINISTRATOR, unit)
        roles = frozenset({Role.ADMINISTRATOR.value})
        return Actor(ActorKind.PERSON, str(person.pk), unit=unit.pk, roles=roles, channel=Channel.DESK)


@pytest.fixture
def house(db: None) -> House:
    province = a_unit("Ủy ban Mặt trận Tổ quốc tỉnh An Phước", symbol="MTTQ-BTT", code="H01")
    commune = a_unit("Ủy ban Mặt trận Tổ quốc xã Đồng Xuân", level=Level.COMMUNE, parent=province)
    agency = a_unit("Sở Nông nghiệp và Môi trường", kind=UnitKind.DEPARTMENT)
    return House(province, commune, agency)


def a_unit(name: str, *, kind: str = UnitKind.MTTQ, level: str = Level.PROVINCE, **more: object) -> Unit:
    return create_unit(**({"kind": kind, "level": level, "name": name, "by": COMMAND, "on": SINCE} | more))
