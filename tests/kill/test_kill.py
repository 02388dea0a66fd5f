"""`kill -9` at any moment: nothing is lost, nothing half done, nobody told twice inside the house."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.database import with_tables

from .house import House

pytestmark = [pytest.mark.slow]
SHORT, LONG = 40, 500
ANY_BROKER = [
    pytest.param("filesystem", SHORT),
    *(pytest.param(broker, SHORT, marks=pytest.mark.broker) for broker in ("redis", "rabbitmq")),
    *(
        pytest.param(broker, LONG, marks=[pytest.mark.deep, pytest.mark.broker])
        for broker in ("filesystem", "redis", "rabbitmq")
    ),
]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with with_tables(tmp_path, request.config.cache) as own:
        yield own


def kills_in(events: int) -> int:
    """Return how often the short and the long run kill: a process takes seconds to come back."""
    return max(3, events // 15)


def all_is_well(house: House, *, events: int) -> None:
    held = house.settle()
    letters = house.letters()
    assert held["events"] >= events
    assert held["findings"] == []
    assert held["broken_chains"] == []
    assert held["case_numbers"] == list(range(1, len(held["case_numbers"]) + 1)), "numbers without a gap"
    assert held["letter_serials"] == list(range(1, len(held["letter_serials"]) + 1))
    assert set(held["dispatches"]) == {"done"}, "every reaction happened"
    assert held["missed"] == 0, "telling again finds everybody told"
    assert set(held["emails"]) == {"sent"}
    assert set(letters) == set(held["keys"]), "each e-mail left under its own key, and no other"
    assert {letters[key] for key in held["certain"]} == {1}, "what does not say it is uncertain left once"
    again = sum(letters.values()) - len(letters)
    assert again <= house.kills, "at most one more per kill"


@pytest.mark.parametrize(("broker", "events"), ANY_BROKER)
def test_a_worker_killed_at_any_moment_loses_nothing(broker: str, events: int, tmp_path: Path, database_url: str):
    house = House(tmp_path, broker, database_url)
    try:
        house.start_worker()
        clerk = house.start_clerk(events, pause=0.08)
        while clerk.poll() is None and house.kills < kills_in(events):
            time.sleep(house.chance.uniform(0.05, 1.2))
            house.kill_worker()
            house.start_worker()
        assert clerk.wait() == 0, (tmp_path / "clerk.log").read_text()
        assert house.kills > 0, "nobody was killed: the test showed nothing"
        all_is_well(house, events=events)
    finally:
        house.close()


@pytest.mark.parametrize("events", [SHORT, pytest.param(LONG, marks=pytest.mark.deep)])
def test_a_web_process_killed_in_the_middle_of_an_act_leaves_no_half_of_it(
    events: int, tmp_path: Path, database_url: str
):
    house = House(tmp_path, "filesystem", database_url)
    try:
        house.start_worker()
        clerk = house.start_clerk(events, pause=0)
        while clerk.poll() is None and house.kills < kills_in(events):
            time.sleep(house.chance.uniform(0.05, 0.6))
            if clerk.poll() is None:
                os.killpg(clerk.pid, signal.SIGKILL)
                clerk.wait()
                house.kills += 1
                clerk = house.start_clerk(events, pause=0)
        assert clerk.wait() == 0, (tmp_path / "clerk.log").read_text()
        assert house.kills > 0, "nobody was killed: the test showed nothing"
        all_is_well(house, events=events)
    finally:
        house.close()


def test_a_succession_killed_in_the_middle_goes_on_and_brings_each_case_to_one_successor(
    tmp_path: Path, database_url: str
):
    many = 12
    house = House(tmp_path, "filesystem", database_url)
    try:
        house.run("-m", "tests.kill.clerk", "merge", str(many))
        left = many
        while house.kills < 2 or (left == many and house.kills < 12):
            house.kill_at_work("carry_on", "0.15", within=0.7)
            left = many - json.loads(house.run("-m", "tests.kill.clerk", "carried"))["moved"]
        assert 0 < left < many, "nobody was killed in the middle: the test showed nothing"
        assert house.start("worker", "tests.kill.clerk", "carry_on", "0").wait() == 0
        held = json.loads(house.run("-m", "tests.kill.clerk", "carried"))
        assert set(map(tuple, held["at"].values())) == {("Ủy ban nhân dân xã Hòa Bình Mới", 1)}
        assert len(held["at"]) == many
        assert held["findings"] == []
        assert held["broken_chains"] == []
    finally:
        house.close()


def test_an_erasure_killed_in_the_middle_goes_on_and_erases_each_file_once(tmp_path: Path, database_url: str):
    many = 12
    house = House(tmp_path, "filesystem", database_url)
    try:
        house.run("-m", "tests.kill.clerk", "erase", str(many))
        left = many
        while house.kills < 2 or (left == many and house.kills < 12):
            house.kill_at_work("erase_on", "0.1", within=0.6)
            held = json.loads(house.run("-m", "tests.kill.clerk", "erased"))
            assert held["words"] == 0, "a case that says it is erased holds no words, whenever it was killed"
            left = many - len(held["times"])
        assert 0 < left < many, "nobody was killed in the middle: the test showed nothing"
        assert house.start("worker", "tests.kill.clerk", "erase_on", "0").wait() == 0
        held = json.loads(house.run("-m", "tests.kill.clerk", "erased"))
        assert held["times"] == [1] * many
        assert held["rows"] == {"done": many}
        assert (held["papers"], held["files"], held["words"]) == (many, 0, 0)
        assert (held["noted"], held["finished"]) == (many, 1)
        assert held["broken_chains"] == []
    finally:
        house.close()


def test_long_work_killed_in_the_middle_goes_on_and_does_each_row_once(tmp_path: Path, database_url: str):
    many = 20
    house = House(tmp_path, "filesystem", database_url)
    try:
        house.run("-m", "tests.kill.clerk", "order_long_work", str(many))
        held: dict[str, Any] = {}
        while house.kills < 2 or (house.kills < 12 and not (held["times"] and held["written"])):
            house.kill_at_work("long_work_on", "0.05", within=1.2)
            held = json.loads(house.run("-m", "tests.kill.clerk", "long_work"))
            assert held["rows"].get("done", 0) == len(held["times"]), "a row says so if, and only if, it was done"
            assert not held["numbers"], "no half of a table is handed out"
        assert 0 < len(held["times"]) < many, "nobody was killed in the middle: the test showed nothing"
        assert 0 < held["written"] < many
        assert house.start("worker", "tests.kill.clerk", "long_work_on", "0").wait() == 0
        held = json.loads(house.run("-m", "tests.kill.clerk", "long_work"))
        assert (held["times"], held["rows"], held["finished"]) == ([1] * many, {"done": many}, 1)
        assert held["numbers"] == held["cases"]
        assert len(set(held["numbers"])) == many
        assert (held["findings"], held["broken_chains"]) == ([], [])
    finally:
        house.close()
