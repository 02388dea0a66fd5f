"""The product's own web process, as `./run` starts it, on a port nobody else has."""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from run import FOLDERS, Supervisor

PATIENCE = 60


@contextmanager
def served(data: Path) -> Iterator[str]:
    for folder in FOLDERS:
        (data / folder).mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor("127.0.0.1", free_port(), data)
    web = supervisor.children[0]
    web.command[0] = sys.executable
    web.start()
    try:
        until = time.monotonic() + PATIENCE
        while not supervisor.answers():
            if time.monotonic() > until or web.process is None or web.process.poll() is not None:
                raise SystemExit(f"the office did not open: see {web.log}")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{supervisor.port}"
    finally:
        web.ask_to_stop()
        web.wait(time.monotonic() + 10)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
