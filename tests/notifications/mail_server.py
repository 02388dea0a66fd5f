"""A real mail server inside the test, with the moods that mail servers have."""

import socket
from collections import Counter
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Server:
    """Accepts, refuses for now or for good, or dies with the letter in its hands."""

    def __init__(self) -> None:
        self.at_recipient = "250 OK"
        self.at_data = "250 OK"
        self.dies = False
        self.keeps_before_dying = False
        self.received: Counter[str] = Counter()
        self.letters: list[bytes] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.at_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def handle_DATA(self, server, session, envelope):
        if self.dies:
            if self.keeps_before_dying:
                self._keep(envelope)
            server.transport.abort()
            return "421 gone"
        if self.at_data.startswith("250"):
            self._keep(envelope)
        return self.at_data

    def _keep(self, envelope) -> None:
        self.letters.append(envelope.content)
        line = next(line for line in envelope.content.splitlines() if line.lower().startswith(b"message-id:"))
        self.received[line.split(b":", 1)[1].strip().decode()] += 1


def a_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def listening(settings, server=None):
    """Let the house send to this server; afterwards nobody answers at its port."""
    server = server or Server()
    controller = Controller(server, hostname="127.0.0.1", port=a_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_TIMEOUT = 5
    try:
        yield server
    finally:
        controller.stop()
