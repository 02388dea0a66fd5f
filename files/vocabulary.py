"""The words of files: what may be handed in, how much of it, and what was found inside."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
"""One file. Stays under what ClamAV takes by default (25 MB)."""
TOGETHER = 100 * MEGABYTE
"""The files of one form."""
MOST = 20
"""How many files one form takes."""


class Condition(models.TextChoices):
    """How a file opens. What does not open is evidence as well: it is kept, and marked."""

    UNSEEN = "unseen", _("Chưa mở thử")
    SOUND = "sound", _("Mở được")
    PROTECTED = "protected", _("Có mật khẩu, không xem được")
    BROKEN = "broken", _("Không mở được")
    MACROS = "macros", _("Có macro")


class Scan(models.TextChoices):
    """What the virus scanner said; an office without one reads that nobody looked."""

    NOT_SCANNED = "not_scanned", _("Chưa quét vi-rút")
    CLEAN = "clean", _("Đã quét, không thấy vi-rút")
    INFECTED = "infected", _("Nghi có mã độc")


EVENTS = {
    "file.found_clean": _("Quét tệp, không thấy vi-rút"),
    "file.found_infected": _("Quét tệp, nghi có mã độc"),
    "file.looked_at": _("Mở thử tệp, vẽ ảnh xem trước"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of content an office can use: the ending its name gets, and whether a picture of it can be drawn."""

    ending: str
    drawn: bool = False


PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"

# The content decides, never the name it came with. Not among them: archives (nobody can see or scan what is inside, see
# docs/decisions/026), programs, pages with scripts.
KINDS: dict[str, Kind] = {
    PDF: Kind("pdf", drawn=True),
    "image/jpeg": Kind("jpg", drawn=True),
    "image/png": Kind("png", drawn=True),
    "image/tiff": Kind("tif", drawn=True),
    "image/heic": Kind("heic"),
    "application/msword": Kind("doc"),
    "application/vnd.ms-excel": Kind("xls"),
    WORD: Kind("docx"),
    SHEET: Kind("xlsx"),
    "application/vnd.oasis.opendocument.text": Kind("odt"),
    "application/vnd.oasis.opendocument.spreadsheet": Kind("ods"),
    "application/x-ole-storage": Kind("ole"),
    "audio/mpeg": Kind("mp3"),
    "audio/mp4": Kind("m4a"),
    "video/mp4": Kind("mp4"),
    "text/plain": Kind("txt"),
    "message/rfc822": Kind("eml"),
}
ENDINGS = [f".{kind.ending}" for kind in KINDS.values() if kind.ending != "ole"] + [".jpeg", ".tiff"]
