"""`./run manage erasures reapply`: erase once more what an older backup brought back. `./run restore` ends with it.

    ./run manage erasures reapply
    ./run manage erasures reapply --ledger /path/of/erasures.jsonl

The ledger lies beside the database (ERASURES_LEDGER) and is newer than any backup. Exit status 0: nothing of what was
erased is left; 1: something is, each with its reason on a line.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actor import Channel, system
from cases.operations import reapply_erasures
from cases.operations.ledger import place


class Command(BaseCommand):
    help = "Erases once more what the ledger of erasures names and an older backup brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["reapply"])
        parser.add_argument("--ledger", type=Path, help="the ledger, where it does not lie in its own place")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["ledger"] or place()
        if not file.exists():
            if options["ledger"]:
                raise CommandError(f"There is no ledger at {file}.", returncode=2)
            self.stdout.write(_("Chưa từng xóa hồ sơ nào."))
            return
        found = reapply_erasures(file, by=system("erasures", channel=Channel.COMMAND), on=timezone.localdate())
        self.stdout.write(
            _("Đã xóa lại: %(erased)d. Vẫn đã xóa: %(there)d.") % {"erased": found.erased, "there": found.there}
        )
        for line in found.left:
            self.stdout.write(f"✗ {line}")
        if found.left:
            raise CommandError(_("Còn hồ sơ đã xóa quay lại từ bản sao lưu."), returncode=1)
