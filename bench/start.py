"""How long the door takes to open: a start that prepares an empty office, then the one that is measured."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300


def seconds_to_the_first_page() -> float:
    with tempfile.TemporaryDirectory() as data:
        _start_and_stop(Path(data))
        return _start_and_stop(Path(data))


def _start_and_stop(data: Path) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    office = subprocess.Popen(
        [sys.executable, "run.py", "--no-demo"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data), "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for_the_first_page(port, office)
        return time.monotonic() - began
    finally:
        office.send_signal(signal.SIGTERM)
        office.wait(30)


def _wait_for_the_first_page(port: int, office: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if office.poll() is not None:
            raise SystemExit("the office did not start: see above")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                page.read()
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise SystemExit(f"no page after {PATIENCE} seconds")
