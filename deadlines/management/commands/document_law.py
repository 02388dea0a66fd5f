"""`manage.py document_law [--check]`: write docs/law.md from the shipped catalogue."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deadlines.law.document import document
from deadlines.law.reading import shipped

PAGE = Path(__file__).resolve().parents[3] / "docs" / "law.md"


class Command(BaseCommand):
    help = "Writes docs/law.md from the shipped catalogue, or checks that it is what it would write."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is stale")
        parser.add_argument("--into", type=Path, default=PAGE, metavar="FILE")

    def handle(self, *args: Any, check: bool, into: Path, **options: Any) -> None:
        text = document(shipped())
        if into.is_file() and into.read_text(encoding="utf-8") == text:
            self.stdout.write(f"{into.name} is up to date.")
            return
        if check:
            raise CommandError(f"{into.name} is stale; run: manage.py document_law")
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(text, encoding="utf-8")
        self.stdout.write(f"{into.name} written.")
