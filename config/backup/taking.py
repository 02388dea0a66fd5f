"""Makes a backup while the office is open: the database first and as of one moment, then the files, the keys apart.

A file without a row does no harm, a row without its file does: therefore this order.
"""

import gzip
import os
import tarfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from audit.checkpoints import sheet_of
from audit.models import Checkpoint
from cases.models import Case
from files.storage import UNFINISHED as HALF_A_FILE

from . import bundle, keys
from .bundle import DATABASE, FILES, SHEET, UNFINISHED, Part, Told, written
from .rows import Counted, tables
from .snapshot import one_moment


def take(into: Path, *, keys_into: Path | None, at: datetime, told: Told) -> Path:
    """Make a backup in a folder of its own below the given one; return it. Half a backup never bears its name."""
    name = f"cau-noi-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    folder = into / f"{name}{UNFINISHED}"
    write_down(folder, Path(settings.MEDIA_ROOT), name=name, keys_into=keys_into, at=at, told=told)
    finished = into / name
    folder.rename(finished)
    _keep_names(into)
    return finished


def write_down(
    folder: Path, files: Path | None, *, name: str, keys_into: Path | None, at: datetime, told: Told
) -> None:
    """Write the parts and, when all of them are on the disk, the manifest. Without files for a move: they stay."""
    folder.mkdir(parents=True, mode=0o700)
    parts: dict[str, Part] = {}
    with one_moment() as moment:
        said = write_database(folder / DATABASE, using=moment, told=told)
        parts[DATABASE] = said.pop("part")
        sheet = _sheet(folder, moment)
        said["cases"] = Case.objects.using(moment).count()
    if sheet:
        parts[SHEET] = bundle.part_of(folder / SHEET)
    told(_("Đang sao các tệp …"))
    parts[FILES] = write_files(folder / FILES, files)
    if keys_into is not None:
        keys_into.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = keys_into / f"{name}-keys.tar"
        parts[file.name] = keys.write(file)
    said |= {
        "made_at": at.astimezone(UTC).isoformat(),
        "program": program(),
        "checkpoint": sheet,
        "keys": keys.needed(),
        "parts": {part: asdict(facts) for part, facts in parts.items()},
    }
    bundle.write_manifest(folder, said)


def write_database(file: Path, *, using: str, told: Told) -> dict[str, Any]:
    """Write every table as it stands at one moment; return what the manifest says of it."""
    found = tables(apps)
    said: dict[str, Any] = {}
    with written(file) as out:
        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, filename="", mtime=0) as packed:
            for number, table in enumerate(found, start=1):
                counted = Counted(table.lines(using))
                packed.write(f"{table.label}\n".encode())
                for line in counted:
                    packed.write(f"{line}\n".encode())
                packed.write(f"{bundle.END}\n".encode())
                said[table.label] = {
                    "rows": counted.rows,
                    "sha256": counted.sha256,
                    "last": table.last_number(using),
                    "columns": [column.attname for column in table.columns],
                }
                if number % 20 == 0 or number == len(found):
                    told(_("Cơ sở dữ liệu: %(done)s trên %(of)s bảng") % {"done": number, "of": len(found)})
        part = out.part
    return {
        "engine": connections[using].vendor,
        "migrations": sorted(MigrationRecorder(connections[using]).applied_migrations()),
        "tables": said,
        "part": part,
    }


def write_files(file: Path, root: Path | None) -> Part:
    """Pack every finished file; one that is thrown away meanwhile is not missed by any row that was read before."""
    with written(file) as out:
        with tarfile.open(fileobj=out, mode="w|") as archive:
            if root is not None:
                _pack_all(root, archive)
        return out.part


def _pack_all(root: Path, archive: tarfile.TarFile) -> None:
    for place in sorted(root.rglob("*")):
        if place.is_file() and not place.name.endswith(HALF_A_FILE):
            bundle.pack(archive, place, name=place.relative_to(root).as_posix())


def _sheet(folder: Path, moment: str) -> int:
    newest = Checkpoint.objects.using(moment).order_by("-number").first()
    if newest is None:
        return 0
    with written(folder / SHEET) as file:
        file.write(sheet_of(newest).encode())
    return newest.number


def program() -> str:
    try:
        return version("cau-noi")
    except PackageNotFoundError:
        return "0.1.0"


def _keep_names(folder: Path) -> None:
    """Wait for the disk to know the new name as well."""
    if os.name != "nt":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
