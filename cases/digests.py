"""Numbers that two petitions may share: comparable under the office's secret, readable by nobody."""

from organizations.folding import fold
from sealing.keys import keyring

WHOLE = (9, 12)
"""Digits of an old chứng minh nhân dân, and of a căn cước."""


def identity_digest(number: str) -> str:
    """Nothing of a number that is not whole: what is missing may be what tells two people apart."""
    return keyring().digest("identity", digits(number)) if is_whole(number) else ""


def is_whole(number: str) -> bool:
    return len(digits(number)) in WHOLE


def phone_digest(phone: str) -> str:
    return keyring().digest("phone", national(phone)) if national(phone) else ""


def person_digest(name: str, birth_year: int | None) -> str:
    """Of name and year of birth together, nothing where one is missing: a name alone is shared by thousands."""
    return keyring().digest("person", f"{fold(name)} {birth_year}") if name and birth_year else ""


def digits(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isdecimal())


def national(phone: str) -> str:
    """Return a telephone number as it is dialled at home: +84 912 345 678 is 0912345678."""
    dialled = digits(phone)
    abroad = phone.strip().startswith("+84") or (dialled.startswith("84") and len(dialled) > 10)
    return f"0{dialled.removeprefix('84').removeprefix('0')}" if abroad else dialled
