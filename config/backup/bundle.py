"""What lies in the folder of a backup, what its manifest says of it, and whether both still agree.

    manifest.json       the rest with sizes and digests; written last, so that a folder without it is no backup
    database.jsonl.gz   every table, row by row
    files.tar           papers and letters, sealed as they lie
    checkpoint.json     the sheet of the newest checkpoint, if there was one

The keys lie in a file of their own, best in another place: `NAME-keys.tar`.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from audit.chain import hash_of
from audit.checkpoints import Sheet, read_sheet

from .rows import Counted

WHAT = "Cầu Nối: bản sao lưu"
FORMAT = 1
MANIFEST, DATABASE, FILES, SHEET = "manifest.json", "database.jsonl.gz", "files.tar", "checkpoint.json"
UNFINISHED = ".part"
BLOCK = 1 << 20
END = ""
"""The line after the last row of a table: no row is empty."""

Told = Callable[[str], None]


class NotUsable(Exception):
    """The folder is no backup that can be used: the sentence says why."""


@dataclass(frozen=True)
class Part:
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    said: dict[str, Any]

    @property
    def parts(self) -> dict[str, Part]:
        return {name: Part(**part) for name, part in self.said["parts"].items()}

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        tables: dict[str, dict[str, Any]] = self.said["tables"]
        return tables

    @property
    def migrations(self) -> set[tuple[str, str]]:
        return {(app, name) for app, name in self.said["migrations"]}


class Hashed(io.RawIOBase):
    """A file that is only ever written on, and counted and digested meanwhile."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self._size = file, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, some: Any) -> int:
        self._file.write(some)
        self._digest.update(some)
        self._size += len(some)
        return len(some)

    @property
    def part(self) -> Part:
        return Part(self._size, self._digest.hexdigest())


@contextmanager
def written(file: Path) -> Iterator[Hashed]:
    """Yield a file that only its owner may read, on the disk when the block ends."""
    file.touch(0o600)
    with file.open("wb") as out:
        yield Hashed(out)
        out.flush()
        sync(out)


def sync(file: IO[Any]) -> None:
    os.fsync(file.fileno())


def write_manifest(folder: Path, said: dict[str, Any]) -> None:
    body = json.dumps({"what": WHAT, "format": FORMAT, **said}, ensure_ascii=False, sort_keys=True)
    text = json.dumps({"body": body, "sha256": hashlib.sha256(body.encode()).hexdigest()}, ensure_ascii=False)
    with written(folder / MANIFEST) as file:
        file.write(f"{text}\n".encode())


def manifest_of(folder: Path) -> Manifest:
    """Read what the backup says of itself. Raises NotUsable."""
    if folder.name.endswith(UNFINISHED):
        raise NotUsable(_("Bản sao lưu này bị ngắt giữa chừng, chưa đủ để dùng: hãy chọn bản khác."))
    try:
        outside = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        said = json.loads(outside["body"])
        if hashlib.sha256(outside["body"].encode()).hexdigest() != outside["sha256"]:
            raise NotUsable(_("Bản kê của bản sao lưu không khớp với mã băm của chính nó: đã hỏng hoặc bị sửa."))
        if said["what"] != WHAT:
            raise NotUsable(_("Thư mục này không phải là một bản sao lưu."))
        if said["format"] != FORMAT:
            raise NotUsable(_("Bản sao lưu được lập bằng phần mềm mới hơn: hãy cài đúng phiên bản ấy rồi khôi phục."))
        manifest = Manifest(said)
        if not {DATABASE, FILES} <= manifest.parts.keys() or not manifest.tables or not manifest.migrations:
            raise KeyError
    except FileNotFoundError:
        raise NotUsable(_("Thư mục này không phải là một bản sao lưu.")) from None
    except (KeyError, TypeError, ValueError):
        raise NotUsable(_("Không đọc được bản kê của bản sao lưu: đã hỏng hoặc bị sửa.")) from None
    return manifest


def rows_of(folder: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each table's name with its rows, which are taken before the next table is asked for."""
    with gzip.open(folder / DATABASE, "rt", encoding="utf-8", newline="\n") as text:
        for label in text:
            yield label.rstrip("\n"), takewhile(lambda line: line != END, (line.rstrip("\n") for line in text))


def pack(archive: tarfile.TarFile, place: Path, *, name: str) -> None:
    """Put a file into an archive, with nothing of it but its name and its content."""
    with place.open("rb") as content:
        member = tarfile.TarInfo(name)
        member.size, member.mode = os.fstat(content.fileno()).st_size, 0o600
        archive.addfile(member, content)


def members_of(tar: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Yield the files of an archive; one that would lie outside the folder, or is no plain file, is refused."""
    with tarfile.open(tar, "r|") as archive:
        for member in archive:
            path = Path(member.name)
            content = archive.extractfile(member) if member.isfile() else None
            if content is None or path.is_absolute() or ".." in path.parts:
                raise NotUsable(_("Trong bản sao lưu có tệp mang tên không hợp lệ: đã hỏng hoặc bị sửa."))
            yield member, content


def sheet_in(folder: Path) -> Sheet:
    return read_sheet((folder / SHEET).read_text(encoding="utf-8"))


def faults_of(folder: Path, manifest: Manifest, *, keys: Path | None, told: Told) -> list[str]:
    """Check the whole backup without restoring it: each part, each table, each chain of events, the sheet."""
    faults = []
    for name, part in manifest.parts.items():
        file = keys if name.endswith("-keys.tar") else folder / name
        if file is None:
            continue
        told(_("Đang kiểm tra %(name)s …") % {"name": name})
        if not file.exists():
            faults.append(_("Thiếu phần %(name)s.") % {"name": name})
        elif part_of(file) != part:
            faults.append(_("Phần %(name)s không khớp với mã băm trong bản kê.") % {"name": name})
    return faults or [*_faults_of_rows(folder, manifest), *_faults_of_sheet(folder, manifest)]


def part_of(file: Path) -> Part:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Part(size, digest.hexdigest())


def _faults_of_rows(folder: Path, manifest: Manifest) -> Iterator[str]:
    seen = set()
    for label, lines in rows_of(folder):
        seen.add(label)
        said = manifest.tables.get(label, {})
        counted = Counted(lines)
        if label == "audit.event":
            yield from _broken_chains(counted, said.get("columns", []))
        counted.run_through()
        if (counted.rows, counted.sha256) != (said.get("rows"), said.get("sha256")):
            yield _("Bảng %(table)s không đúng số dòng hoặc không khớp với mã băm.") % {"table": label}
    for label in sorted(manifest.tables.keys() - seen):
        yield _("Thiếu bảng %(table)s.") % {"table": label}


def _broken_chains(lines: Counted, columns: list[str]) -> Iterator[str]:
    """Each event against its own bytes; whether the chains are whole is asked of the register once it is loaded."""
    body, before, digest, pk = (columns.index(name) for name in ("body", "previous_hash", "hash", "id"))
    for line in lines:
        row = json.loads(line)
        if hash_of(row[before], row[body]) != row[digest]:
            yield _("Sự kiện có mã %(pk)s không khớp với mã băm của nó.") % {"pk": row[pk]}


def _faults_of_sheet(folder: Path, manifest: Manifest) -> Iterator[str]:
    if SHEET not in manifest.parts:
        return
    if sheet_in(folder).said["number"] != manifest.said["checkpoint"]:
        yield _("Phiếu kiểm soát trong bản sao lưu không phải là phiếu mà bản kê nêu.")
