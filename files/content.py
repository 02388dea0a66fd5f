"""What a file is, read off its bytes: its type, and whether it carries a password or a macro. Pure."""

import io
import re
import zipfile
from dataclasses import dataclass

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .vocabulary import KINDS, LARGEST, MEGABYTE, PDF, SHEET, WORD, Condition

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# The first parts of a package say what it is; a bomb is never unpacked to learn that.
MOST_OF_A_PART = 64 * 1024
HEADER = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*(?:\n[ \t][^\n]*)*\n)+", re.MULTILINE)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")

NOT_TAKEN = _(
    "“%(name)s” không phải loại tệp nhận được. Nhận PDF, ảnh (JPG, PNG, TIFF, HEIC), Word, Excel, OpenDocument, "
    "ghi âm MP3 hoặc M4A, video MP4, văn bản thuần và thư .eml."
)


class Unfit(ValueError):
    """A file that an office does not take; says which and what to do."""

    def __init__(self, sentence: str | Promise, *, name: str) -> None:
        super().__init__(name)
        self.reason = str(sentence) % {"name": name, "most": LARGEST // MEGABYTE}


@dataclass(frozen=True)
class Recognised:
    media_type: str
    condition: str = Condition.SOUND


def recognise(content: bytes, *, name: str) -> Recognised:
    """Return what the content is, whatever its name says. Raises Unfit."""
    if not content:
        raise Unfit(_("“%(name)s” trống, không có nội dung."), name=name)
    if len(content) > LARGEST:
        raise Unfit(
            _("“%(name)s” lớn hơn %(most)d MB; cần chia nhỏ hoặc quét ở độ phân giải thấp hơn rồi chọn lại."), name=name
        )
    found = _by_its_first_bytes(content)
    if found is None and (content.startswith(ARCHIVES) or zipfile.is_zipfile(io.BytesIO(content))):
        raise Unfit(_("“%(name)s” là tệp nén; cần giải nén rồi nộp từng tệp bên trong."), name=name)
    if found is None:
        raise Unfit(NOT_TAKEN, name=name)
    return found


def recognise_scan(content: bytes, *, name: str) -> Recognised:
    """The same for what a camera or a scanner made: a picture or a PDF. Raises Unfit."""
    found = recognise(content, name=name)
    if not is_a_scan(found.media_type):
        raise Unfit(_("“%(name)s” không phải ảnh hay bản quét PDF."), name=name)
    return found


def is_a_scan(media_type: str) -> bool:
    return media_type == PDF or media_type.startswith("image/")


def _by_its_first_bytes(content: bytes) -> Recognised | None:
    # Readers take a PDF that begins a little later: mail programs and scanners put lines before it.
    if b"%PDF-" in content[:1024]:
        return Recognised(PDF, Condition.UNSEEN)
    if content.startswith(COMPOUND):
        return _compound(content)
    if content.startswith(b"PK\x03\x04"):
        return _package(content)
    guessed: str | None = filetype.guess_mime(content)
    if guessed in KINDS:
        return Recognised(guessed, Condition.UNSEEN if KINDS[guessed].drawn else Condition.SOUND)
    return None if guessed else _text(content)


def _compound(content: bytes) -> Recognised:
    """Tell the old office formats apart by the names of their streams, which stand in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        # A new office file with a password hides even whether it is Word or Excel.
        return Recognised("application/x-ole-storage", Condition.PROTECTED)
    condition = Condition.MACROS if holds("_VBA_PROJECT") else Condition.SOUND
    if holds("WordDocument"):
        return Recognised("application/msword", condition)
    if holds("Workbook"):
        return Recognised("application/vnd.ms-excel", condition)
    return Recognised("application/x-ole-storage", Condition.BROKEN)


def _package(content: bytes) -> Recognised | None:
    """Look into an office file that is a ZIP by construction; any other ZIP is none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            media_type = _kind_of(package, names)
            protected = "encryption-data" in _part(package, "META-INF/manifest.xml", names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        # Cut off on the way: its first parts may still say what it was.
        guessed: str | None = filetype.guess_mime(content)
        named_office = guessed in KINDS and guessed is not None and not KINDS[guessed].drawn
        return Recognised(guessed, Condition.BROKEN) if guessed and named_office else None
    if media_type is None:
        return None
    if protected:
        return Recognised(media_type, Condition.PROTECTED)
    macros = any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names)
    return Recognised(media_type, Condition.MACROS if macros else Condition.SOUND)


def _kind_of(package: zipfile.ZipFile, names: set[str]) -> str | None:
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return WORD
        return SHEET if "xl/workbook.xml" in names else None
    said = _part(package, "mimetype", names).strip()
    return said if said in KINDS else None


def _part(package: zipfile.ZipFile, name: str, names: set[str]) -> str:
    if name not in names:
        return ""
    with package.open(name) as part:
        return part.read(MOST_OF_A_PART).decode("utf-8", "replace")


def _text(content: bytes) -> Recognised | None:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    if UNPRINTABLE.search(text):
        return None
    header = HEADER.match(text)
    is_mail = header is not None and re.search(r"^(from|received):", header.group(), re.IGNORECASE | re.MULTILINE)
    return Recognised("message/rfc822" if is_mail else "text/plain")
