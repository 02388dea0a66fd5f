"""`manage.py convert_law --from FILE`: make the shipped catalogue from the shared legal table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from deadlines.law.convert import convert
from deadlines.law.reading import HERE, shipped


class Command(BaseCommand):
    help = "Makes the files of deadlines/law/ from the shared legal table, or checks that they are what it would make."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="table", type=Path, required=True, metavar="FILE")
        parser.add_argument("--into", type=Path, default=HERE, metavar="FOLDER")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a file would change")

    def handle(self, *args: Any, table: Path, into: Path, check: bool, **options: Any) -> None:
        if not table.is_file():
            raise CommandError(f"{table}: no such file")
        texts = convert(yaml.safe_load(table.read_text(encoding="utf-8")))
        stale = [name for name, text in texts.items() if not _says(into / name, text)]
        if check and stale:
            raise CommandError(f"stale: {', '.join(sorted(stale))}; run convert_law without --check")
        for name in stale:
            (into / name).write_text(texts[name], encoding="utf-8")
        catalogue = shipped(into)
        self.stdout.write(f"{len(catalogue.rules)} rules, {len(catalogue.days)} days, {len(stale)} files written.")


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
