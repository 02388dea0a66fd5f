"""Takes the words out of a case: every declared column becomes NULL, of today and of history; figures and chain stay.

Called with the case locked, by a row of an approved erasure: without one the database refuses. The files go in a second
step, once that is certain (`remove_files`): a crash between the two leaves files that the next look removes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case as Choose
from django.db.models import Q, QuerySet, TextField, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from files import operations as files
from files.models import Blob

from ..models import (
    Case,
    Changeover,
    Correction,
    Document,
    DutyComputation,
    Findable,
    Identity,
    Letter,
    Merger,
    Outgoing,
    Party,
    Person,
    Petition,
    RefusalNotice,
    SealedTrace,
    Visit,
    Visitor,
)
from ..personal import ITSELF, PERSONAL, Words
from .words import write_words

ERASED = _("Nội dung đã xóa theo thời hạn lưu hoặc theo yêu cầu")


@dataclass(frozen=True)
class Wiped:
    """What went with a case: the digests stay as the tombstones of contents and letters."""

    petitions: int
    contents: list[str]
    letters: list[str]


def wipe_case(case: Case, *, on: date) -> Wiped:
    """Take the words of the case out, and of every petition and visit that no other case still needs."""
    petitions = list(_needed_here_only(case))
    visits = list(_visits_of(petitions))
    papers = Document.objects.filter(case=case).filter(Q(petition=None) | Q(petition__in=petitions))
    papers |= Document.objects.filter(petition__in=petitions)
    papers_gone = list(papers.values_list("pk", flat=True))
    blobs = list(papers.order_by("blob_id").values_list("blob_id", flat=True).distinct())
    belonging: dict[type[models.Model], list[Any]] = {Case: [case], Petition: petitions, Visit: visits}
    for words in PERSONAL:
        if words.model is Document:
            _blank(Document.objects.filter(pk__in=papers_gone), words.columns)
            continue
        for rows in _rows(words, belonging[words.belongs_to]):
            _blank(rows, words.columns)
    _blank_certificates(case)
    _forget_people(_parties(petitions), _visitors(visits), on=on)
    Petition.objects.filter(pk__in=[one.pk for one in petitions]).update(content_digest="")
    Visit.objects.filter(pk__in=[one.pk for one in visits]).update(identity_digest="")
    with override("vi"):
        said = str(ERASED)
    Case.objects.filter(pk=case.pk).update(summary=said, erased_on=on)
    write_words(Case.objects.filter(Q(pk=case.pk) | Q(matters__petition__in=petitions)).distinct())
    letters = Letter.objects.filter(case=case).exclude(digest="").order_by("pk")
    return Wiped(len(petitions), _bury(blobs, on=on), list(letters.values_list("digest", flat=True)))


def wipe_person(case: Case, person: Person, *, on: date) -> list[int]:
    """Take out who this one of several petitioners is; what the others handed in stays. Return the parties."""
    parties = Party.objects.filter(petition__matters__case=case, person=person).distinct()
    gone = list(parties.values_list("pk", flat=True))
    _blank(Correction.objects.filter(party__in=gone), ("was", "now"))
    _forget_people(Party.objects.filter(pk__in=gone), Visitor.objects.none(), on=on)
    write_words(Case.objects.filter(matters__petition__parties__in=gone).distinct())
    return gone


def wipe_visit(visit: Visit, *, on: date) -> None:
    """Take the words of a visit out that led to no petition."""
    for words in PERSONAL:
        if words.belongs_to is Visit:
            for rows in _rows(words, [visit]):
                _blank(rows, words.columns)
    _forget_people(Party.objects.none(), _visitors([visit]), on=on)
    Visit.objects.filter(pk=visit.pk).update(identity_digest="")


def remove_files(case: Case | None, visit: Visit | None) -> None:
    """Remove from the disk the contents that no paper needs, the frozen letters and what they were made from."""
    letters: list[Outgoing] = []
    if case is not None:
        petitions = list(Petition.objects.filter(matters__case=case))
        gone = Document.objects.filter(title__isnull=True).filter(Q(case=case) | Q(petition__in=petitions))
        for digest in gone.filter(blob__erased_on__isnull=False).values_list("blob__digest", flat=True).distinct():
            files.forget(digest, still_needed=_is_needed)
        letters += Letter.objects.filter(case=case).exclude(digest="")
        letters += RefusalNotice.objects.filter(refusal__visit__in=_visits_of(petitions), subject__isnull=True)
    if visit is not None:
        letters += RefusalNotice.objects.filter(refusal__visit=visit)
    for letter in letters:
        for file in (letter.file, letter.made_from):
            if file:
                file.storage.delete(str(file.name))


def _needed_here_only(case: Case) -> "QuerySet[Petition]":
    elsewhere = Petition.objects.filter(
        pk__in=Case.objects.filter(erased_on=None).exclude(pk=case.pk).values("matters__petition")
    )
    return Petition.objects.filter(matters__case=case).exclude(pk__in=elsewhere.values("pk")).distinct().order_by("pk")


def _visits_of(petitions: Iterable[Petition]) -> "QuerySet[Visit]":
    """The visits that brought these petitions and none that a case still needs."""
    keys = [one.pk for one in petitions]
    needed = Petition.objects.exclude(pk__in=keys).filter(visit__isnull=False, matters__case__erased_on=None)
    return Visit.objects.filter(petitions__in=keys).exclude(pk__in=needed.values("visit")).distinct().order_by("pk")


def _rows(words: Words, belonging: list[Any]) -> "list[QuerySet[Any]]":
    """The rows of the table that belong there, and of its history."""
    keys = [one.pk for one in belonging]
    way = "pk" if words.way == ITSELF else words.way
    found = [words.model._base_manager.filter(**{f"{way}__in": keys})]
    history = getattr(words.model, "history", None)
    if history is not None:
        way = "id" if words.way == ITSELF else words.way
        found.append(history.model._base_manager.filter(**{f"{way}__in": keys}))
    return found


def _blank(rows: "QuerySet[Any]", columns: Iterable[str]) -> None:
    """What was written becomes NULL; what was empty stays empty."""
    rows.update(
        **{
            column: Choose(When(**{column: ""}, then=Value("")), default=Value(None), output_field=TextField())
            for column in columns
        }
    )


def _blank_certificates(case: Case) -> None:
    """Days and articles stay, so that every date can be counted again; by which paper it was stopped goes."""
    for row in DutyComputation.objects.filter(duty__case=case):
        said = json.loads(row.certificate)
        papers = {pause["citation"] for pause in said["pauses"]} - {""}
        for pause in said["pauses"]:
            pause["citation"] = ""
        for longer in said["extensions"]:
            longer["document"] = ""
        for step in said["steps"]:
            step["citation"] = "" if step["citation"] in papers else step["citation"]
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        if text != row.certificate:
            DutyComputation.objects.filter(pk=row.pk).update(certificate=text)


def _parties(petitions: list[Petition]) -> "QuerySet[Party]":
    return Party.objects.filter(petition__in=petitions)


def _visitors(visits: Iterable[Visit]) -> "QuerySet[Visitor]":
    return Visitor.objects.filter(visit__in=list(visits))


def _forget_people(parties: "QuerySet[Party]", visitors: "QuerySet[Visitor]", *, on: date) -> None:
    """Who they are goes, as written down first and as corrected later; that there was somebody stays."""
    gone, left = list(parties.values_list("pk", flat=True)), list(visitors.values_list("pk", flat=True))
    known = set(parties.values_list("identity", flat=True)) | set(visitors.values_list("identity", flat=True))
    known |= set(Party.history.filter(id__in=gone).values_list("identity_id", flat=True))
    elsewhere = set(Party.objects.filter(identity__in=known).exclude(pk__in=gone).values_list("identity", flat=True))
    elsewhere |= set(Visitor.objects.filter(identity__in=known).exclude(pk__in=left).values_list("identity", flat=True))
    Identity.objects.filter(pk__in=known - elsewhere).update(sealed="", area=None, erased_on=on)
    Findable.objects.filter(party__in=gone).delete()
    SealedTrace.objects.filter(party__in=gone).delete()
    _blank(
        Merger.objects.filter(pk__in=Merger.parties.through.objects.filter(party__in=gone).values("merger")),
        ["because"],
    )


def _bury(blobs: list[int], *, on: date) -> list[str]:
    """Mark the contents that no paper needs any more; return their digests."""
    needed = {pk for pk in blobs if _is_needed(pk)}
    gone = Blob.objects.filter(pk__in=set(blobs) - needed).order_by("digest")
    digests = list(gone.values_list("digest", flat=True))
    files.bury(digests, on=on)
    return digests


def _is_needed(blob: int) -> bool:
    papers = Document.objects.filter(blob=blob, title__isnull=False)
    return papers.exists() or Changeover.objects.filter(paper=blob).exists()
