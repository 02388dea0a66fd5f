"""Asks ClamAV about a content, by the INSTREAM command of its socket (clamd(8)). Nothing of it is written elsewhere."""

import socket
import struct
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PATIENCE = 30.0


class ScannerAway(OSError):
    """Nobody answered, or not as a scanner does: the file stays unscanned and is asked about again later."""


def threat_in(content: bytes, *, url: str) -> str:
    """Return what the scanner calls what it found, nothing when it found nothing. Raises ScannerAway."""
    try:
        with _connected(url) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
            line.sendall(struct.pack("!L", 0))
            said = _answer(line)
    except OSError as trouble:
        raise ScannerAway(type(trouble).__name__) from trouble
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")[:120]
    raise ScannerAway(said[:80])


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=PATIENCE)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        more = line.recv(4096)
        if not more or len(said) > 4096:
            raise ConnectionError("no whole answer")
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
