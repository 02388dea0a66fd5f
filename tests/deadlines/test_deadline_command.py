"""`manage.py deadline` as a person calls it: a process of its own, its words, its exit status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core import management

import run
from tests.factories import the_law

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


class Said(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def call(db, capsys):
    """Run a command as the shell would, in the office of the tests."""
    the_law()

    def command(name: str, *arguments: str) -> Said:
        status = 0
        try:
            # All that `manage.py` does but for closing the connection behind it, which is the test's.
            called = management.load_command_class("deadlines", name)
            called._called_from_command_line = True
            called.execute(**vars(called.create_parser("manage.py", name).parse_args(arguments)))
        except SystemExit as left:
            status = int(left.code or 0)
        return Said(status, *capsys.readouterr())

    return command


@pytest.mark.once
def test_a_deadline_is_counted_in_an_office_that_has_just_been_prepared(tmp_path):
    run.prepare_folders(tmp_path)
    outside = {"DATABASE_URL", "CELERY_BROKER_URL"}
    environment = {key: value for key, value in os.environ.items() if key not in outside} | {"DATA_DIR": str(tmp_path)}

    def process(*arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip

    prepared = process("prepare", "--no-demo")
    assert prepared.returncode == 0, prepared.stderr
    done = process("deadline", "kn.accept", "--from", "2026-11-13")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^Đến hạn: .+ 25/11/2026$", done.stdout, re.MULTILINE)
    refused = process("deadline", "kn.accept", "--from", "2026-06-30")
    assert (refused.returncode, refused.stdout) == (2, "")


def test_a_deadline_is_printed_with_its_days_and_decisions(call):
    done = call("deadline", "kn.accept", "--from", "2026-11-13")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^Đến hạn: .+ 25/11/2026$", done.stdout, re.MULTILINE)
    assert "Căn cứ: " in done.stdout
    assert "24/11/2026        Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16 Điều 2)" in done.stdout


def test_a_deadline_is_one_object_that_another_program_counts_again(call, tmp_path):
    done = call(
        "deadline",
        "tc.resolve",
        "--from",
        "2026-03-02",
        "--pause",
        "2026-03-10..2026-03-19",
        "--extend",
        "30",
        "--json",
    )
    content = json.loads(done.stdout)
    assert {"due_on", "rule", "version", "calendar", "nature", "steps"} <= content.keys()
    assert (content["due_on"], content["rule"], content["nature"]) == ("2026-05-11", "tc.resolve", "statutory")
    calendar = tmp_path / "calendar.json"
    calendar.write_text(call("calendar", "--json").stdout, encoding="utf-8")
    verified = subprocess.run(
        [sys.executable, "verify_certificate.py", "-", "--calendar", str(calendar)],
        cwd=ROOT, input=done.stdout, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "ĐÚNG. Hạn là hết thứ Hai 11/05/2026." in verified.stdout


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (["tt36.own_processing", "--from", "2025-12-25", "--as-of", "2025-12-24"], "2026-01-09"),
        # Before NĐ 155/2026 nobody knew another limit for a complaint of July than the old one.
        (["kn.accept.old", "--from", "2026-07-03", "--as-of", "2026-06-30"], "2026-07-13"),
    ],
)
def test_a_deadline_as_of_a_day_knows_the_law_and_the_calendar_of_that_day(call, arguments, due):
    assert json.loads(call("deadline", *arguments, "--json").stdout)["due_on"] == due


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["kn.accept", "--from", "2026-06-30"], "không có hiệu lực vào ngày 30/06/2026"),
        (["kn.accept", "--from", "2026-07-03", "--as-of", "2026-06-30"], "chỉ có hiệu lực từ ngày 01/07/2026"),
        (["không.có", "--from", "2026-11-13"], "Không có quy tắc thời hạn nào mang mã “không.có”."),
        (["kn.accept", "--from", "2027-12-28"], "Chưa có lịch ngày nghỉ, ngày làm bù của năm 2028"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_one_sentence_and_exit_status_two(call, arguments, sentence):
    done = call("deadline", *arguments, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_call_without_its_start_is_explained(call):
    done = call("deadline", "kn.accept")
    assert done.returncode == 2
    assert "--from" in done.stderr
