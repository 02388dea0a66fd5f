"""Checks what lies beside the register: each content against its digest, each paper and letter against its case."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from audit.shares import in_shares
from audit.verifying.findings import Report
from files import store
from files.models import Blob
from sealing.keys import NotSealed

from .models import Case, Document, Letter
from .personal import PERSONAL

AT_A_TIME = 500


def check_papers() -> Report:
    """Go through all contents, papers and issued letters."""
    report = Report()
    erased = _erased()
    for digest in Blob.objects.order_by("pk").values_list("digest", flat=True).iterator(AT_A_TIME):
        report.counted("contents")
        if store.is_whole(digest):
            continue
        if digest in erased:
            report.said_of("contents erased", digest, erased[digest])
        else:
            report.found("content_damaged", digest)
    rows = Document.objects.order_by("pk").values_list("pk", "case_id", "blob__digest").iterator(AT_A_TIME)
    for some in in_shares(rows, size=AT_A_TIME):
        named = _named_by_events({case for _pk, case, _digest in some})
        for pk, case, digest in some:
            report.counted("papers")
            if digest not in named.get(case, set()):
                report.found("paper_exchanged", f"cases.case:{case} cases.document:{pk}")
    _check_letters(report, erased)
    _check_words(report)
    return report


def _erased() -> dict[str, str]:
    """Return the digests that were erased, each with the sentence that says when and under which decision.

    Read from the bytes that were hashed: a row that says so itself proves nothing.
    """
    said: dict[str, str] = {}
    for body in Event.objects.filter(kind="case.erased").order_by("pk").values_list("body", flat=True):
        event = json.loads(body)
        facts = event["facts"]
        told = {"day": f"{date.fromisoformat(event['happened_on']):%d/%m/%Y}", "decision": facts["decision"]}
        sentence = str(_("đã xóa ngày %(day)s theo quyết định %(decision)s") % told)
        said |= dict.fromkeys([*facts["contents"], *facts["letters"]], sentence)
    return said


def _check_words(report: Report) -> None:
    """Words of a case that are gone are gone by an event of that case."""
    gone: set[int] = set()
    for words in PERSONAL:
        history = getattr(words.model, "history", None)
        if history is None or words.belongs_to is not Case:
            continue
        way = "id" if words.model is Case else words.way
        empty = Q()
        for column in words.columns:
            empty |= Q(**{f"{column}__isnull": True})
        gone |= set(history.model._base_manager.filter(empty).values_list(way, flat=True).distinct())
    known = set(Event.objects.filter(kind="case.erased").values_list("subject_id", flat=True))
    report.counted("cases erased", len(known))
    for case in sorted(gone - known):
        report.found("words_missing", f"cases.case:{case}")


def _check_letters(report: Report, erased: dict[str, str]) -> None:
    rows = Letter.objects.exclude(digest="").order_by("pk")
    for some in in_shares(rows.iterator(AT_A_TIME), size=AT_A_TIME):
        named = _named_by_events({letter.case_id for letter in some})
        for letter in some:
            report.counted("letters")
            found = _digest_of(letter)
            if letter.digest in named.get(letter.case_id, set()) and not found and letter.digest in erased:
                report.said_of("letters erased", letter.number, erased[letter.digest])
            elif letter.digest not in named.get(letter.case_id, set()) or found != letter.digest:
                report.found("letter_changed", f"cases.case:{letter.case_id} cases.letter:{letter.pk}")


def _digest_of(letter: Letter) -> str:
    try:
        with letter.file.open("rb") as file:
            return sha256(file.read()).hexdigest()
    except (FileNotFoundError, NotSealed, ValueError):
        return ""


def _named_by_events(cases: Iterable[int]) -> dict[int, set[str]]:
    """Return for each case the digests that its events name; read from the bytes that were hashed."""
    named: dict[int, set[str]] = {}
    rows = Event.objects.filter(subject_type="cases.case", subject_id__in=cases, body__contains="sha256")
    rows |= Event.objects.filter(subject_type="cases.case", subject_id__in=cases, body__contains='"papers"')
    for case, body in rows.values_list("subject_id", "body"):
        facts = json.loads(body).get("facts", {})
        papers = facts.get("papers", [])
        # A few happenings count papers under the same word: a number names none.
        named.setdefault(case, set()).update([*(papers if isinstance(papers, list) else []), facts.get("sha256", "")])
    return named
