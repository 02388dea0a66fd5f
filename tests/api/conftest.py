"""A program with a token, as an administrator lets it in."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client as Browser

from audit.actor import Channel, system
from organizations.models import Client, Unit
from organizations.operations import admit_client
from tests.stories import DAY, Office

COMMAND = system("tests", channel=Channel.COMMAND)


@dataclass
class Program:
    client: Client
    token: str

    def get(self, path: str, **query: object):
        return Browser().get(f"/api/v1{path}", query, headers={"Authorization": f"Bearer {self.token}"})

    def post(self, path: str):
        return Browser().post(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"})


@pytest.fixture
def program(office: Office) -> Callable[..., Program]:
    def admit(role: str, unit: Unit | None = None) -> Program:
        unit = unit or (office.agency if role.startswith("agency") else office.province)
        return Program(*admit_client(name="Phần mềm thử", unit=unit, role=role, by=COMMAND, on=DAY))

    return admit
