"""What the QR code of a căn cước says: one line, read by a scanner that types it like a keyboard."""

import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .digests import digits
from .errors import Unusable

# CCCD|old CMND|name|born ddmmyyyy|sex|address|issued ddmmyyyy; younger cards go on after that.
DAY = re.compile(r"(\d{2})(\d{2})(\d{4})")
EARLIEST_BIRTH = 1900


@dataclass(frozen=True)
class Card:
    """What a petition needs of a card. Nothing else of it is kept; `repr` shows none of it, so no log can."""

    identity_number: str = field(repr=False)
    name: str = field(repr=False)
    birth_year: int | None = field(repr=False)
    address: str = field(repr=False)


def read_card(line: str) -> Card:
    """Take the line of a card apart. Raises Unusable when it is none."""
    parts = [" ".join(part.split()) for part in unicodedata.normalize("NFC", line).strip().split("|")]
    number = digits(parts[0])
    if len(parts) < 5 or len(number) != 12:
        raise _not_a_card()
    rest = parts[1:]
    # Some readers leave the old number out with its bar; of those who had none, the place is empty.
    if not rest[0] or digits(rest[0]) == rest[0].replace(" ", ""):
        rest = rest[1:]
    if len(rest) < 4 or not any(letter.isalpha() for letter in rest[0]):
        raise _not_a_card()
    name, born, _sex, address = rest[:4]
    return Card(number, name_as_written(name), _year(born), address.strip(" ,"))


def name_as_written(name: str) -> str:
    """Cards write NGUYỄN THỊ HOA; we write Nguyễn Thị Hoa, and H’Liên Niê Kđăm. Other spellings are left alone."""
    if name != name.upper():
        return name
    return re.sub(r"\w+", lambda word: word[0].capitalize(), name)


def _year(born: str) -> int | None:
    day = DAY.fullmatch(digits(born))
    year = int(day[3]) if day else 0
    return year if year >= EARLIEST_BIRTH else None


def _not_a_card() -> Unusable:
    return Unusable(
        "card",
        _(
            "Không đọc được mã QR của thẻ căn cước. Quét lại, tắt bộ gõ tiếng Việt nếu đang bật; hoặc ghi tay vào các "
            "mục dưới đây. Những gì đã nhập còn nguyên."
        ),
    )
