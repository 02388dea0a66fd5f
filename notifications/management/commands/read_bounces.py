"""`manage.py read_bounces FOLDER`: marks the addresses whose mail came back into this mailbox."""

import mailbox
from email.message import Message
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit.actor import Channel, system
from notifications.bounces import bounce_of
from notifications.operations import mark_bounced


class Command(BaseCommand):
    help = "Reads delivery notices (RFC 3464) from a maildir or an mbox file and marks the addresses they name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mailbox", type=Path, help="a maildir folder, or an mbox file; it is only read")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["mailbox"]
        by, on = system("read_bounces", channel=Channel.COMMAND), timezone.localdate()
        notices = read = marked = 0
        for notice in _opened(path):
            read += 1
            bounce = bounce_of(notice)
            if bounce is not None:
                notices += 1
                marked += mark_bounced(bounce.key, status=bounce.status, by=by, on=on)
        self.stdout.write(f"{read} messages read, {notices} say that mail came back, {marked} are news")


def _opened(path: Path) -> "mailbox.Mailbox[Any] | list[Message]":
    if (path / "cur").is_dir() and (path / "new").is_dir():
        return mailbox.Maildir(path, create=False)
    if path.is_file():
        return mailbox.mbox(path, create=False)
    raise CommandError(f"{path} is neither a maildir (with cur and new) nor an mbox file.")
