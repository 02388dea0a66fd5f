"""Offices of real processes to carry away and bring back, on the engine the suite runs on."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.database import another, with_tables
from tests.kill.house import ROOT, House

SUITE = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = SUITE.startswith("postgres")


@dataclass
class Place:
    """A folder and a database where an office is, or is to be."""

    folder: Path
    database_url: str = ""
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": "",
            "EMAIL_URL": "",
            "KILL_QUEUE": "none",
            # What a program prints is read here; a line for each request is not part of it.
            "LOG_LEVEL": "WARNING",
            "PORT": "18471",
        }

    def run(self, *words: str, expect: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == expect, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    def killed_at(self, sentence: str, *words: str) -> None:
        """Start it, and kill it without a word as soon as it says so."""
        process = subprocess.Popen(
            [sys.executable, "-u", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if sentence in line:
                break
        else:
            raise AssertionError(f"it ended before it said {sentence!r}: {said}")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()

    def holds(self) -> dict[str, int]:
        told: dict[str, int] = json.loads(self.run("-m", "tests.backup.desk", "count"))
        return told


@pytest.fixture(scope="module")
def a_database() -> Iterator[Callable[[], str]]:
    """Make databases of the suite's engine: one's own on PostgreSQL, none on SQLite, where it is a file."""
    with ExitStack() as made:
        yield lambda: made.enter_context(another(SUITE)) if ON_POSTGRES else ""


@dataclass
class Furnished:
    house: House
    place: Place
    case: str
    number: str
    name: str


@pytest.fixture(scope="module")
def furnished(request, tmp_path_factory) -> Iterator[Furnished]:
    """An office with a case, its letter and papers, somebody who signs in, and a sheet the supervisor took away."""
    folder = tmp_path_factory.mktemp("office")
    with with_tables(folder, request.config.cache) as url:
        house = House(folder, "filesystem", url)
        told = json.loads(house.run("-m", "tests.backup.desk", "furnish"))
        house.run("manage.py", "audit", "checkpoint", "--to", str(folder / "supervisor"))
        yield Furnished(house, Place(folder, url), str(told["case"]), told["number"], told["name"])
        house.close()
