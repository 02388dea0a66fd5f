"""Sets up and starts Cầu Nối with the standard library only; everything else lives in the environment it makes."""

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote, urlparse

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.json"
FOLDERS = ("keys", "files", "broker/queue", "broker/control", "logs", "mail", "scans", "tmp")

HELP = """Cầu Nối

  ./run                  set up what is missing and start; Ctrl-C stops everything
  ./run --no-demo        the same with an empty office: the first page makes the first administrator
  ./run test             lint, types, and all tests that need no service or browser; with CI set, everything
  ./run test quick       under a minute: SQLite, no browser
  ./run test deep        the long runs
  ./run test screens     take the pictures in docs/screens anew
  ./run test ARGUMENTS   hand ARGUMENTS to pytest
  ./run backup DIR       a backup of the open office; --keys DIR2 for the keys, --verify checks one
  ./run restore DIR      bring an office back; --keys FILE, --replace, --checkpoint SHEET (docs/operations/backup.md)
  ./run move-to-postgres URL   move an office from SQLite to PostgreSQL
  ./run manage COMMAND   Django's command line with this office's data
  ./run lock             make requirements.lock and requirements-dev.lock anew
  ./run bench            measure

Environment: PORT (8000), HOST (127.0.0.1), DATA_DIR (var), DATABASE_URL (SQLite in DATA_DIR),
CELERY_BROKER_URL (files in DATA_DIR), SITE_URL (https://… switches on what HTTPS needs). See docs/operations/.
"""


class Refused(SystemExit):
    """What stands in the way of a start, in one sentence for the person who started it."""

    def __init__(self, sentence: str) -> None:
        say(sentence, to=sys.stderr)
        super().__init__(1)


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is handed
        raise Refused("Cầu Nối needs Python 3.11 or newer.")
    match arguments:
        case [] | ["--no-demo"]:
            return start(demo=not arguments)
        case ["--help" | "-h" | "help"]:
            say(HELP)
            return 0
        case ["manage", *rest]:
            return manage(*rest)
        case ["backup", *rest]:
            return manage("backup", *rest)
        case ["restore" | "move-to-postgres" as command, *rest]:
            require_closed()
            return manage(command.replace("-", "_"), *rest)
        case ["test", *rest]:
            install("requirements-dev.lock")
            return run(PYTHON, "-m", "tests.all", *rest)
        case ["bench", *rest]:
            install("requirements.lock")
            return run(PYTHON, "-m", "bench", *rest)
        case ["lock"]:
            return lock()
    raise Refused(f"{' '.join(arguments)!r} is not something ./run can do; ./run --help says what is.")


def manage(*words: str) -> int:
    """Hand a command to Django, with this office's data."""
    install("requirements.lock")
    prepare_folders(data_dir())
    return run(PYTHON, "manage.py", *words)


def start(*, demo: bool) -> int:
    host, port, data = os.environ.get("HOST") or "127.0.0.1", port_number(), data_dir()
    # Everything that can be refused is refused before the minutes that an installation takes.
    require_free_port(host, port)
    prepare_folders(data)
    require_verified(data)
    require_sound_database(data)
    install("requirements.lock")
    if run(PYTHON, "manage.py", "prepare", *([] if demo else ["--no-demo"])):
        return 1
    return Supervisor(host, port, data).stay()


# What must be in order before anything starts


def port_number() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 1 <= int(value) <= 65535:
        raise Refused(f"PORT={value!r} is not usable. Example: PORT=8000")
    return int(value)


def data_dir() -> Path:
    return Path(os.environ.get("DATA_DIR") or HERE / "var").expanduser().resolve()


