"""A text without what tells who wrote it. Pure: what is marked is blacked out, and what was forgotten is found."""

import re
from collections.abc import Iterable

from organizations.folding import fold

from .digests import digits
from .models import Personal

MARKED = re.compile(r"\[\[.*?\]\]", re.DOTALL)
BLACK = "█████"
"""Always as long: the length of a name tells something too."""
LEAST = 3
NUMBERS = re.compile(r"[0-9][0-9 .\-()]{6,}[0-9]")


def blacked_out(marked: str) -> str:
    """Return the text in which everything between [[ and ]] is black."""
    return MARKED.sub(BLACK, marked).strip()


def still_told(text: str, people: Iterable[Personal]) -> bool:
    """Say whether the text tells something of these people: a name, a number, an address, with marks or without."""
    words = f" {_plain(text)} "
    numbers = {digits(found) for found in NUMBERS.findall(text)}
    for one in people:
        # The commune alone is not told apart from the place the petition is about; house and hamlet are.
        said = (one.name, one.email, one.address, one.address.split(",")[0])
        if any(len(plain) >= LEAST and f" {plain} " in words for plain in map(_plain, said)):
            return True
        own = {digits(one.identity_number), digits(one.phone)} - {""}
        if any(number in typed for number in own for typed in numbers):
            return True
    return False


def suggested(text: str, people: Iterable[Personal]) -> str:
    """Mark what is found word for word, so that the handler begins with that and looks for the rest."""
    for one in people:
        parts = {one.name, one.address, one.email, one.phone, one.identity_number} - {""}
        for part in sorted(parts, key=len, reverse=True):
            text = re.sub(
                rf"(?<!\[)\b{re.escape(part)}\b(?!\])", lambda found: f"[[{found.group()}]]", text, flags=re.IGNORECASE
            )
    return text


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9@.]+", " ", fold(text)).replace(". ", " ").split())
