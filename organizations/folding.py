"""Vietnamese text without marks, so that search and order are the same on both engines."""

import unicodedata


def fold(text: str) -> str:
    """Return the text in lower case without marks: "Phường Đống Đa" becomes "phuong dong da"."""
    # Neither NFD nor SQLite's FTS5 takes đ apart: it is a letter of its own.
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def spelled(text: str) -> str:
    """Return the text in lower case with its marks, in the one form in which equal spellings are equal."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
