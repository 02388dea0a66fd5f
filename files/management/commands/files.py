"""`manage.py files check`: compare every content with its digest and its row; exit 1 when something is missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from files import store
from files.models import Blob


class Command(BaseCommand):
    help = "Checks that every content kept is there and is what was kept; names what no row knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["check"])

    def handle(self, *args: Any, **options: Any) -> None:
        bad, known = 0, set()
        for digest in Blob.objects.order_by("pk").values_list("digest", flat=True).iterator():
            known.add(store.name_of(digest))
            if not store.is_whole(digest):
                bad += 1
                self.stdout.write(f"{digest}: missing or damaged; bring it back from a backup")
        for name, finished in store.everything():
            if not finished:
                self.stdout.write(f"{name}: unfinished, left by a crash; it may be removed")
            elif name not in known:
                self.stdout.write(f"{name}: nobody's, left by a crash or a refused form; it may be removed")
        if bad:
            raise CommandError(f"{bad} contents are missing or damaged.")
        self.stdout.write(f"{Blob.objects.count()} contents are whole.")
