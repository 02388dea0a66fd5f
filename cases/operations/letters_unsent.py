"""A letter that has not left the house: its draft is cancelled, or its number voided and kept in the book."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ..errors import Unusable
from ..models import Letter


def void_number(letter: Letter, *, because: str, on: date) -> None:
    """The number stays in the book, with its reason; it is never given again (NĐ 30/2020 Điều 15)."""
    if not because.strip():
        raise Unusable("because", _("Cần ghi lý do hủy số."))
    letter.be_voided()
    letter.voided_on, letter.voided_because = on, because.strip()
    letter.save()


def take_back(letter: Letter, *, because: str, on: date) -> None:
    """Cancel it, or void its number; what has left stays as it is."""
    if letter.is_before_number:
        letter.be_cancelled()
        letter.save()
    elif letter.is_numbered_here:
        void_number(letter, because=because, on=on)
