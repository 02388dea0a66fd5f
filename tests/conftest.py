"""What every test may ask for."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from audit import triggers
from tests.factories import an_office, the_law
from tests.stories import Office


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path_factory):
    """Letters and documents of tests never touch the office's own folder."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The law is loaded once for all tests, as it is once for an office."""
    with django_db_blocker.unblock():
        the_law()


@pytest.fixture(scope="session", autouse=True)
def owner_flushes():
    """Tests with real commits empty the tables afterwards, as only their owner can: the triggers know no switch."""
    flush = TransactionTestCase._fixture_teardown

    def flush_as_owner(self):
        triggers.drop(connection)
        try:
            flush(self)
        finally:
            triggers.create(connection)

    TransactionTestCase._fixture_teardown = flush_as_owner
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def office(db) -> Office:
    return an_office()
