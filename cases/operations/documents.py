"""Papers and notes: kept with the digest of their content."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import filetype
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from audit.acting import current_operation
from audit.actor import Actor

from ..errors import Unusable
from ..models import Answer, Case, Document, Note
from ..vocabulary import DocumentSource, Move
from .moving import moving

LARGEST = 20 * 1024 * 1024
# What an office hands in: scans, photos, office documents. The content decides, never the name it came with.
ACCEPTED = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
    "image/tiff": "tif",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@dataclass(frozen=True)
class NewDocument:
    title: str
    content: bytes


def attach_document(case: Case, *, document: NewDocument, source: str, by: Actor, on: date) -> Document:
    """Add a paper to the file."""
    with moving(case, Move.ATTACH_DOCUMENT, "document.attached", by=by, on=on) as step:
        kept = keep(step.case, document, source=source, on=on)
        step.facts |= {"document": kept.pk, "sha256": kept.digest, "source": str(source)}
    return kept


def add_note(case: Case, *, text: str, by: Actor, on: date) -> None:
    """Write a word to colleagues on the timeline; agencies and citizens never see it."""
    with moving(case, Move.ADD_NOTE, "case.noted", by=by, on=on) as step:
        if not text.strip():
            raise Unusable("text", _("Ghi chú còn trống."))
        operation = current_operation()
        assert operation is not None, "moving() opened it"
        note = Note.objects.create(case=step.case, author_id=step.by.person_id, text=text.strip(), operation=operation)
        step.facts["note"] = note.pk


def keep(case: Case, document: NewDocument, *, source: str, on: date, answer: Answer | None = None) -> Document:
    """Store the content under its digest, inside the operation that brought it."""
    media_type = media_type_of(document)
    digest = hashlib.sha256(document.content).hexdigest()
    kept = Document(
        case=case,
        answer=answer,
        source=DocumentSource(source),
        title=PurePosixPath(document.title).name[:200] or str(_("Tài liệu")),
        media_type=media_type,
        size=len(document.content),
        digest=digest,
        added_on=on,
    )
    kept.file.save(f"{digest}.{ACCEPTED[media_type]}", ContentFile(document.content), save=False)
    kept.save()
    return kept


def media_type_of(document: NewDocument) -> str:
    """Return what the content is; refuse what an office has no use for."""
    if not document.content:
        raise Unusable("documents", _("Tệp trống, không có nội dung."))
    if len(document.content) > LARGEST:
        raise Unusable("documents", _("Tệp lớn hơn 20 MB; cần chia nhỏ hoặc quét ở độ phân giải thấp hơn."))
    media_type: str | None = filetype.guess_mime(document.content)
    if media_type not in ACCEPTED:
        raise Unusable("documents", _("Chỉ nhận tệp PDF, ảnh chụp, Word hoặc Excel."))
    return media_type
