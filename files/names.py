"""Names of files as people gave them, without what could deceive a reader or a disk."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
# Direction marks turn "annexe.pdf" out of "fdp.exenna"; control characters break a line or a header.
DECEIVING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ENDING = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,4}$", re.IGNORECASE)
NOT_IN_A_NAME = re.compile(r'[<>:"|?*]+')


def clean(name: str) -> str:
    """Return the last part of the name, composed, on one line, at most 200 characters, its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char) not in DECEIVING)
    words = " ".join(NOT_IN_A_NAME.sub(" ", shown).split()).strip(". ")
    if len(words) <= LONGEST:
        return words
    ending = PurePosixPath(words).suffix[:12]
    return words[: LONGEST - len(ending)] + ending


def for_download(title: str, ending: str) -> str:
    """Return the name a paper is saved under: it ends as its content is, whatever it was called."""
    plain = clean(title)
    if plain.lower().endswith(f".{ending}"):
        return plain
    return f"{ENDING.sub('', plain) or 'tai-lieu'}.{ending}"
