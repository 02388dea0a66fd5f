"""Write docs/lifecycle.md, its pictures and docs/permissions.md from the code, or check that they still say it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import documents


class Command(BaseCommand):
    help = "Writes docs/lifecycle.md, docs/pictures/ and docs/permissions.md; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail when a page is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in documents.pages().items():
            page = Path(settings.BASE_DIR) / "docs" / name
            if not options["check"]:
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(text, encoding="utf-8")
            elif not page.exists() or page.read_text(encoding="utf-8") != text:
                raise CommandError(f"docs/{name} is stale: run ./run manage document_lifecycle")
