"""A start that cannot succeed says why in one sentence, and a start that can leaves everything in its place."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]


def start(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    outside = {"DATABASE_URL", "CELERY_BROKER_URL", "PORT", "HOST"}
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in outside}
        | {"DATA_DIR": str(data)}
        | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_taken_port_is_said_with_another_one(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        sentence = refused(start(tmp_path, PORT=str(port)))
    assert str(port) in sentence
    assert f"PORT={port + 1}" in sentence


@pytest.mark.parametrize("value", ["0", "70000", "eighty"])
def test_an_impossible_port_is_refused(tmp_path, value):
    assert "Example: PORT=8000" in refused(start(tmp_path, PORT=value))


def test_an_impossible_host_is_refused(tmp_path):
    assert "Example: HOST=127.0.0.1" in refused(start(tmp_path, PORT="18431", HOST="no such host"))


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    # A file where a folder should be: even a superuser cannot write below it, as on a read-only disk.
    blocked = tmp_path / "file"
    blocked.write_text("")
    sentence = refused(start(blocked / "office", PORT="18432"))
    assert str(blocked) in sentence
    assert "DATA_DIR=" in sentence


def test_an_empty_database_file_is_not_taken_for_a_new_office(tmp_path):
    (tmp_path / "cau-noi.sqlite3").touch()
    assert "is empty" in refused(start(tmp_path, PORT="18433"))


def test_a_damaged_database_file_is_named(tmp_path):
    (tmp_path / "cau-noi.sqlite3").write_bytes(b"this is not a database" * 500)
    assert "is damaged" in refused(start(tmp_path, PORT="18434"))


def test_an_unknown_command_points_to_the_help(tmp_path):
    assert "./run --help" in refused(start(tmp_path, "serve"))
    helped = start(tmp_path, "--help")
    assert helped.returncode == 0
    assert "./run test quick" in helped.stdout


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    run.prepare_folders(tmp_path)
    key = tmp_path / "keys" / "secret_key"
    first = key.read_text()
    run.prepare_folders(tmp_path)
    assert key.read_text() == first
    assert len(first) > 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_says_what_with_hashes_and_never_from_where(name):
    lines = (ROOT / name).read_text().splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    pinned = [line for line in lines if not line.startswith(" ")]
    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert not {line.partition("==")[0] for line in pinned} & {"viewflow", "django-fsm"}
