"""Papers and notes: a paper is a content kept once, and its place in a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.acting import bring
from audit.actor import Actor
from files import names
from files import operations as files
from files.content import Unfit
from files.vocabulary import MEGABYTE, MOST, TOGETHER

from ..errors import Unusable
from ..models import Answer, Case, Commitment, Document, Inspection, Note
from ..vocabulary import DocumentSource, Move
from .moving import Moving, moving, this_operation


@dataclass(frozen=True)
class NewDocument:
    title: str
    content: bytes


def attach_document(case: Case, *, document: NewDocument, source: str, by: Actor, on: date) -> Document:
    """Add a paper to the file; what is there already is named instead of being added twice."""
    with moving(case, Move.ATTACH_DOCUMENT, "document.attached", by=by, on=on) as step:
        kept, new = _keep(step.case, document, field="file", source=source, on=on)
        if not new:
            raise Unusable(
                "file",
                _("Tệp này đã có trong hồ sơ: “%(title)s”, ngày %(day)s.")
                % {"title": kept.title, "day": f"{kept.added_on:%d/%m/%Y}"},
            )
        step.facts |= {"document": kept.pk, "source": str(source)}
    return kept


def add_note(case: Case, *, text: str, by: Actor, on: date) -> None:
    """Write a word to colleagues on the timeline; agencies and citizens never see it."""
    with moving(case, Move.ADD_NOTE, "case.noted", by=by, on=on) as step:
        if not text.strip():
            raise Unusable("text", _("Ghi chú còn trống."))
        write_note(step, text)


def write_note(step: Moving, text: str) -> Note:
    """Keep the words of this move beside its event, which holds none: once in the case, on its timeline."""
    note = keep_note(step.case, text, by=step.by)
    step.facts["note"] = note.pk
    return note


def keep_note(case: Case, text: str, *, by: Actor) -> Note:
    """The same for an operation that opens the case."""
    operation = this_operation()
    return Note.objects.create(case=case, author_id=by.person_id, text=text.strip(), operation=operation)


def keep_all(
    case: Case,
    documents: Iterable[NewDocument],
    *,
    source: str,
    on: date,
    answer: Answer | None = None,
    commitment: Commitment | None = None,
    inspection: Inspection | None = None,
) -> list[Document]:
    """Keep the papers of one form, inside the operation that brought them; a file chosen twice is one paper."""
    documents = list(documents)
    if len(documents) > MOST:
        raise Unusable("documents", _("Mỗi lần nộp không quá %(most)d tệp.") % {"most": MOST})
    if sum(len(document.content) for document in documents) > TOGETHER:
        together = TOGETHER // MEGABYTE
        raise Unusable("documents", _("Các tệp cộng lại không quá %(most)d MB.") % {"most": together})
    kept = [
        _keep(
            case,
            one,
            field="documents",
            source=source,
            on=on,
            answer=answer,
            commitment=commitment,
            inspection=inspection,
        )
        for one in documents
    ]
    return [paper for paper, new in kept if new]


def keep_copy(case: Case, document: NewDocument | None, *, field: str, source: str, on: date) -> Document:
    """Keep the copy of the one paper a fact rests on; the same content may be in the file already."""
    if document is None:
        raise Unusable(field, _("Cần đính kèm bản sao hoặc bản quét của văn bản này."))
    paper, _new = _keep(case, document, field=field, source=source, on=on)
    return paper


def _keep(
    case: Case,
    document: NewDocument,
    *,
    field: str,
    source: str,
    on: date,
    answer: Answer | None = None,
    commitment: Commitment | None = None,
    inspection: Inspection | None = None,
) -> tuple[Document, bool]:
    """Return the paper with this content in the case or answer, and whether it came with this form."""
    name = names.clean(document.title) or str(_("Tài liệu"))
    try:
        blob = files.keep(document.content, name=name)
    except Unfit as refusal:
        raise Unusable(field, refusal.reason) from refusal
    there = Document.objects.of(case).filter(answer=answer, blob=blob).first()
    if there is not None:
        return there, False
    source = DocumentSource(source)
    kept = Document.objects.create(
        case=case,
        petition_id=_petition_of(case) if source is DocumentSource.PETITIONER else None,
        answer=answer,
        commitment=commitment,
        inspection=inspection,
        source=source,
        title=name,
        blob=blob,
        added_on=on,
    )
    bring(blob.digest)
    return kept, True


def _petition_of(case: Case) -> int | None:
    """A petitioner's paper is the petition's: it is read wherever the petition is followed."""
    return case.matters.order_by("pk").values_list("petition_id", flat=True).first()
