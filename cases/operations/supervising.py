"""Answered is not done: each commitment is verified, contested or waived, with what was found."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from ..errors import Unusable
from ..models import Case, Commitment
from ..vocabulary import UNSETTLED, DocumentSource, Move
from .documents import NewDocument, keep_all
from .duties import meet, owe, waive_duty
from .moving import Moving, moving


def verify(
    case: Case,
    *,
    commitment: Commitment,
    findings: str,
    by: Actor,
    on: date,
    documents: Sequence[NewDocument] = (),
) -> None:
    """What was promised has been done, as the supervisor saw it; photographs and records of it stay in the file."""
    with moving(case, Move.VERIFY, "commitment.verified", by=by, on=on) as step:
        seen = _found(step.case, commitment, findings)
        found_done(step.case, seen, on=on)
        close_file_when_settled(step.case, on=on)
        step.facts |= _shown(step, seen, documents, on=on)


def contest(
    case: Case,
    *,
    commitment: Commitment,
    findings: str,
    by: Actor,
    on: date,
    documents: Sequence[NewDocument] = (),
) -> None:
    """What was promised has not been done: it stays owed, and its clock runs on."""
    with moving(case, Move.CONTEST, "commitment.contested", by=by, on=on) as step:
        seen = _found(step.case, commitment, findings)
        seen.be_contested()
        seen.save()
        step.facts |= _shown(step, seen, documents, on=on)


def found_done(case: Case, seen: Commitment, *, on: date) -> None:
    """Kept: it is owed no longer. One word of whoever verified it alone, and of whoever went there for several."""
    seen.be_verified()
    seen.settled_on = on
    seen.save()
    meet(case, "mttq.commitment", on=on, commitment=seen)


def waive(case: Case, *, commitment: Commitment, findings: str, by: Actor, on: date) -> None:
    """What was promised need no longer be done, for a reason that stays with it."""
    with moving(case, Move.WAIVE, "commitment.waived", by=by, on=on) as step:
        seen = _found(step.case, commitment, findings)
        seen.be_waived()
        seen.settled_on = on
        seen.save()
        waive_duty(step.case, "mttq.commitment", on=on, commitment=seen)
        close_file_when_settled(step.case, on=on)
        step.facts["commitment"] = seen.pk


def _shown(step: Moving, seen: Commitment, documents: Sequence[NewDocument], *, on: date) -> dict[str, int]:
    """Keep what shows it beside the promise; the event says how many papers."""
    kept = keep_all(step.case, documents, source=DocumentSource.FRONT, on=on, commitment=seen)
    return {"commitment": seen.pk} | ({"documents": len(kept)} if kept else {})


def _found(case: Case, commitment: Commitment, findings: str) -> Commitment:
    if not findings.strip():
        raise Unusable("findings", _("Cần ghi kết quả xác minh hoặc lý do."))
    seen = case.commitments.filter(pk=commitment.pk).first()
    if seen is None:
        raise Unusable("commitment", _("Cam kết này không thuộc vụ việc."))
    seen.findings = findings.strip()
    return seen


def close_file_when_settled(case: Case, *, on: date) -> None:
    """The last promise is settled: from here the leader has the file to close."""
    if not case.commitments.filter(status__in=UNSETTLED).exists():
        owe(case, "mttq.close_file", start=on, unit=case.unit, on=on)
