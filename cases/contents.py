"""When two petitions say the same: the text without marks, stops and spacing, under one digest."""

import re

from organizations.folding import fold
from sealing.keys import keyring

SHORTEST = 40
"""Below this a text says too little ("xem đơn kèm theo") to be the same as another."""
NO_LETTER = re.compile(r"[^a-z0-9]+")


def digest_of_text(text: str) -> str:
    """Return the digest by which the same text is known again, nothing for a text that says too little.

    Under the office's secret: whoever has the table and guesses a text cannot ask whether somebody handed it in.
    """
    plain = NO_LETTER.sub(" ", fold(text)).strip()
    return keyring().digest("text", plain) if len(plain) >= SHORTEST else ""
