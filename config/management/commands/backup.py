"""`manage.py backup DIR [--keys DIR]`: make a backup of the open office, or check one with `--verify`.

Ends with 0 when it is made or holds, with 1 when a backup does not hold, with 2 when it could not be made or read.
"""

import gzip
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseTrouble
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import heartbeat
from audit.checkpoints import NotASheet
from config.backup.bundle import UNFINISHED, NotUsable, faults_of, manifest_of
from config.backup.taking import take
from sealing.keys import KeyAway

DOES_NOT_HOLD, COULD_NOT = 1, 2


class Command(BaseCommand):
    help = "Makes a backup of database and files, and of the keys in a place of their own; or checks one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="where the backup goes, or the backup to check")
        parser.add_argument("--keys", type=Path, default=None, help="another place for the keys; to check: their file")
        parser.add_argument("--verify", action="store_true", help="check the backup in DIR without restoring it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["verify"]:
                self._verify(options["folder"], options["keys"])
            else:
                self._take(options["folder"], options["keys"])
        except (NotUsable, NotASheet, KeyAway, OSError, EOFError, gzip.BadGzipFile, DatabaseTrouble) as trouble:
            raise CommandError(str(trouble).splitlines()[0], returncode=COULD_NOT) from None

    def _take(self, into: Path, keys_into: Path | None) -> None:
        for left in sorted(into.glob(f"*{UNFINISHED}")):
            self.stdout.write(
                _("• %(folder)s bị ngắt giữa chừng, không phải bản sao lưu: có thể xóa.") % {"folder": left}
            )
        if keys_into is not None and keys_into.resolve() == into.resolve():
            raise NotUsable(_("Khóa phải để ở nơi khác với bản sao lưu: hãy chọn một thư mục khác cho --keys."))
        made = take(into, keys_into=keys_into, at=timezone.now(), told=self.stderr.write)
        said = manifest_of(made).said
        # Administrators read at the page of the system's health how old the newest backup is. It is whole without that.
        with suppress(DatabaseTrouble):
            heartbeat.beat(heartbeat.BACKUP, at=timezone.now())
        self.stdout.write(
            _("✓ Đã sao lưu %(cases)s vụ việc vào %(folder)s.") % {"cases": said["cases"], "folder": made}
        )
        if keys_into is None:
            self.stdout.write(
                _(
                    "• Bản sao lưu này không có khóa: thiếu khóa thì không ai đọc được họ tên, nội dung và tệp trong "
                    "đó. Hãy sao khóa sang nơi khác bằng --keys, hoặc giữ bản sao khóa đã có."
                )
            )
        if not said["checkpoint"]:
            self.stdout.write(
                _("• Chưa có điểm kiểm soát nào: sau khi khôi phục sẽ không có gì để đối chiếu toàn bộ sổ sự kiện.")
            )

    def _verify(self, folder: Path, keys: Path | None) -> None:
        faults = faults_of(folder, manifest_of(folder), keys=keys, told=self.stderr.write)
        for fault in faults:
            self.stdout.write(f"✗ {fault}")
        if faults:
            raise CommandError(_("Bản sao lưu không còn nguyên vẹn: hãy dùng bản khác."), returncode=DOES_NOT_HOLD)
        self.stdout.write(_("✓ Bản sao lưu còn nguyên vẹn."))
        if keys is None:
            self.stdout.write(_("• Tệp khóa chưa được kiểm tra: hãy đưa vào bằng --keys TỆP."))
