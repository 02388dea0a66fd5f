"""Brings an office back from a backup: checks it first, builds beside, puts in place, verifies before it opens."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import verifying
from audit.checkpoints import Sheet, newest
from audit.models import ChainHead
from audit.verifying import Report
from cases.verifying import check_papers
from config import alignment

from . import keys, loading, mark
from .bundle import BLOCK, FILES, SHEET, Manifest, NotUsable, Told, faults_of, manifest_of, members_of, sheet_in
from .places import beside, gone, put_in_place

YOUNGER = {"register_older", "chain_cut"}
"""What a sheet younger than the backup finds in it: not there yet, rather than taken away."""


@dataclass
class Outcome:
    """What came of it: faults keep the office closed; losses are what the backup could not know."""

    checked: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def restore(folder: Path, *, keys_file: Path | None, replace: bool, at: datetime, told: Told) -> None:
    """Put the backup in the place of this office. Raises NotUsable before anything is touched."""
    manifest = _sound(folder, keys_file, told)
    if not (replace or mark.state() == mark.BEGUN) and not _nobody_here():
        raise NotUsable(
            _(
                "Ở đây đang có một cơ quan với dữ liệu của nó. Muốn thay bằng bản sao lưu, hãy thêm --replace: dữ liệu "
                "hiện có được để sang bên dưới tên khác, không bị xóa."
            )
        )
    files = Path(settings.MEDIA_ROOT)
    places = keys.places() if keys_file else {}
    gone(beside(files), *map(beside, places.values()))
    if keys_file:
        keys.unpack(keys_file, {kind: beside(place) for kind, place in places.items()})
    else:
        keys.require_those_in_place(manifest.said["keys"])
    told(_("Đang lấy lại các tệp …"))
    _unpack(folder / FILES, beside(files))
    with loading.built_beside():
        loading.build(folder, manifest, told=told)
    # From here on old and new may lie side by side: the office stays closed until all of it is in place and checked.
    moment = f"{at.astimezone(UTC):%Y%m%dT%H%M%S}"
    mark.put(mark.BEGUN, source=str(folder.resolve()))
    for place in (files, *(place for place in places.values() if beside(place).exists())):
        put_in_place(place, moment)
    loading.put_in_place(moment)
    mark.put(mark.UNVERIFIED, source=str(folder.resolve()))
    reapply_erasures()


def load_database_only(folder: Path, *, at: datetime, told: Told) -> Outcome:
    """Bring only the database into an empty one; files and keys stay. It is put in place only when it was verified."""
    manifest = _sound(folder, None, told)
    keys.require_those_in_place(manifest.said["keys"])
    if not loading.is_empty():
        raise NotUsable(_("Cơ sở dữ liệu đích không trống: hãy tạo một cơ sở dữ liệu mới rồi chuyển vào đó."))
    with loading.built_beside():
        loading.build(folder, manifest, told=told)
        told(_("Đang kiểm tra sổ sự kiện …"))
        outcome = verify(folder, None)
        outcome.faults += alignment.findings()
    if not outcome.faults:
        loading.put_in_place(f"{at.astimezone(UTC):%Y%m%dT%H%M%S}")
    return outcome


def verify(folder: Path, younger: Sheet | None) -> Outcome:
    """Check the office that was restored: by itself, by the backup's sheet, and by one from outside if there is one."""
    report = verifying.everything()
    report.add(check_papers())
    if (folder / SHEET).exists():
        report.add(verifying.check_sheet(sheet_in(folder)))
    outcome = Outcome()
    if younger is not None:
        _hold_against(younger, report, outcome)
    outcome.checked = report.checked
    outcome.faults = [f"{finding.place}: {finding.sentence}" for finding in report.findings]
    return outcome


def _hold_against(sheet: Sheet, report: Report, outcome: Outcome) -> None:
    last = newest()
    said = verifying.check_sheet(sheet)
    if last is None or sheet.said["number"] > last.number:
        cut = sum(finding.code == "chain_cut" for finding in said.findings)
        said.findings = [finding for finding in said.findings if finding.code not in YOUNGER]
        there = ChainHead.objects.aggregate(events=Sum("sequence"))["events"] or 0
        outcome.losses.append(
            ngettext(
                "Sự kiện ghi sau bản sao lưu này đã mất: %(chains)s chuỗi ngắn hơn trong phiếu số %(number)s.",
                "Sự kiện ghi sau bản sao lưu này đã mất: %(chains)s chuỗi ngắn hơn trong phiếu số %(number)s.",
                cut,
            )
            % {"chains": cut, "number": sheet.said["number"]}
        )
        if (lost := sheet.said.get("events", 0) - there) > 0:
            outcome.losses.append(
                ngettext("Ít nhất %(count)s sự kiện.", "Ít nhất %(count)s sự kiện.", lost) % {"count": lost}
            )
    report.add(said)


def reapply_erasures() -> None:
    """Whoever was erased after the backup was made has come back with it: the ledger takes them out again."""
    call_command("erasures", "reapply")


def _sound(folder: Path, keys_file: Path | None, told: Told) -> Manifest:
    manifest = manifest_of(folder)
    loading.require_known(manifest)
    faults = faults_of(folder, manifest, keys=keys_file, told=told)
    if faults:
        raise NotUsable(" ".join([_("Bản sao lưu không còn nguyên vẹn, chưa có gì bị thay đổi."), *faults]))
    return manifest


def _nobody_here() -> bool:
    files = Path(settings.MEDIA_ROOT)
    return loading.is_empty() and not (files.exists() and any(place.is_file() for place in files.rglob("*")))


def _unpack(tar: Path, into: Path) -> None:
    into.mkdir(mode=0o700, parents=True)
    for member, content in members_of(tar):
        place = into / member.name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.touch(0o600)
        with place.open("wb") as out:
            while block := content.read(BLOCK):
                out.write(block)
