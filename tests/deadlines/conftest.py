"""The shipped law, loaded as an office loads it, and its calendar as the pure clock takes it."""

from functools import cache

import pytest

from audit.actor import Channel, system
from deadlines.law.reading import shipped
from deadlines.operations import load_law
from deadlines.vocabulary import DayKind
from deadlines.working_days import Calendar, SpecialDay

BY = system("tests", channel=Channel.COMMAND)


@cache
def shipped_calendar() -> Calendar:
    catalogue = shipped()
    days = [SpecialDay(row.day, row.kind == DayKind.SWAP_WORK, row.name, row.citation) for row in catalogue.days]
    return Calendar([row.year for row in catalogue.years], days)


@pytest.fixture
def calendar() -> Calendar:
    return shipped_calendar()


@pytest.fixture
def law(db: None) -> None:
    load_law(by=BY)
