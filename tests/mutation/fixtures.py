"""What the pure tests ask for, without the application: a plugin for the runs that never see a database."""

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.deadlines.shipped import shipped_calendar

# The first wrong example is enough: nobody reads it.
settings.register_profile(
    "mutants",
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")


@pytest.fixture
def calendar():
    return shipped_calendar()
