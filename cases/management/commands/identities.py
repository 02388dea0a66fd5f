"""`manage.py identities new-key | rotate | rebuild`: the office's keys, and what may be searched of the names."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit.actor import Channel, system
from cases.operations import identities
from sealing import keys

BY = system("identities", channel=Channel.COMMAND)


class Command(BaseCommand):
    help = "Adds a key, brings names, texts and files under the newest key, or makes the search for names anew."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("new-key", help="add a key; from now on it encrypts, the older ones still read")
        what.add_parser("rotate", help="bring everything sealed under the newest key; may be stopped and started again")
        what.add_parser("rebuild", help="make the table by which names are searched anew")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            identities.require_keys()
            getattr(self, options["what"].replace("-", "_"))()
        except keys.KeyAway as trouble:
            raise CommandError(str(trouble)) from None

    def new_key(self) -> None:
        added = keys.add()
        identities.newest_key()
        self.stdout.write(f"Key {added.fingerprint} lies in {keys.folder()}. Back it up apart from the database, then")
        self.stdout.write("run: ./run manage identities rotate")

    def rotate(self) -> None:
        done = 0
        for done in identities.rotate(by=BY, on=timezone.localdate()):
            if done % 500 == 0:
                self.stdout.write(f"{done} names, texts and files under the newest key …")
        self.stdout.write(
            f"Everything is under the newest key ({done} were not). Older keys may go once no backup needs them."
        )

    def rebuild(self) -> None:
        done = 0
        for done in identities.rebuild(by=BY, on=timezone.localdate()):
            self.stdout.write(f"{done} names …")
        self.stdout.write(f"{done} names can be searched.")
