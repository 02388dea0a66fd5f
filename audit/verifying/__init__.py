"""Checks the register of events as it lies in the database. Reads only; every fault is one finding with its place.

What no sheet held elsewhere can prove is said by whoever prints the report: a cut younger than the newest sheet, and a
forger who also holds the key.
"""

from collections.abc import Callable, Iterable

from ..chain import chain_named
from ..models import Checkpoint, CheckpointLeaf, Event
from .chains import Share, check_heads_without_events, check_share, shares
from .checkpoints import check_checkpoints, check_leaves_of, check_sheet
from .findings import SENTENCES, SLACK, Finding, Report

__all__ = [
    "SENTENCES",
    "Finding",
    "Report",
    "Share",
    "check_checkpoints",
    "check_heads_without_events",
    "check_share",
    "check_sheet",
    "everything",
    "moved_since",
    "one_after_the_other",
    "one_chain",
    "shares",
]

Progress = Callable[[int, int], None]
Checking = Callable[[list[Share]], Iterable[Report]]


def one_after_the_other(cut: list[Share]) -> Iterable[Report]:
    return map(check_share, cut)


def everything(*, check: Checking = one_after_the_other, progress: Progress | None = None, size: int = 2000) -> Report:
    """Check the whole register; who has several processes says how the shares are checked."""
    report, cut = Report(), shares(size=size)
    for done, checked in enumerate(check(cut), start=1):
        report.add(checked)
        if progress:
            progress(done, len(cut))
    report.add(check_heads_without_events())
    report.add(check_checkpoints())
    return report


def one_chain(chain: str) -> Report:
    """Check one chain, and what every checkpoint noted of it."""
    subject_type, _colon, subject_id = chain.rpartition(":")
    report = check_share(Share(subject_type, int(subject_id), int(subject_id)))
    report.add(check_leaves_of(subject_type, int(subject_id)))
    return report


def moved_since(number: int) -> list[str]:
    """Return the chains that moved after a checkpoint, whether a later one noted it or none yet."""
    noted = set(CheckpointLeaf.objects.filter(checkpoint__number__gt=number).values_list("chain", flat=True))
    made_at = Checkpoint.objects.get(number=number).made_at
    rows = Event.objects.filter(recorded_at__gte=made_at - SLACK).values_list("subject_type", "subject_id").distinct()
    return sorted(noted | {chain_named(*row) for row in rows})
