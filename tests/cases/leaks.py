"""Looks for what must be nowhere: in every table, in every file, in what was logged, mailed, shown and exported."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_plus

import pypdf
from django.core import mail
from django.db import connection

from organizations.folding import fold

ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def leaks(values: Iterable[str], places: Iterable[tuple[str, str]]) -> list[str]:
    """Return where any value stands: as written, composed or decomposed, without marks, without spaces, escaped."""
    wanted = {shape for value in values for shape in shapes(value)}
    return [name for name, text in places if any(shape in read for read in readings(text) for shape in wanted)]


def shapes(value: str) -> set[str]:
    digits = "".join(letter for letter in value if letter.isdigit())
    own = {fold(value)}
    return own | ({digits} if len(digits) >= 9 else set())


def readings(text: str) -> Iterator[str]:
    """The text folded (which joins NFC, NFD and the text without marks), and what escapes in it stand for."""
    yield fold(text)
    if "\\u" in text:
        yield fold(ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text))
    if "%" in text:
        yield fold(unquote_plus(text))


def tables() -> Iterator[tuple[str, str]]:
    """Every value of every column of every table, history and outbox among them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        yield (
                            f"{table}.{column}",
                            bytes(value).decode("utf-8", "replace")
                            if isinstance(value, bytes | memoryview)
                            else str(value),
                        )


def files(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.rglob("*"):
        yield "name of a file", str(file.relative_to(folder))
        if file.is_file():
            yield f"file {file.name}", text_of(file.read_bytes())


def mails() -> Iterator[tuple[str, str]]:
    for one in mail.outbox:
        yield "mail", f"{one.subject}\n{one.body}\n{one.to}\n{one.extra_headers}"


def text_of(content: bytes) -> str:
    """What a person can read out of it: the words of a PDF, the cells of a table, the bytes themselves."""
    said = content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        try:
            pages = pypdf.PdfReader(io.BytesIO(content)).pages
            said += " ".join(page.extract_text() for page in pages)
        except pypdf.errors.PyPdfError:
            pass
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            said += " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return " ".join(said.split())
