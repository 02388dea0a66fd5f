"""Papers over the counter: taken in with a receipt (Mẫu 02/TCD), originals given back with another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from letters.catalogue import MTTQ, ND154, form

from .. import papers as forms_of
from ..errors import Unusable
from ..models import Case, Handover, Paper, Party
from ..reception_words import Direction
from ..vocabulary import DocumentSource, Move
from .documents import NewDocument, keep_all
from .freezing import author
from .moving import Moving, moving

MOST_PAPERS = 100
FORMS = {Direction.IN: (ND154, "02/TCD"), Direction.OUT: (MTTQ, "originals_returned")}


@dataclass(frozen=True)
class NewPaper:
    """A paper as it is handed over the counter."""

    title: str
    is_original: bool = False
    pages: int | None = None


def receive_papers(
    case: Case, *, party: Party, papers: Sequence[NewPaper], by: Actor, on: date, scan: NewDocument | None = None
) -> Handover:
    """Take papers in: each stands on the receipt that both sign (NĐ 154/2026 Điều 15.4)."""
    with moving(case, Move.RECEIVE_PAPERS, "papers.received", by=by, on=on) as step:
        if not papers:
            raise Unusable("papers", _("Cần ghi ít nhất một giấy tờ."))
        if len(papers) > MOST_PAPERS:
            raise Unusable("papers", _("Mỗi lần nhận không quá %(most)d giấy tờ.") % {"most": MOST_PAPERS})
        for paper in papers:
            if not paper.title.strip():
                raise Unusable("papers", _("Mỗi giấy tờ cần có tên để người nộp nhận lại đúng."))
            if paper.pages is not None and paper.pages < 1:
                raise Unusable("papers", _("Số trang ít nhất là 1."))
        handover = _handover(step, Direction.IN, party, scan, on=on)
        for paper in papers:
            Paper.objects.create(
                case=step.case,
                title=paper.title.strip(),
                pages=paper.pages,
                is_original=paper.is_original,
                received=handover,
            )
        originals = sum(paper.is_original for paper in papers)
        step.facts |= {"handover": handover.pk, "papers": len(papers), "originals": originals}
    return handover


def return_papers(
    case: Case, *, party: Party, papers: Sequence[Paper], by: Actor, on: date, scan: NewDocument | None = None
) -> Handover:
    """Give originals back, to somebody of the petition, against a receipt that they sign."""
    with moving(case, Move.RETURN_PAPERS, "papers.returned", by=by, on=on) as step:
        wanted = {paper.pk for paper in papers}
        going = list(step.case.papers.filter(pk__in=wanted, is_original=True, returned=None).order_by("pk"))
        if not wanted or len(going) != len(wanted):
            raise Unusable("papers", _("Cần chọn bản gốc còn ở đơn vị; bản đã giao trả thì không giao lần nữa."))
        handover = _handover(step, Direction.OUT, party, scan, on=on)
        for paper in going:
            paper.returned = handover
            paper.save()
        left = step.case.papers.filter(is_original=True, returned=None).count()
        step.facts |= {"handover": handover.pk, "originals": len(going), "left": left}
    return handover


def _handover(step: Moving, direction: Direction, party: Party, scan: NewDocument | None, *, on: date) -> Handover:
    theirs = Party.objects.filter(petition__matters__case=step.case, pk=party.pk).first()
    if theirs is None or not theirs.stands_behind:
        raise Unusable("party", _("Cần chọn người nộp đơn hoặc người đại diện của vụ việc này."))
    kept = keep_all(step.case, [scan], source=DocumentSource.FRONT, on=on) if scan is not None else []
    if scan is not None and not kept:
        raise Unusable("scan", _("Tệp này đã có trong hồ sơ; cần bản quét của chính giấy này."))
    instrument, name = FORMS[direction]
    return Handover.objects.create(
        case=step.case,
        direction=direction,
        on=on,
        officer=author(step.by),
        party=theirs,
        version=forms_of.version_on(form(instrument, name), on),
        scan=kept[0] if kept else None,
    )
