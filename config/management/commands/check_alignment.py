"""Ask the invariants of every case in the register; exit 1 when one does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from config import alignment


class Command(BaseCommand):
    help = "Checks that tasks, events, duties and commitments agree with every case."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(alignment.findings())
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} findings")
        self.stdout.write(f"{Case.objects.count()} cases are in step with their tasks, events and duties.")
