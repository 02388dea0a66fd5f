"""`manage.py move_to_postgres URL`: move this office from its SQLite file into an empty PostgreSQL database.

Ends with 0 when the office lies there, checked; with 1 when the check found something; with 2 when it could not.
In the last two cases the database there is as empty as before; the file here is only read in any case.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseTrouble
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup.taking import write_down
from sealing.keys import KeyAway

COULD_NOT = 2


class Command(BaseCommand):
    help = "Moves the office from SQLite to PostgreSQL: every row with its history; files and keys stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", metavar="URL", help="postgres://user:password@host:5432/name, an empty database")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(_("Cơ quan này đã dùng PostgreSQL: không có gì để chuyển."), returncode=COULD_NOT)
        if urlparse(options["url"]).scheme not in {"postgres", "postgresql"}:
            raise CommandError(
                _(
                    "Cần địa chỉ của một cơ sở dữ liệu PostgreSQL. Ví dụ: postgres://user:password@127.0.0.1:5432/cau_noi"
                ),
                returncode=COULD_NOT,
            )
        folder = Path(settings.DATA_DIR) / "tmp" / f"move-{os.getpid()}"
        try:
            # The lock of the one writer: whatever is still open here waits, and nothing is written that would be lost.
            with transaction.atomic():
                write_down(folder, None, name="", keys_into=None, at=timezone.now(), told=self.stderr.write)
                code = self._load(folder, options["url"])
        except (KeyAway, OSError, DatabaseTrouble) as trouble:
            raise CommandError(str(trouble).splitlines()[0], returncode=COULD_NOT) from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if code:
            raise CommandError(
                _("Chưa chuyển được: cơ quan vẫn ở cơ sở dữ liệu cũ, không có gì thay đổi."), returncode=code
            )
        self.stdout.write(
            _(
                "✓ Đã chuyển sang PostgreSQL. Từ nay hãy mở cơ quan với DATABASE_URL là địa chỉ mới; tệp SQLite cũ còn "
                "nguyên, hãy cất đi và không mở lại nữa."
            )
        )

    def _load(self, folder: Path, url: str) -> int:
        """In a process of its own, whose office is the other database."""
        words = [sys.executable, "manage.py", "restore", str(folder), "--database-only"]
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(words, cwd=settings.BASE_DIR, env=environment, check=False).returncode  # noqa: S603
