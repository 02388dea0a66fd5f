"""A throw-away office of real processes: its own folder, database, queue, worker and clerk; each may be killed."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
MESSAGE_ID = re.compile(r"^Message-ID: <([0-9a-f-]{36})@", re.MULTILINE | re.IGNORECASE)
BROKERS = {
    "filesystem": "filesystem://",
    "redis": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15"),
    "rabbitmq": os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}


@dataclass
class House:
    folder: Path
    broker: str
    database_url: str
    chance: random.Random = field(default_factory=lambda: random.Random(20261121))
    kills: int = 0
    worker: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": BROKERS[self.broker],
            "KILL_QUEUE": f"kill-{uuid4()}",
            "EMAIL_URL": "",
        }
        for part in ("broker/queue", "broker/control", "mail", "files", "static"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        self.run("-m", "tests.kill.clerk", "open")

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            check=False,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=900,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start_worker(self) -> None:
        self.worker = self.start("worker", "tests.kill.worker")

    def kill_worker(self) -> None:
        assert self.worker is not None
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()
        self.worker = None
        self.kills += 1

    def kill_at_work(self, *words: str, within: float) -> None:
        """Start the clerk at something and kill it at a moment that nobody chose."""
        clerk = self.start("worker", "tests.kill.clerk", *words)
        time.sleep(self.chance.uniform(0.1, within))
        os.killpg(clerk.pid, signal.SIGKILL)
        clerk.wait()
        self.kills += 1

    def start_clerk(self, events: int, *, pause: float) -> "subprocess.Popen[bytes]":
        seed = str(self.chance.randrange(10**6))
        return self.start("clerk", "tests.kill.clerk", "work", str(events), seed, str(pause))

    def start(self, name: str, *module: str) -> "subprocess.Popen[bytes]":
        """Start a process of the house and wait until it says that it is at work."""
        log = self.folder / f"{name}.log"
        read_before = log.stat().st_size if log.exists() else 0
        with log.open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", *module],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        wait_until(lambda: b"ready\n" in log.read_bytes()[read_before:], f"{name} did not start, see {log}")
        return process

    def settle(self) -> dict[str, object]:
        """Start a worker once more, let it and the relays finish, and say what the house holds."""
        if self.worker is None:
            self.start_worker()
        time.sleep(2)
        self.run("-m", "tests.kill.clerk", "settle")
        held: dict[str, object] = json.loads(self.run("-m", "tests.kill.clerk", "tell"))
        return held

    def letters(self) -> Counter[str]:
        """Count how often each Message-ID left the house."""
        files = (file.read_text(encoding="utf-8", errors="replace") for file in (self.folder / "mail").iterdir())
        return Counter(key for text in files for key in MESSAGE_ID.findall(text))

    def close(self) -> None:
        if self.worker is not None:
            self.kill_worker()
        if self.broker != "filesystem":
            self.run("-m", "tests.kill.clerk", "close_queue")


def wait_until(true: Callable[[], bool], complaint: str, *, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, complaint
        time.sleep(0.05)