def require_free_port(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            if os.name != "nt":
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except socket.gaierror:
        raise Refused(f"HOST={host!r} is not an address of this machine. Example: HOST=127.0.0.1") from None
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            raise Refused(
                f"Port {port} on {host} is taken by another program; stop it or choose another: PORT={port + 1} ./run"
            ) from None
        raise Refused(
            f"Cannot listen on {host}:{port} ({trouble.strerror}). Example: HOST=127.0.0.1 PORT=8000"
        ) from None


def require_closed() -> None:
    """Nobody may write while the ground is exchanged under them."""
    host, port = os.environ.get("HOST") or "127.0.0.1", port_number()
    try:
        socket.create_connection(("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port), 0.5).close()  # noqa: S104
    except OSError:
        return
    raise Refused(f"Something answers on port {port}: stop the office first, then do this again.")


def require_verified(data: Path) -> None:
    if (data / "restore.json").exists():
        raise Refused(
            "This office was brought back from a backup and not verified yet: run ./run restore --check, and if that "
            "says the restore was cut off, ./run restore again with the same backup."
        )


def prepare_folders(data: Path) -> None:
    """Make the places everything is written to, and the secret key, readable by this user only."""
    try:
        for name in FOLDERS:
            (data / name).mkdir(parents=True, exist_ok=True)
        (data / "keys").chmod(0o700)
        trial = data / "tmp" / f"trial-{os.getpid()}"
        trial.write_bytes(b"")
        trial.unlink()
        key = data / "keys" / "secret_key"
        if not key.exists():
            key.touch(0o600, exist_ok=False)
            key.write_text(secrets.token_urlsafe(64))
    except OSError as trouble:
        raise Refused(
            f"Cannot write to {data} ({trouble.strerror}); choose a folder you may write to. "
            "Example: DATA_DIR=~/cau-noi ./run"
        ) from None


def require_sound_database(data: Path) -> None:
    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith("sqlite"):
        return
    file = Path(unquote(urlparse(url).path)) if url else data / "cau-noi.sqlite3"
    if not file.exists():
        return
    if file.stat().st_size == 0:
        raise Refused(f"The database file {file} is empty: put a backup in its place, or delete it for a new office.")
    try:
        connection = sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("BEGIN IMMEDIATE").connection.rollback()
        finally:
            connection.close()
    except sqlite3.OperationalError as trouble:
        if "locked" in str(trouble):
            return
        raise Refused(f"The database file {file} cannot be opened for writing ({trouble}).") from None
    except sqlite3.DatabaseError:
        raise Refused(
            f"The database file {file} is damaged: put a backup in its place (docs/operations/backup.md)."
        ) from None


# The environment


def install(lock_name: str) -> None:
    """Bring the environment to what the lock says, and do nothing when it already is there."""
    wanted = {name: digest(HERE / name) for name in {lock_name, "requirements.lock"}}
    if PYTHON.exists() and STAMP.exists():
        have = json.loads(STAMP.read_text())
        if all(have.get(name) == value for name, value in wanted.items()):
            return
    say(f"Installing what {lock_name} lists; this takes a minute the first time.")
    uv = shutil.which("uv")
    if uv:
        if not PYTHON.exists():
            require(run(uv, "venv", "--quiet", "--python", sys.executable, VENV))
        failed = run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock_name)
    else:
        if not PYTHON.exists():
            require(run(sys.executable, "-m", "venv", VENV))
        failed = run(
            PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
            "-r", lock_name,
        )  # fmt: skip
    require(failed)
    STAMP.write_text(json.dumps(wanted))


def require(failed: int) -> None:
    if failed:
        raise Refused("The installation did not succeed: see above; check the network and start again.")


def lock() -> int:
    uv = shutil.which("uv")
    if not uv:
        raise Refused("./run lock needs uv (https://docs.astral.sh/uv/).")
    for name in ("requirements", "requirements-dev"):
        target = HERE / f"{name}.lock"
        failed = run(
            uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-header", "--no-annotate", f"{name}.in", "-o", target,
        )  # fmt: skip
        if failed:
            return failed
        # A lock says what, never from where: every office may have its own mirror.
        lines = target.read_text().splitlines(keepends=True)
        target.write_text("".join(line for line in lines if not line.startswith(("--index", "--extra", "--find"))))
    return 0


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(*command: object) -> int:
    try:
        return subprocess.run([str(part) for part in command], cwd=HERE, check=False).returncode
    except KeyboardInterrupt:
        return 130


# The supervisor


class Child:
    """One process that must be there as long as the office is open."""

    def __init__(self, name: str, command: list[str], log: Path, environment: dict[str, str]) -> None:
        self.name, self.command, self.log, self.environment = name, command, log, environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = self.again_at = 0.0
        self.quick_deaths = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C reaches the supervisor only, which stops the children in order.
            self.process = subprocess.Popen(
                self.command, cwd=HERE, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.started_at = time.monotonic()

    def look(self) -> None:
        """Bring the process back when it is gone, ever more slowly when it dies young."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.again_at:
                self.start()
        elif self.process.poll() is not None:
            lived = now - self.started_at
            self.quick_deaths = self.quick_deaths + 1 if lived < 10 else 0
            say(f"{self.name} ended ({self.process.returncode}) and is started again; see {self.log}")
            self.kill_the_rest()
            self.process = None
            self.again_at = now + min(0.2 * 2**self.quick_deaths, 30)

    def kill_the_rest(self) -> None:
        # A killed parent leaves its own children behind, and with them the port.
        if self.process is not None and os.name != "nt":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.kill_the_rest()


class Supervisor:
    """Keeps web, worker and timetable running until it is told to stop."""

    def __init__(self, host: str, port: int, data: Path) -> None:
        self.host, self.port, self.data = host, port, data
        self.stopping = threading.Event()
        environment = {**os.environ, "DATA_DIR": str(data), "TMPDIR": str(data / "tmp"), "PYTHONUNBUFFERED": "1"}
        small = not os.environ.get("DATABASE_URL") or os.environ["DATABASE_URL"].startswith("sqlite")
        # SQLite has one writer at a time: a second worker process would only wait for the first.
        pool = (
            ["--pool=solo"] if small or os.name == "nt" else ["--pool=prefork", f"--concurrency={number('WORKERS', 2)}"]
        )
        self.children = [
            Child(name, [str(PYTHON), *command], data / "logs" / f"{name}.log", environment)
            for name, command in {
                "web": [
                    "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws",
                    "--workers", str(number("WEB_WORKERS", 1 if small else 2)), "--blocking-threads", "4",
                    "--respawn-failed-workers", "--respawn-interval", "0.2", "--workers-kill-timeout", "5",
                    "--log-level", "warning", "config.wsgi:application",
                ],
                "worker": [
                    "-m", "celery", "-A", "config", "worker", *pool, "--loglevel", "WARNING",
                    "--without-gossip", "--without-mingle", "--without-heartbeat",
                ],
                "timetable": ["manage.py", "timetable"],
            }.items()
        ]  # fmt: skip

    def stay(self) -> int:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: self.stopping.set())
        web, *others = self.children
        web.start()
        # The first page comes first: the others start when it is there, or when it has had its time.
        begun = time.monotonic()
        while not self.answers() and time.monotonic() - begun < 5 and not self.stopping.wait(0.05):
            pass
        for child in others:
            child.start()
        threading.Thread(target=self.greet, daemon=True).start()
        while not self.stopping.wait(0.2):
            for child in self.children:
                child.look()
        say("Stopping.")
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + 10
        for child in self.children:
            child.wait(until)
        return 0

    @property
    def shown(self) -> str:
        return "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104

    def answers(self) -> bool:
        try:
            socket.create_connection((self.shown, self.port), 0.5).close()
        except OSError:
            return False
        return True

    def greet(self) -> None:
        """Say where the office is as soon as the door opens."""
        shown = self.shown
        while not self.answers():
            if self.stopping.wait(0.05):
                return
        say(f"\nCầu Nối: http://{f'[{shown}]' if ':' in shown else shown}:{self.port}/    (Ctrl-C stops it)")
        logins = self.data / "demo-logins.txt"
        if logins.exists():
            say(logins.read_text(encoding="utf-8"))


def number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdigit() or not 1 <= int(value) <= 64:
        raise Refused(f"{name}={value!r} is not usable. Example: {name}={default}")
    return int(value)


def say(sentence: str, *, to: TextIO | None = None) -> None:
    print(sentence, file=to or sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
