"""`prepare` does what a start needs and refuses what it cannot do in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.once]


def prepare(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    run.prepare_folders(data)
    outside = {"DATABASE_URL", "CELERY_BROKER_URL"}
    return subprocess.run(
        [sys.executable, "manage.py", "prepare", *arguments],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in outside}
        | {"DATA_DIR": str(data)}
        | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_an_empty_office_has_law_and_areas_and_a_second_time_owes_nothing(tmp_path):
    first = prepare(tmp_path, "--no-demo")
    assert first.returncode == 0, first.stderr
    assert "Preparing the database" in first.stdout
    second = prepare(tmp_path, "--no-demo")
    assert second.returncode == 0, second.stderr
    assert "Preparing" not in second.stdout


def test_a_database_server_that_is_away_is_said_with_an_example(tmp_path):
    done = prepare(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:9/x")
    assert done.returncode == 1
    assert "Example: DATABASE_URL=" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:9/0", "amqp://guest:guest@127.0.0.1:9//"])
def test_a_broker_that_is_away_is_said_with_an_example(tmp_path, broker):
    done = prepare(tmp_path, "--no-demo", CELERY_BROKER_URL=broker)
    assert done.returncode == 1
    assert "Example: CELERY_BROKER_URL=" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_office_whose_keys_are_away_is_not_opened(tmp_path):
    assert prepare(tmp_path, "--no-demo").returncode == 0
    (tmp_path / "keys" / "identities" / "0001.key").unlink()
    done = prepare(tmp_path, "--no-demo")
    assert done.returncode == 1
    assert "put the keys of the backup there" in done.stderr
    assert "Traceback" not in done.stderr
