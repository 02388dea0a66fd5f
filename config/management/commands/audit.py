"""`manage.py audit checkpoint | verify | new-key`: put the register under a signed root, or check it.

`verify` ends with 0 when everything holds, with 1 when something does not, with 2 when it could not be checked.
"""

import json
import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseTrouble
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import verifying
from audit.checkpoints import NotASheet, Sheet, make, put_sheet, read_sheet
from audit.models import Checkpoint
from audit.verifying import Report
from cases.models import Case
from cases.verifying import check_papers
from config.fresh_process import begin
from sealing import signing, vouching
from sealing.keys import KeyAway

COULD_NOT = 2
WORTH_SHARING = 20_000
"""So many subjects are checked faster by one process than it takes to start others."""


class Command(BaseCommand):
    help = "Puts the register of events under a signed checkpoint, or checks that nobody has changed it."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        made = what.add_parser("checkpoint", help="sign the register as it stands now, and write the sheet to keep")
        made.add_argument("--to", type=Path, default=None, help="the folder for the sheet")
        key = what.add_parser("new-key", help="add a key that signs from now on; the older one vouches for it once")
        key.add_argument("--receipts", action="store_true", help="a key for receipts instead of checkpoints")
        check = what.add_parser("verify", help="check events, chains, checkpoints, papers and letters")
        check.add_argument("--checkpoint", type=Path, default=None, help="a sheet that was kept outside the house")
        check.add_argument(
            "--since", type=int, default=None, help="only what moved after this checkpoint, by its number"
        )
        check.add_argument("--case", default="", help="only the case of this number")
        check.add_argument("--workers", type=int, default=os.cpu_count() or 1)
        check.add_argument("--json", action="store_true", help="say it for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["what"].replace("-", "_"))(options)
        except (KeyAway, NotASheet, OSError, DatabaseTrouble) as trouble:
            raise CommandError(str(trouble).splitlines()[0], returncode=COULD_NOT) from None

    def checkpoint(self, options: dict[str, Any]) -> None:
        made = make(at=timezone.now())
        file = put_sheet(made, options["to"] or Path(settings.CHECKPOINTS_DIR))
        self.stdout.write(f"{made} → {file}")

    def new_key(self, options: dict[str, Any]) -> None:
        place = signing.receipts() if options["receipts"] else signing.folder()
        key = signing.add(place=place)
        # Known through the checkpoint key alone: whichever of the two is new, the newest vouches.
        vouching.vouch()
        self.stdout.write(f"Key {key} lies in {place}. Back it up apart from the database.")

    def verify(self, options: dict[str, Any]) -> None:
        sheet = read_sheet(options["checkpoint"].read_text(encoding="utf-8")) if options["checkpoint"] else None
        report = self._checked(options)
        if sheet is not None:
            report.add(verifying.check_sheet(sheet))
        if options["json"]:
            self.stdout.write(json.dumps(_for_programs(report, sheet), ensure_ascii=False))
        else:
            self._tell(report, sheet)
        if not report.ok:
            raise CommandError(_("Sổ sự kiện không còn nguyên vẹn."), returncode=1)

    def _checked(self, options: dict[str, Any]) -> Report:
        if options["case"]:
            case = Case.objects.filter(number=options["case"]).first()
            if case is None:
                raise CommandError(f"There is no case {options['case']}.", returncode=COULD_NOT)
            return verifying.one_chain(f"cases.case:{case.pk}")
        if options["since"] is not None:
            if not Checkpoint.objects.filter(number=options["since"]).exists():
                raise CommandError(f"There is no checkpoint {options['since']}.", returncode=COULD_NOT)
            report = Report()
            for chain in verifying.moved_since(options["since"]):
                report.add(verifying.one_chain(chain))
            report.add(verifying.check_checkpoints())
            return report
        return self._everything(options["workers"], show=not options["json"])

    def _everything(self, workers: int, *, show: bool) -> Report:
        def progress(done: int, of: int) -> None:
            if show and (done % 20 == 0 or done == of):
                self.stderr.write(f"{done * 100 // of} %")

        report = verifying.everything(check=partial(_in_processes, workers=workers), progress=progress)
        report.add(check_papers())
        return report

    def _tell(self, report: Report, sheet: Sheet | None) -> None:
        for what, number in sorted(report.checked.items()):
            self.stdout.write(f"{what}: {number}")
        for line in report.said:
            self.stdout.write(f"• {line}")
        for finding in report.findings:
            self.stdout.write(f"✗ {finding.place}: {finding.sentence}")
        if report.ok:
            self.stdout.write(_("✓ Mọi điều kiểm tra được đều đúng."))
        for limit in limits(sheet):
            self.stdout.write(f"• {limit}")


def limits(sheet: Sheet | None) -> list[str]:
    """Say what this check cannot prove."""
    if sheet is None:
        return [
            _(
                "Không có phiếu kiểm soát giữ ở nơi khác (--checkpoint): người có quyền trên cơ sở dữ liệu và giữ khóa "
                "ký có thể đã viết lại toàn bộ sổ mà lần kiểm tra này không thấy."
            )
        ]
    return [
        _("Sự kiện ghi sau phiếu kiểm soát số %(number)s mà bị cắt bỏ thì lần kiểm tra này không chứng minh được.")
        % {"number": sheet.said["number"]},
        _("Phiếu chỉ có giá trị nếu nó được giữ ngoài tầm tay của người quản trị hệ thống."),
    ]


def _in_processes(cut: list[verifying.Share], *, workers: int) -> Iterable[Report]:
    """Check each share, in as many processes as pay off."""
    if workers < 2 or sum(share.last - share.first + 1 for share in cut) < WORTH_SHARING:
        yield from verifying.one_after_the_other(cut)
        return
    # Fresh processes: a connection to the database is not shared.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=fresh, initializer=begin, initargs=(_database(),)) as pool:
        yield from pool.map(verifying.check_share, cut)


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _for_programs(report: Report, sheet: Sheet | None) -> dict[str, Any]:
    findings = [{"code": one.code, "place": one.place, "sentence": one.sentence} for one in report.findings]
    return {
        "ok": report.ok,
        "checked": report.checked,
        "findings": findings,
        "erased": report.said,
        "not_provable": limits(sheet),
    }
