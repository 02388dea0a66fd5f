"""Two machines on one PostgreSQL and one RabbitMQ: a whole office works at both, and the register stays one."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bench.mixed.serving import free_port
from config.management.commands.timetable import LOCK_NUMBER
from run import FOLDERS
from tests.database import another
from tests.kill.house import BROKERS, ROOT, wait_until

pytestmark = [pytest.mark.deep, pytest.mark.broker, pytest.mark.row_locks]
CASES, SECONDS = 24, 12
OWED = "SELECT count(*) FROM audit_dispatch WHERE state <> 'done'"
TIMETABLES = """
    SELECT granted, count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY granted
"""


class Machines:
    """One database, one queue and one set of keys and files; each machine has its own folder, port and processes."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.database = database
        self.shared = folder / "shared"
        for name in FOLDERS:
            (self.shared / name).mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
            "KILL_QUEUE": f"nodes-{uuid4()}",
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": BROKERS["rabbitmq"],
            "EMAIL_URL": "",
            "SECRET_KEY": "the-same-on-all-machines-" * 3,
            "LOG_LEVEL": "WARNING",
            "DATA_DIR": str(self.shared),
            "WEB_WORKERS": "1",
            "WORKERS": "1",
            **{
                f"{name}_KEYS_DIR": str(self.shared / "keys" / name.lower())
                for name in ("IDENTITY", "SIGNING", "RECEIPT")
            },
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
        assert done.returncode == expect, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def asked(self, question: str, *said: object) -> list[tuple]:
        with psycopg.connect(self.database, autocommit=True) as server:
            return server.execute(question, said).fetchall()

    @contextmanager
    def machine(self, name: str):
        """Start it, hand out its address, and close it as Ctrl-C does."""
        own, port = self.folder / name, free_port()
        for part in FOLDERS:
            (own / part).mkdir(parents=True, exist_ok=True)
        (own / "files").rmdir()
        (own / "files").symlink_to(self.shared / "files")
        node = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.node"],
            cwd=ROOT,
            env={**self.environment, "DATA_DIR": str(own), "PORT": str(port)},
            start_new_session=True,
        )
        try:
            wait_until(lambda: answers(port), f"{name} did not open, see {own / 'logs'}", seconds=60)
            yield f"http://127.0.0.1:{port}"
        finally:
            node.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                node.wait(30)
            node.kill()


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
    except OSError:
        return False
    return True


@pytest.fixture
def machines(tmp_path):
    with another(os.environ["DATABASE_URL"]) as database:
        office = Machines(tmp_path, database)
        office.run("manage.py", "prepare", "--no-demo")
        office.run("manage.py", "demo", "--cases", str(CASES))
        yield office
        office.run("-m", "tests.kill.clerk", "close_queue")


def consumers(office: Machines) -> int:
    said = "from config.celery import app; c = app.connection(); print(c.default_channel.queue_declare("
    return int(office.run("manage.py", "shell", "-v0", "-c", f"{said}app.conf.task_default_queue, passive=True)[2])"))


def test_two_machines_serve_one_office_without_an_error_and_keep_one_register(machines):
    with ExitStack() as open_house:
        urls = [open_house.enter_context(machines.machine(name)) for name in ("first", "second")]
        wait_until(
            lambda: sum(dict(machines.asked(TIMETABLES, LOCK_NUMBER)).values()) == 2, "two timetables", seconds=60
        )
        before = machines.asked("SELECT count(*) FROM cases_case")[0][0]
        load = [part for url in urls for part in ("--url", url)]
        told = json.loads(machines.run("-m", "bench", "mixed", "--seconds", str(SECONDS), "--json", *load))
        assert told["errors"] == told["registering"]["errors"] == []
        assert dict(machines.asked(TIMETABLES, LOCK_NUMBER)) == {True: 1, False: 1}, "one leads, the other waits"
        assert consumers(machines) == 2, "both workers take from the one queue"
        wait_until(lambda: machines.asked(OWED) == [(0,)], "what was owed is done", seconds=120)

    done = {row["name"]: row["requests"] for row in told["rows"]}
    assert {"register a petition", "instruct", "one move", "take a task", "search"} <= done.keys()
    assert machines.asked("SELECT count(*) FROM cases_case")[0][0] >= before + done["register a petition"]
    numbers = [number for (number,) in machines.asked("SELECT number FROM cases_case WHERE number LIKE '20%%'")]
    assert len(set(numbers)) == len(numbers)
    assert "are in step" in machines.run("manage.py", "check_alignment")
    assert "✓ Mọi điều kiểm tra được đều đúng." in machines.run("manage.py", "audit", "verify")
