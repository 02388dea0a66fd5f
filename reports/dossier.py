"""One case as a bundle that anybody can check offline: papers, letters, events, history, clocks, holders, the proof.

The same reader and state give the same content digest: what depends on the hour (the newest checkpoint) lies beside it.
"""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor
from audit.chain import body_of
from audit.models import Event
from audit.proofs import proof_of
from audit.verifying.chains import said_by_columns
from cases import queries
from cases.models import Case, Document, Letter
from cases.statement import Statement, statement_of
from cases.timeline import Happening, timeline
from files import names, store
from sealing import signing

from .dossier_index import index_pdf
from .holding import pdf_of

FORMAT = 1
STYLE = Path(__file__).parent / "dossier.css"
WHAT = "Cầu Nối: hồ sơ vụ việc"
BESIDE = frozenset({"manifest.json", "proof.json"})
"""What the content digest does not cover: it would change with the hour."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The moment every entry bears, so that the same content is the same file."""


class Enclosed(NamedTuple):
    """One line of the index."""

    title: str
    about: str
    digest: str
    path: str


@dataclass
class Dossier:
    entries: dict[str, bytes] = field(default_factory=dict)
    papers: list[Enclosed] = field(default_factory=list)
    letters: list[Enclosed] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """What the reader may see and does not find here, each with its reason."""

    @property
    def content_digest(self) -> str:
        lines = [f"{sha256(self.entries[path]).hexdigest()}  {path}\n" for path in sorted(self.entries.keys() - BESIDE)]
        return sha256("".join(lines).encode()).hexdigest()

    def as_zip(self) -> bytes:
        kept = BytesIO()
        with zipfile.ZipFile(kept, "w") as bundle:
            for path in sorted(self.entries):
                entry = zipfile.ZipInfo(path, LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(entry, self.entries[path])
        return kept.getvalue()

    def put(self, path: str, content: bytes) -> str:
        self.entries[path] = content
        return sha256(content).hexdigest()


def dossier_of(case: Case, *, seen_by: Actor, taken_by: str, on: date) -> Dossier:
    """Gather the case for somebody inside the MTTQ to whom it lies open; the caller has asked for the right."""
    bundle = Dossier()
    with override("vi"):
        _put_papers(bundle, case, seen_by)
        _put_letters(bundle, case)
        statement = statement_of(case, seen_by=seen_by, on=on, inside=True, opened=True)
        happenings = timeline(case, seen_by=seen_by, inside=True, opened=True)
        bundle.put("holding.pdf", pdf_of(case, statement, printed_by=taken_by))
        bundle.put("duties.json", _text(list(_duties(case, seen_by))))
        bundle.put("history.json", _text(dict(_history(case))))
        bundle.put("events.json", _text(_events(case)))
        _put_index(bundle, case, statement, happenings, on=on)
    bundle.put("proof.json", _text(proof_of(f"cases.case:{case.pk}")))
    files = {path: sha256(content).hexdigest() for path, content in sorted(bundle.entries.items())}
    body = body_of(
        {
            "what": WHAT,
            "format": FORMAT,
            "case": case.number,
            "chain": f"cases.case:{case.pk}",
            "content": bundle.content_digest,
        }
    )
    manifest = {"body": body, "signatures": [asdict(one) for one in signing.sign(body)], "files": files}
    bundle.put("manifest.json", _text(manifest))
    return bundle


def _put_papers(bundle: Dossier, case: Case, seen_by: Actor) -> None:
    for number, paper in enumerate(queries.documents_for(seen_by, case, inside=True), start=1):
        why_not = _why_not(paper, seen_by)
        if why_not:
            bundle.left_out.append(f"{paper.title}: {why_not}")
            continue
        path = f"papers/{number:03d}-{names.for_download(paper.title, paper.blob.ending)}"
        digest = bundle.put(path, store.read(paper.blob.digest))
        about = f"{paper.get_source_display()}, {paper.added_on:%d/%m/%Y}"
        bundle.papers.append(Enclosed(paper.title, about, digest, path))


def _why_not(paper: Document, seen_by: Actor) -> str:
    if reason := queries.withheld(seen_by, paper):
        return reason
    if store.is_whole(paper.blob.digest):
        return ""
    if paper.blob.erased_on is not None:
        return _("nội dung đã xóa ngày %(day)s; mã băm %(digest)s") % {
            "day": f"{paper.blob.erased_on:%d/%m/%Y}",
            "digest": paper.blob.digest,
        }
    return _("tệp bị mất hoặc hỏng")


def _put_letters(bundle: Dossier, case: Case) -> None:
    for number, letter in enumerate(Letter.objects.filter(case=case).exclude(digest="").order_by("pk"), start=1):
        if case.erased_on is not None:
            day = f"{case.erased_on:%d/%m/%Y}"
            gone = _("nội dung đã xóa ngày %(day)s; mã băm %(digest)s") % {"day": day, "digest": letter.digest}
            bundle.left_out.append(f"{letter.number}: {gone}")
            continue
        path = f"letters/{number:03d}-{letter.number.replace('/', '-')}.pdf"
        with letter.file.open("rb") as file:
            digest = bundle.put(path, file.read())
        about = f"{letter.get_status_display()}, {letter.issued_on:%d/%m/%Y}"
        bundle.letters.append(Enclosed(f"{letter.number}: {letter.subject}", about, digest, path))


def _events(case: Case) -> list[dict[str, Any]]:
    """Every event with its exact bytes, from which the chain is recomputed, and what the pages were written from."""
    rows = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("sequence")
    return [
        {
            "sequence": row.sequence,
            "previous": row.previous_hash,
            "hash": row.hash,
            "body": row.body,
            "columns": said_by_columns(row),
        }
        for row in rows
    ]


def _duties(case: Case, seen_by: Actor) -> Iterator[dict[str, Any]]:
    for duty in queries.duties_for(seen_by, case, inside=True):
        yield {
            "title": duty.rule.title,
            "rule": duty.rule.key,
            "unit": duty.unit.name,
            "state": duty.get_state_display(),
            "due_on": duty.due_on.isoformat() if duty.due_on else None,
            "met_on": duty.met_on.isoformat() if duty.met_on else None,
            "certificates": [json.loads(one.certificate) for one in queries.computations_of(duty)],
        }


def _history(case: Case) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every version of every record of the file, tied to its event by the operation; not who the petitioners are."""
    for model in apps.get_app_config("cases").get_models():
        history = getattr(model, "history", None)
        if history is None:
            continue
        if model is Case:
            rows = history.filter(id=case.pk)
        elif any(one.name == "case" and one.related_model is Case for one in model._meta.get_fields()):
            rows = history.filter(case_id=case.pk)
        else:
            continue
        told = [{name: _plain(value) for name, value in row.items()} for row in rows.order_by("history_id").values()]
        if told:
            yield model._meta.label_lower, told


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)


def _put_index(bundle: Dossier, case: Case, statement: Statement, happenings: list[Happening], *, on: date) -> None:
    told = list(reversed(happenings))
    bundle.put("index.pdf", index_pdf(case, bundle.papers, bundle.letters, bundle.left_out, told, on=on))
    context = {"case": case, "bundle": bundle, "happenings": told, "statement": statement, "on": on}
    bundle.put("index.css", STYLE.read_bytes())
    bundle.put("index.html", render_to_string("reports/dossier.html", context).encode())


def _text(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n").encode()
