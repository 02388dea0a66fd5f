"""A paper that somebody outside wrote: number, day, arrival, copy. What cannot have happened is refused."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Channel

from ..errors import Unusable
from ..models import AgencyAct, Referral
from ..vocabulary import DocumentSource
from .documents import NewDocument, keep_copy
from .moving import Moving


@dataclass(frozen=True)
class AgencyPaper:
    """The written act a fact rests on: without it nothing is recorded (law.md §14 points 5, 18)."""

    number: str
    dated_on: date
    copy: NewDocument | None
    arrived_on: date | None = None
    """When it reached the MTTQ; the day it is recorded, where nobody says otherwise."""
    late_because: str = ""
    """Why it is entered days after it arrived; then a second person stands for the day."""


def must_be_possible(paper: AgencyPaper, *, on: date, not_before: date | None = None) -> date:
    """Refuse a paper without number, or with days that cannot be; return the day it arrived."""
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


def keep_act(step: Moving, referral: Referral, move: str, paper: AgencyPaper | None, *, on: date) -> AgencyAct | None:
    """Keep the paper of an act that has no row of its own; at its own desk an agency need not write one."""
    if paper is None:
        if step.by.channel == Channel.PAPER:
            raise Unusable("number", _("Việc cơ quan làm trên giấy: cần ghi số, ngày và đính kèm bản quét văn bản."))
        return None
    arrived_on = must_be_possible(paper, on=on, not_before=referral.sent_on)
    kept = AgencyAct.objects.create(
        referral=referral,
        what=str(move),
        number=paper.number.strip(),
        dated_on=paper.dated_on,
        arrived_on=arrived_on,
        recorded_on=on,
        paper=keep_copy(step.case, paper.copy, field="copy", source=DocumentSource.AGENCY, on=on),
    )
    step.facts |= {"act": kept.pk, "dated_on": kept.dated_on.isoformat()}
    return kept
