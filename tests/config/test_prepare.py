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


def test_an_empty_office_is_prepared_once_and_is_not_opened_when_its_keys_are_away(tmp_path):
    first = prepare(tmp_path, "--no-demo")
    assert first.returncode == 0, first.stderr
    assert "Preparing the database" in first.stdout
    second = prepare(tmp_path, "--no-demo")
    assert second.returncode == 0, second.stderr
    assert "Preparing" not in second.stdout
    (tmp_path / "keys" / "identities" / "0001.key").unlink()
    third = prepare(tmp_path, "--no-demo")
    assert third.returncode == 1
    assert "put the keys of the backup there" in third.stderr
    assert "Traceback" not in third.stderr


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
