"""Files as people hand them in: small, whole or not, each made here."""

import io
import zipfile

from PIL import Image

from config.demo.papers import a_page
from files.content import COMPOUND

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = a_page("Don kien nghi")


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, (200, 60, 40)).save(held, kind, **more)
    return held.getvalue()


PNG = picture()
MAIL = "From: ai@do.example\nTo: xa@coquan.example\nSubject: Đơn\n\nKính gửi.\n".encode()


def package(*names: str, **contents: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name.replace("__", "/"), content)
        for name in names:
            file.writestr(name, "<x/>")
    return held.getvalue()


DOCX = package("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = package("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
DOCX_MACROS = package("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/vbaProject.bin")
ODT = package("content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODT_PROTECTED = package(
    "content.xml",
    **{
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF__manifest.xml": "<manifest:encryption-data/>",
    },
)
ZIP = package("ảnh 1.jpg", "ảnh 2.jpg")


def compound(*streams: str) -> bytes:
    return COMPOUND + b"\0" * 504 + b"".join(stream.encode("utf-16-le") + b"\0" * 40 for stream in streams)
