"""What tests of the desk share: somebody signed in, and the day of the stories."""

from datetime import date

import pytest
import time_machine


@pytest.fixture
def as_role(client, office):
    def sign_in(role, unit=None):
        client.force_login(office.person(role, unit))
        return client

    return sign_in


@pytest.fixture
def today():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False):
        yield date(2026, 3, 2)
