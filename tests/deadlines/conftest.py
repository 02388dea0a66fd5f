"""The shipped law, loaded as an office loads it, and its calendar as the pure clock takes it."""

import pytest

from audit.actor import Channel, system
from deadlines.operations import load_law
from deadlines.working_days import Calendar
from tests.deadlines.shipped import shipped_calendar

BY = system("tests", channel=Channel.COMMAND)


@pytest.fixture
def calendar() -> Calendar:
    return shipped_calendar()


@pytest.fixture
def law(db: None) -> None:
    load_law(by=BY)
