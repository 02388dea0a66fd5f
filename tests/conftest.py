"""What every test may ask for."""

import gc
import os
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from config import guards
from config.celery import app as celery_app
from desk import waiting
from sealing import keys, signing, vouching
from tests.database import Template, tables_on
from tests.factories import an_office, the_law
from tests.stories import Office


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path_factory):
    """Letters and documents of tests never touch the office's own folder."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """Tries that were counted, figures that were kept and questions that were put into words are another test's."""
    cache.clear()
    waiting._asked.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def keys_of_their_own(tmp_path_factory):
    """Names, words and files of tests are never under the office's own keys, nor anything signed with them."""
    configured.IDENTITY_KEYS_DIR = tmp_path_factory.mktemp("identities")
    keys.add()
    configured.SIGNING_KEYS_DIR = tmp_path_factory.mktemp("signing")
    signing.add()
    configured.RECEIPT_KEYS_DIR = tmp_path_factory.mktemp("receipts")
    signing.add(place=signing.receipts())
    vouching.vouch()


@pytest.fixture(autouse=True)
def keys_stay_as_they_are(keys_of_their_own, settings):
    """Whoever needs one key more works on a copy: others sign and check with these."""
    places = [settings.IDENTITY_KEYS_DIR, settings.SIGNING_KEYS_DIR, settings.RECEIPT_KEYS_DIR]
    before = _written_in(places)
    yield
    assert _written_in(places) == before, "keys were changed for the tests after this one"


def _written_in(places: list[str]) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for place in places for file in Path(place).iterdir()}


def pytest_configure() -> None:
    # A real hash takes a third of a second, as it should; the tests sign in hundreds of times.
    # Whatever an office in this folder has collected, the tests look at the files as they are now.
    configured.WHITENOISE_USE_FINDERS, configured.STATIC_ROOT = True, None
    configured.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Of this process alone: several run beside each other in one folder.
    configured.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    configured.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage over and over took a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Races for row locks, and plans, exist only where there are any: on SQLite they are left out, not skipped."""
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("row_locks") or item.get_closest_marker("planner")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_the_house():
    """Tasks go to a broker inside this process, where nobody takes them: a test that wants a delivery asks for it."""
    celery_app.conf.update(broker_url="memory://", broker_transport_options={})


@pytest.fixture(scope="session")
def template(request):
    """The tables are copied from the last run with the same migrations; migrating then finds nothing owed."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = tables_on(os.environ["DATABASE_URL"])
        return None
    template = Template(request.config.cache.mkdir("database"))
    template.take()
    create = connection.creation._create_test_db

    def create_and_fill(*args, **kwargs):
        name = create(*args, **kwargs)
        connection.close()
        connection.settings_dict["NAME"] = name
        if template.file.exists():
            template.fill(connection)
        return name

    connection.creation._create_test_db = create_and_fill
    return template


@pytest.fixture(scope="session")
def django_db_setup(template, django_db_setup, django_db_blocker):
    """The law is loaded once for all tests, as it is once for an office."""
    with django_db_blocker.unblock():
        the_law()
        if template is not None:
            template.keep(connection)
            template.give_back()


@pytest.fixture(scope="session", autouse=True)
def owner_flushes():
    """Tests with real commits empty the tables afterwards, as only their owner can: the triggers know no switch."""
    flush = TransactionTestCase._fixture_teardown

    def flush_as_owner(self):
        guards.take_down()
        try:
            flush(self)
        finally:
            guards.put_up()

    TransactionTestCase._fixture_teardown = flush_as_owner
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def office(db) -> Office:
    return an_office()
