"""A letter that has not left the house: its draft is cancelled, or its number voided and kept in the book."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from deadlines.vocabulary import DutyState

from ..errors import Unusable
from ..models import Duty, Letter

ISSUED_SOON = "vt.issue_outgoing"


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
        _needs_no_number(letter, on=on)
    elif letter.is_numbered_here:
        void_number(letter, because=because, on=on)


def _needs_no_number(letter: Letter, *, on: date) -> None:
    """Signed, and taken back before anybody numbered it: that is no longer owed."""
    if letter.signed_on is None:
        return
    to_number = Duty.objects.filter(case=letter.case_id, rule__key=ISSUED_SOON, started_on=letter.signed_on)
    for owed in to_number.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED]).order_by("pk")[:1]:
        owed.make_void(on=on)
        owed.save()
