"""A paper that somebody outside wrote: number, day, copy, when it came. What cannot have happened is refused."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..errors import Unusable
from .documents import NewDocument


@dataclass(frozen=True)
class AgencyPaper:
    """The written act a fact rests on: without it nothing is recorded (law.md §14 points 5, 18)."""

    number: str
    dated_on: date
    copy: NewDocument | None
    arrived_on: date | None = None
    """When it reached the MTTQ; the day it is recorded, where nobody says otherwise."""


def check_paper(paper: AgencyPaper, *, on: date, not_before: date | None = None) -> date:
    """Return the day it arrived. Raises Unusable for days that cannot be."""
    if not paper.number.strip():
        raise Unusable("number", _("Cần ghi số văn bản."))
    arrived_on = paper.arrived_on or on
    if paper.dated_on > on:
        raise Unusable("dated_on", _("Ngày văn bản không thể sau hôm nay."))
    if not paper.dated_on <= arrived_on <= on:
        raise Unusable("arrived_on", _("Ngày đến phải từ ngày của văn bản đến hôm nay."))
    if not_before is not None and paper.dated_on < not_before:
        raise Unusable(
            "dated_on",
            _("Văn bản này không thể trước việc mà nó trả lời hoặc nối tiếp (ngày %(day)s); cần xem lại ngày.")
            % {"day": f"{not_before:%d/%m/%Y}"},
        )
    return arrived_on
