"""A scanner that speaks clamd's INSTREAM on a real socket: it finds the one thing the whole trade agreed to find."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The harmless test text of EICAR, in two parts so that no scanner of the developer's PC takes this file for infected.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    def __init__(self, listening: socket.socket, *, answer: bytes | None = None) -> None:
        self.listening, self.answer = listening, answer
        self.asked = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line:
                self._one(line)

    def _one(self, line: socket.socket) -> None:
        self.asked += 1
        assert self._exactly(line, len(b"zINSTREAM\0")) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", self._exactly(line, 4))[0]:
            content += self._exactly(line, length)
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"
        line.sendall(found if self.answer is None else self.answer)

    @staticmethod
    def _exactly(line: socket.socket, size: int) -> bytes:
        held = b""
        while len(held) < size:
            held += line.recv(size - len(held))
        return held


@contextmanager
def a_scanner(*, answer: bytes | None = None, path: str = "") -> Iterator[tuple[str, Clamd]]:
    """Start one, by TCP or on a path, and give its address."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(path or ("127.0.0.1", 0))
        listening.listen()
        url = f"unix://{path}" if path else f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        yield url, Clamd(listening, answer=answer)
        listening.shutdown(socket.SHUT_RDWR)
