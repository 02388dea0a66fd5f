"""From SQLite to PostgreSQL: the whole office or nothing, with the same bytes under the same root."""

import json
import os

import psycopg
import pytest

from audit.checkpoints import read_sheet
from tests.database import another, sqlite_with_tables
from tests.kill.house import House

from .conftest import SUITE, Place

# Marked so because they need PostgreSQL, as races do.
pytestmark = [pytest.mark.slow, pytest.mark.row_locks]
LOADING = "Đang so từng bảng với bản kê"


@pytest.fixture(scope="module")
def office(request, tmp_path_factory):
    """An office on SQLite where some weeks of work were done, under a checkpoint."""
    folder = tmp_path_factory.mktemp("sqlite")
    url = sqlite_with_tables(folder, request.config.cache)
    house = House(folder, "filesystem", url)
    told = json.loads(house.run("-m", "tests.backup.desk", "furnish"))
    assert house.start_clerk(150, pause=0).wait() == 0
    house.run("manage.py", "audit", "checkpoint", "--to", str(folder / "supervisor"))
    return Place(folder, url), told


@pytest.fixture
def empty():
    with another(SUITE) as url:
        yield url


def test_a_move_is_all_or_nothing_and_the_office_goes_on_there(office, empty):
    place, told = office
    sheet = next((place.folder / "supervisor").iterdir())
    before, file = place.holds(), (place.folder / "cau-noi.sqlite3").read_bytes()

    place.killed_at(LOADING, "manage.py", "move_to_postgres", empty)
    with psycopg.connect(empty) as there:
        assert there.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    assert place.holds() == before

    said = place.run("manage.py", "move_to_postgres", empty)
    assert "✓ Đã chuyển sang PostgreSQL" in said
    assert (place.folder / "cau-noi.sqlite3").read_bytes() == file, "the old database stays as it was"

    there = Place(place.folder, empty)
    assert there.holds() == before
    checked = there.run("manage.py", "audit", "verify", "--checkpoint", str(sheet))
    assert "✓ Mọi điều kiểm tra được đều đúng." in checked
    root = read_sheet(sheet.read_text()).said["root"]
    made = there.run("manage.py", "audit", "checkpoint", "--to", str(place.folder / "later"))
    assert made
    assert read_sheet(next((place.folder / "later").iterdir()).read_text()).said["root"] == root
    seen = json.loads(there.run("-m", "tests.backup.desk", "visit", told["name"], str(told["case"])))
    assert (seen["page"], seen["shows"], seen["broken_chains"], seen["findings"]) == (200, True, [], [])

    # Work goes on: numbers and chains continue where they stood.
    environment = dict(os.environ)
    goes_on = House.__new__(House)
    goes_on.__dict__.update(folder=place.folder, environment={**environment, **there.environment})
    goes_on.run("-m", "tests.kill.clerk", "work", str(seen["events"] + 20), "7", "0")
    held = json.loads(goes_on.run("-m", "tests.kill.clerk", "tell"))
    assert held["broken_chains"] == []
    assert held["findings"] == []
    assert held["case_numbers"] == list(range(1, len(held["case_numbers"]) + 1))
    assert held["letter_serials"] == list(range(1, len(held["letter_serials"]) + 1))

    assert "không trống" in place.run("manage.py", "move_to_postgres", empty, expect=2)


def test_what_is_no_postgres_and_who_is_there_already_are_refused(office, empty):
    place, _told = office
    assert "Ví dụ: postgres://" in place.run("manage.py", "move_to_postgres", "mysql://x/y", expect=2)
    assert "đã dùng PostgreSQL" in Place(place.folder, empty).run("manage.py", "move_to_postgres", empty, expect=2)
