"""What an office's scanner has put into its unit's folder: listed, read once somebody has chosen it, then removed.

The folder belongs to whoever may write there, so nothing in it is trusted: only plain files directly in it are read,
whose names end like a picture or a PDF and whose content is one. A name is known only by being in the list: it is never
put together with anything into a path before it was found there.
"""

import logging
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .content import Unfit, is_a_scan, recognise_scan
from .vocabulary import KINDS, LARGEST

log = logging.getLogger(__name__)
ENDINGS = (*(f".{kind.ending}" for name, kind in KINDS.items() if is_a_scan(name)), ".jpeg", ".tiff")
QUIET = 5
"""Seconds. What was changed since is still being written."""
SHOWN = 20
GONE = _("“%(name)s” không còn trong thư mục của máy quét, hoặc còn đang được ghi; cần lấy lại danh sách rồi chọn lại.")


@dataclass(frozen=True)
class Scan:
    """A file as it lay there when it was listed, and what tells it from another that takes its name."""

    name: str
    size: int
    at: datetime
    mark: tuple[int, int, int]


@dataclass(frozen=True)
class Folder:
    """The newest scans of a folder, and how many more are in it."""

    scans: list[Scan]
    more: int
    in_order: bool = True
    """Whether we may read it, and remove what was kept."""


def folder_of(unit: int) -> Path:
    return Path(settings.SCANS_DIR) / str(unit)


def look_into(unit: int, *, also: Collection[str] = ()) -> Folder | None:
    """Return what lies in the unit's folder, newest first, `also` these however old; None where the unit has none."""
    place = folder_of(unit)
    try:
        found = sorted(_ready(place), key=lambda one: (one.at, one.name), reverse=True)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return Folder([], 0, in_order=False)
    shown = [one for number, one in enumerate(found) if number < SHOWN or one.name in also]
    return Folder(shown, len(found) - len(shown), in_order=os.access(place, os.W_OK | os.X_OK))


def those_named(unit: int, names: Collection[str]) -> list[Scan]:
    """Return what lies there under these names, in their order; what is gone, or is no scan, is not among it."""
    try:
        there = {one.name: one for one in _ready(folder_of(unit))}
    except OSError:
        return []
    return [there[name] for name in dict.fromkeys(names) if name in there]


def read(unit: int, scan: Scan) -> bytes:
    """Return the content. Raises `Unfit` where it is none we take, or not the file any more that was listed."""
    try:
        # A link that took its place meanwhile is not followed, and a pipe is not waited for.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(folder_of(unit) / scan.name, flags), "rb") as file:
            same = _mark(os.fstat(file.fileno())) == scan.mark
            content = file.read(LARGEST + 1) if same else b""
    except OSError:
        same, content = False, b""
    if not same:
        raise Unfit(GONE, name=scan.name)
    recognise_scan(content, name=scan.name)
    return content


def remove(unit: int, scans: Iterable[Scan]) -> None:
    """Take out what was kept. Another file that has taken its name meanwhile stays; so does what we may not remove."""
    left = 0
    for scan in scans:
        path = folder_of(unit) / scan.name
        try:
            if _mark(path.lstat()) == scan.mark:
                path.unlink()
        except FileNotFoundError:
            continue
        except OSError:
            left += 1
    if left:
        log.warning("scans that were kept could not be removed from their folder: %d", left)


def _ready(place: Path) -> Iterator[Scan]:
    """Yield every plain file directly in the folder that is a scan by its name and not being written any more."""
    now = time()
    if not stat.S_ISDIR(place.lstat().st_mode):
        raise NotADirectoryError  # nor a link to one: it would lead into another unit's
    with os.scandir(place) as entries:
        for entry in entries:
            if not _may_be_shown(entry.name) or not entry.name.lower().endswith(ENDINGS):
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            # The moment of the folder's own clock counts as well: a scanner may bring moments of its own.
            resting = all(abs(now - moment) >= QUIET for moment in (found.st_mtime, found.st_ctime))
            if stat.S_ISREG(found.st_mode) and found.st_size and resting:
                at = datetime.fromtimestamp(found.st_mtime, tz=timezone.get_current_timezone())
                yield Scan(entry.name, found.st_size, at, _mark(found))


def _may_be_shown(name: str) -> bool:
    """Hidden files are none of ours; a name that no page can show cannot be chosen on one."""
    return not name.startswith((".", "~")) and name.isprintable()


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
