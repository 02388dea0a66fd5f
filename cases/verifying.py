"""Checks what lies beside the register: each content against its digest, each paper and letter against its case."""

import json
from collections.abc import Iterable
from hashlib import sha256

from audit.models import Event
from audit.verifying.findings import Report
from files import store
from files.models import Blob
from sealing.keys import NotSealed

from .models import Document, Letter

AT_A_TIME = 500


def check_papers() -> Report:
    """Go through all contents, papers and issued letters."""
    report = Report()
    for digest in Blob.objects.order_by("pk").values_list("digest", flat=True).iterator(AT_A_TIME):
        report.counted("contents")
        if not store.is_whole(digest):
            report.found("content_damaged", digest)
    rows = Document.objects.order_by("pk").values_list("pk", "case_id", "blob__digest").iterator(AT_A_TIME)
    for some in _in_shares(rows):
        named = _named_by_events({case for _pk, case, _digest in some})
        for pk, case, digest in some:
            report.counted("papers")
            if digest not in named.get(case, set()):
                report.found("paper_exchanged", f"cases.case:{case} cases.document:{pk}")
    _check_letters(report)
    return report


def _check_letters(report: Report) -> None:
    rows = Letter.objects.exclude(digest="").order_by("pk")
    for letter in rows.iterator(AT_A_TIME):
        report.counted("letters")
        named = _named_by_events({letter.case_id}).get(letter.case_id, set())
        if letter.digest not in named or _digest_of(letter) != letter.digest:
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
        named.setdefault(case, set()).update([*facts.get("papers", []), facts.get("sha256", "")])
    return named


def _in_shares(rows: Iterable[tuple[int, int, str]]) -> Iterable[list[tuple[int, int, str]]]:
    some: list[tuple[int, int, str]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_A_TIME:
            yield some
            some = []
    if some:
        yield some
