"""The steps of a test run: each has a name and a duration, the first failure ends the run, what is left out is said."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlparse

from slipcover import merge_coverage

ROOT = Path(__file__).resolve().parent.parent
OURS = ["api", "audit", "cases", "config", "deadlines", "desk", "files", "letters", "notifications", "organizations"]
OURS += ["portal", "reports", "sealing", "supervision", "workflows"]
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
RABBITMQ = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# What neither a clerk nor a citizen would forgive to be untested (docs/decisions), and the rest of our packages.
THRESHOLDS = {95: ["cases", "deadlines", "workflows", "audit"], 85: []}
THRESHOLDS[85] = [name for name in OURS if name not in THRESHOLDS[95]]
BESIDE_EACH_OTHER = ["-n", "auto"]
# Journeys are long and each opens an office anew: whoever has nothing left takes from the end of the other's list. The
# other tests stay in their order, in which those that empty the tables, and the law with them, come last.
JOURNEYS = [*BESIDE_EACH_OTHER, "--dist", "worksteal"]
COUNT = re.compile(r"(\d+) (passed|failed|error|errors)\b")


# The quick loop: the clock and the law, the rules of the house, who may do what, the record, one walk of a case.
QUICK = {
    "": ["accounts", "architecture", "deadlines", "files", "letters", "organizations", "sealing", "workflows"],
    "audit": ["completeness", "outbox", "proofs", "readers", "record", "tree", "vectors"],
    "cases": ["parties", "rights", "screening_tree", "thresholds", "walk"],
    "desk": ["bulk", "changes", "drafts", "shell"],
    "notifications": ["deputies", "preferences", "quiet", "sheets"],
}


class Ran(NamedTuple):
    """Lines and branches of a file or of many."""

    seen: int
    missed: int

    @classmethod
    def of(cls, said: dict[str, int]) -> "Ran":
        return cls(said["covered_lines"] + said["covered_branches"], said["missing_lines"] + said["missing_branches"])

    def __add__(self, other: object) -> "Ran":
        assert isinstance(other, Ran)
        return Ran(self.seen + other.seen, self.missed + other.missed)

    @property
    def percent(self) -> float:
        return 100 * self.seen / max(self.seen + self.missed, 1)


class Run:
    """One test run: collects how it went and closes with one line that says so."""

    def __init__(self) -> None:
        self.everything_required = bool(os.environ.get("CI"))
        self.folder = Path(tempfile.mkdtemp(prefix="cau-noi-test-"))
        self.failed_step = ""
        self.passed = self.failed = 0
        self.left_out: list[str] = []
        outside = {"DATABASE_URL", "CELERY_BROKER_URL", "SITE_URL", "EMAIL_URL", "ALLOWED_HOSTS"}
        self.environment = {key: value for key, value in os.environ.items() if key not in outside} | {
            "DATA_DIR": str(self.folder / "data"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "for-tests-only-" * 5,
        }
        for name in ("keys", "files", "broker/queue", "broker/control", "mail", "tmp"):
            (self.folder / "data" / name).mkdir(parents=True)
        self.started_at = time.monotonic()

    # The three kinds of run

    def quick(self) -> None:
        self.step("ruff", "ruff", "check", ".")
        self.catalogues()
        paths = [
            f"tests/{folder}/test_{name}.py" if folder else f"tests/{name}"
            for folder, names in QUICK.items() for name in names
        ]  # fmt: skip
        chosen = "not slow and not deep and not browser and not broker"
        self.tests("tests on SQLite", "-m", chosen, *BESIDE_EACH_OTHER, *paths)

    def deep(self) -> None:
        self.catalogues()
        chosen = "deep" if self.has_brokers() else "deep and not broker"
        self.tests("long runs on SQLite", "-m", chosen)
        if self.has_postgres():
            self.tests("long runs on PostgreSQL", "-m", chosen, database=POSTGRES)

    def screens(self) -> None:
        """Take the pictures of docs/screens anew."""
        self.catalogues()
        if self.has_chromium():
            self.environment["TAKE_SCREENS"] = "1"
            self.tests("pictures of the main pages", "tests/journeys/test_pictures.py")

    def everything(self) -> None:
        self.wrong_distributions()
        self.step("ruff", "ruff", "check", ".")
        self.step("ruff format", "ruff", "format", "--check", ".")
        self.step("djLint", "djlint", "--quiet", "--lint", *self.templates())
        self.step("import-linter", "lint-imports")
        self.step("mypy", "mypy", "--no-error-summary", *OURS, "verify.py", "verify_certificate.py")
        self.step("deptry", "deptry", ".")
        self.catalogues()
        self.manage("makemigrations --check", "makemigrations", "--check", "--dry-run")
        self.manage(
            "check --deploy", "check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://don.mattran.example.vn"
        )
        # Counted once: the same tests on the other engine, and the browser, would say the same.
        self.tests(
            "tests on SQLite",
            "-m",
            "not deep and not browser and not broker",
            *BESIDE_EACH_OTHER,
            counted_in="sqlite.json",
        )
        if self.has_postgres():
            self.tests(
                "tests on PostgreSQL", "-m", "not once and not deep and not browser and not broker", *BESIDE_EACH_OTHER,
                database=POSTGRES,
            )  # fmt: skip
        if self.has_brokers():
            self.tests("outbox on RabbitMQ and Redis", "-m", "broker and not deep", counted_in="brokers.json")
        if self.has_chromium():
            self.tests("journeys in Chromium", "-m", "browser and not deep", *JOURNEYS)
        self.coverage()

    def pytest_alone(self, arguments: list[str]) -> int:
        self.catalogues()
        return self.run([sys.executable, "-m", "pytest", *arguments]).returncode

    # Steps

    def step(self, name: str, *command: str, **environment: str) -> str:
        """Run one program of the environment; return what it said."""
        if self.failed_step:
            return ""
        program = Path(sys.executable).with_name(command[0])
        return self.timed(name, [str(program), *command[1:]], **environment)

    def manage(self, name: str, *command: str, **environment: str) -> str:
        if self.failed_step:
            return ""
        return self.timed(name, [sys.executable, "manage.py", *command], **environment)

    def tests(self, name: str, *arguments: str, database: str = "", counted_in: str = "") -> None:
        if self.failed_step:
            return
        # What was run is noted by instructions that take themselves out again, after so many times: to look for what
        # to take out costs too. Tracing would double the time.
        counter = [
            *("-m", "slipcover", "--dont-wrap-pytest", "--threshold", "500", "--source", ",".join(OURS)),
            *("--json", "--out", str(self.folder / counted_in)),
        ]
        # A power cut during the tests is no loss, so the server need not wait for its disk.
        relaxed = {"DATABASE_URL": database, "PGOPTIONS": "-c synchronous_commit=off"}
        environment = relaxed if database else {}
        # It says that it counts nothing in the tests themselves, which is as it should be.
        unheard = ["-W", "ignore:Module already imported so", "-W", "ignore:Unable to activate pytest branch"]
        counting, quiet = (counter, unheard) if counted_in else ([], [])
        command = [sys.executable, *counting, "-m", "pytest", "-q", *quiet, *arguments]
        said = self.timed(name, command, may_be_empty=True, **environment)
        for count, word in COUNT.findall(said.strip().rpartition("\n")[2]):
            if word == "passed":
                self.passed += int(count)
            else:
                self.failed += int(count)

    def timed(self, name: str, command: list[str], *, may_be_empty: bool = False, **environment: str) -> str:
        print(f"== {name}", flush=True)
        before = time.monotonic()
        done = self.run(command, **environment)
        print(f"   {name}: {time.monotonic() - before:.1f} s", flush=True)
        # Pytest says 5 when nothing was chosen: no test of that mark exists yet.
        if done.returncode and not (may_be_empty and done.returncode == 5):
            self.failed_step = name
        return done.stdout

    def run(self, command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment | environment, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        lines = []
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
        return subprocess.CompletedProcess(command, process.wait(), "".join(lines))

    def catalogues(self) -> None:
        self.manage("message catalogues", "compile_catalogues")

    def wrong_distributions(self) -> None:
        """`viewflow` and `django-fsm` on the package index are other projects that overwrite the ones we use."""
        for name in ("viewflow", "django-fsm"):
            try:
                version(name)
            except PackageNotFoundError:
                continue
            print(f"== wrong distribution installed: {name}; use django-viewflow and django-fsm-2")
            self.failed_step = self.failed_step or "wrong distributions"

    def templates(self) -> list[str]:
        return sorted(str(folder.relative_to(ROOT)) for folder in ROOT.glob("*/templates"))

    def coverage(self) -> None:
        """Compare the lines and branches that ran with what each group of packages owes; name the barest files."""
        counted = [json.loads(file.read_text()) for file in sorted(self.folder.glob("*.json"))]
        if self.failed_step or not counted:
            return
        whole, *others = counted
        for other in others:
            merge_coverage(whole, other)
        for percent, packages in THRESHOLDS.items():
            ran = {
                name: Ran.of(file["summary"])
                for name, file in whole["files"].items()
                if name.partition("/")[0] in packages
            }
            all_of_them = sum(ran.values(), Ran(0, 0))
            print(f"== {all_of_them.percent:.1f} % of {' '.join(packages)}, where {percent} % are owed")
            for name, one in sorted(ran.items(), key=lambda pair: pair[1].missed, reverse=True)[:10]:
                print(f"   {one.missed:4d} not run, {one.percent:3.0f} %: {name}")
            if all_of_them.percent < percent:
                self.failed_step = f"coverage {percent} %"

    # What the machine has

    def has_postgres(self) -> bool:
        return self.there(
            "PostgreSQL", answers(POSTGRES), "start PostgreSQL and set TEST_DATABASE_URL if it is not local"
        )

    def has_brokers(self) -> bool:
        return self.there(
            "RabbitMQ and Redis", answers(RABBITMQ) and answers(REDIS),
            "start both and set TEST_RABBITMQ_URL and TEST_REDIS_URL if they are not local",
        )  # fmt: skip

    def has_chromium(self) -> bool:
        return self.there("Chromium", any(shutil.which(name) for name in CHROMIUM), "install Debian's package chromium")

    def there(self, what: str, found: bool, how: str) -> bool:
        if self.failed_step:
            return False
        if not found and self.everything_required:
            print(f"== {what} is missing, and with CI set nothing is left out")
            self.failed_step = what
        elif not found:
            self.left_out.append(f"{what}: {how}")
        return found

    def close(self) -> int:
        shutil.rmtree(self.folder, ignore_errors=True)
        for line in self.left_out:
            print(f"Left out, {line}")
        if self.failed_step:
            print(f"Failed at: {self.failed_step}")
        print(f"{time.monotonic() - self.started_at:.0f} s")
        failed = self.failed or bool(self.failed_step)
        print(f"{self.passed} passed, {int(failed)} failed")
        return int(bool(failed))


def answers(url: str) -> bool:
    parts = urlparse(url)
    port = parts.port or {"postgres": 5432, "amqp": 5672, "redis": 6379}[parts.scheme]
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", port), 2).close()
    except OSError:
        return False
    return True
