"""`manage.py restore DIR [--keys FILE] [--replace] [--checkpoint SHEET]`: bring an office back from a backup.

Ends with 0 when the office may open, with 1 when the check found what keeps it closed, with 2 when nothing was done.
"""

import gzip
import tarfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseTrouble
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.checkpoints import NotASheet, Sheet, read_sheet
from config.backup import mark
from config.backup.bundle import NotUsable
from config.backup.restoring import Outcome, load_database_only, restore, verify
from sealing.keys import KeyAway

STAYS_CLOSED, COULD_NOT = 1, 2


class Command(BaseCommand):
    help = "Brings an office back from a backup and checks it before it may open."
    # The system check looks at tables that may not be there yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="the backup")
        parser.add_argument("--keys", type=Path, default=None, help="the file with the keys, or the folder it lies in")
        parser.add_argument("--replace", action="store_true", help="put aside the office that is here")
        parser.add_argument("--checkpoint", type=Path, default=None, help="a newer sheet that was kept elsewhere")
        parser.add_argument("--database-only", action="store_true", help="files and keys stay; into an empty database")
        parser.add_argument("--check", action="store_true", help="check once more what was restored")
        parser.add_argument("--accept", action="store_true", help="with --check: open it in spite of what was found")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sheet = read_sheet(options["checkpoint"].read_text(encoding="utf-8")) if options["checkpoint"] else None
            if options["check"]:
                self._check(sheet, accept=options["accept"])
            elif options["folder"] is None:
                raise NotUsable(_("Cần chỉ ra thư mục của bản sao lưu. Ví dụ: ./run restore /media/usb/cau-noi-…"))
            elif options["database_only"]:
                self._tell(load_database_only(options["folder"], at=timezone.now(), told=self.stderr.write))
            else:
                self._restore(options, sheet)
        except (
            NotUsable, NotASheet, KeyAway, OSError, EOFError, gzip.BadGzipFile, tarfile.TarError, DatabaseTrouble,
        ) as trouble:  # fmt: skip
            raise CommandError(str(trouble).splitlines()[0], returncode=COULD_NOT) from None

    def _restore(self, options: dict[str, Any], sheet: Sheet | None) -> None:
        folder: Path = options["folder"]
        keys: Path | None = options["keys"]
        if keys is not None and keys.is_dir():
            keys = keys / f"{folder.resolve().name}-keys.tar"
        restore(folder, keys_file=keys, replace=options["replace"], at=timezone.now(), told=self.stderr.write)
        self._check(sheet, accept=False)

    def _check(self, sheet: Sheet | None, *, accept: bool) -> None:
        if mark.state() == mark.BEGUN:
            raise NotUsable(_("Lần khôi phục trước bị ngắt giữa chừng: hãy khôi phục lại từ đầu, cũng từ bản ấy."))
        if not mark.state():
            raise NotUsable(_("Không có lần khôi phục nào đang chờ kiểm tra."))
        self.stderr.write(_("Đang kiểm tra sổ sự kiện …"))
        self._tell(verify(Path(mark.source()), sheet), accept=accept)
        mark.lift()

    def _tell(self, outcome: Outcome, *, accept: bool = False) -> None:
        for what, number in sorted(outcome.checked.items()):
            self.stdout.write(f"{what}: {number}")
        for fault in outcome.faults:
            self.stdout.write(f"✗ {fault}")
        for loss in outcome.losses:
            self.stdout.write(f"• {loss}")
        if outcome.faults and not accept:
            raise CommandError(
                _(
                    "Dữ liệu đã lấy lại có điểm không đúng, cơ quan chưa được mở: hãy khôi phục từ bản sao lưu khác, "
                    "hoặc, nếu người phụ trách đã đọc và chấp nhận các điểm trên, chạy ./run restore --check --accept."
                ),
                returncode=STAYS_CLOSED,
            )
        self.stdout.write(_("✓ Dữ liệu đã lấy lại và kiểm tra xong: có thể mở cơ quan."))
