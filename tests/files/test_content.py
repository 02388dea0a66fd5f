"""A file is what its bytes say it is; what does not open is kept as evidence and marked."""

import pytest

from files import names
from files.content import Unfit, recognise
from files.vocabulary import LARGEST, Condition
from tests.files.samples import (
    DOCX,
    DOCX_MACROS,
    MAIL,
    ODT,
    ODT_PROTECTED,
    OFFICE,
    PDF,
    PNG,
    XLSX,
    ZIP,
    compound,
)

WORD, EXCEL, TEXT = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet", "text/plain"
OLD_WORD, OLD_EXCEL = "application/msword", "application/vnd.ms-excel"
RECOGNISED = {
    "a scan": (PDF, "application/pdf", Condition.UNSEEN),
    "a scan behind a mail's line": (b"\r\n" * 20 + PDF, "application/pdf", Condition.UNSEEN),
    "a picture": (PNG, "image/png", Condition.UNSEEN),
    "a photo": (b"\xff\xd8\xff\xe0" + b"\0" * 300, "image/jpeg", Condition.UNSEEN),
    "a telephone's photo": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 300, "image/heic", Condition.SOUND),
    "a recording": (b"ID3\x03" + b"\0" * 300, "audio/mpeg", Condition.SOUND),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 300, "video/mp4", Condition.SOUND),
    "Word": (DOCX, WORD, Condition.SOUND),
    "Excel": (XLSX, EXCEL, Condition.SOUND),
    "Word with a macro": (DOCX_MACROS, WORD, Condition.MACROS),
    "OpenDocument": (ODT, "application/vnd.oasis.opendocument.text", Condition.SOUND),
    "OpenDocument with a password": (ODT_PROTECTED, "application/vnd.oasis.opendocument.text", Condition.PROTECTED),
    "old Word": (compound("WordDocument"), OLD_WORD, Condition.SOUND),
    "old Excel with a macro": (compound("Workbook", "_VBA_PROJECT"), OLD_EXCEL, Condition.MACROS),
    "Office with a password": (compound("EncryptedPackage"), "application/x-ole-storage", Condition.PROTECTED),
    "text": ("Kính gửi Mặt trận.\nĐường hỏng.".encode(), TEXT, Condition.SOUND),
    "a page with a script is only text": (b"<html><script>alert(1)</script>", TEXT, Condition.SOUND),
    "a mail": (MAIL, "message/rfc822", Condition.SOUND),
    "a text that quotes a mail": ("Ông A viết:\nFrom: b@c.example\n".encode(), TEXT, Condition.SOUND),
}


@pytest.mark.parametrize(("content", "media_type", "condition"), RECOGNISED.values(), ids=RECOGNISED)
def test_the_content_says_what_it_is_whatever_its_name(content, media_type, condition):
    found = recognise(content, name="hoa-don.exe")
    assert (found.media_type, found.condition) == (media_type, condition)


REFUSED = {
    "nothing": (b"", "trống"),
    "too large": (b"x" * (LARGEST + 1), "20 MB"),
    "an archive": (ZIP, "giải nén"),
    "an archive cut off": (ZIP[:40], "giải nén"),
    "another archive": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 300, "giải nén"),
    "a program": (b"MZ\x90\0" + b"\0" * 300, "không phải loại tệp"),
    "noise": (bytes(range(256)), "không phải loại tệp"),
    "a film of another kind": (b"\x1aE\xdf\xa3" + b"matroska" * 40, "không phải loại tệp"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_an_office_cannot_use_is_refused_with_its_name_and_what_to_do(content, said):
    with pytest.raises(Unfit) as refusal:
        recognise(content, name="Đơn.pdf")
    assert "“Đơn.pdf”" in refusal.value.reason
    assert said in refusal.value.reason


NAMES = {
    "C:\\Users\\Lan\\Đơn kiến nghị.pdf": "Đơn kiến nghị.pdf",
    "../../etc/passwd": "passwd",
    "đơn\r\nSet-Cookie: a=b.pdf": "đơnSet-Cookie a=b.pdf",
    "annex\u202efdp.exe": "annexfdp.exe",
    "a\u0309nh": "ảnh",
    "  ..  ": "",
    "Đ" * 300 + ".pdf": "Đ" * 196 + ".pdf",
}


@pytest.mark.parametrize(("given", "kept"), NAMES.items())
def test_a_name_keeps_its_marks_and_loses_what_deceives(given, kept):
    assert names.clean(given) == kept


@pytest.mark.parametrize(
    ("title", "ending", "saved"),
    [
        ("Ảnh.pdf.exe", "pdf", "Ảnh.pdf.pdf"),
        ("Đơn.PDF", "pdf", "Đơn.PDF"),
        ("Tờ trình số 12", "docx", "Tờ trình số 12.docx"),
        ("ngày 2.3.2026", "jpg", "ngày 2.3.2026.jpg"),
        ("", "jpg", "tai-lieu.jpg"),
    ],
)
def test_a_download_ends_as_its_content_is(title, ending, saved):
    assert names.for_download(title, ending) == saved
