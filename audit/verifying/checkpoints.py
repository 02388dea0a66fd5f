"""Checks checkpoints: as signed, each on the one before, still agreeing with the chains; and a sheet from outside."""

import json
from collections.abc import Iterable

from sealing import signing

from ..chain import chain_named, hash_of, moment
from ..checkpoints import FORMAT, Sheet, leaves_at, signatures_of
from ..models import Checkpoint, CheckpointLeaf, Event
from ..shares import in_shares
from ..tree import Leaf, root_of
from .findings import Report

AT_A_TIME = 2000


def check_checkpoints() -> Report:
    """Check that each checkpoint is as it was signed, rests on the one before, and still agrees with the chains."""
    report = Report()
    office = signing.public_keys()
    before: Checkpoint | None = None
    for one in Checkpoint.objects.order_by("number").iterator(AT_A_TIME):
        report.counted("checkpoints")
        _check_one(one, before, office, report)
        before = one
    if before is not None:
        said = json.loads(before.body)
        if root_of(leaf.digest for leaf in leaves_at(before.number)) != said.get("root"):
            report.found("root_differs", f"#{before.number}")
    _check_leaves(report)
    return report


def _check_one(one: Checkpoint, before: Checkpoint | None, office: dict[str, str], report: Report) -> None:
    place = f"#{one.number}"
    try:
        said = json.loads(one.body)
    except ValueError:
        report.found("checkpoint_changed", place)
        return
    last = before.hash if before else ""
    made_at = moment(one.made_at)
    agrees = (said.get("number"), said.get("previous"), said.get("made_at")) == (one.number, last, made_at)
    follows = one.number == (before.number + 1 if before else 1)
    if not agrees or not follows or said.get("format") != FORMAT or one.hash != hash_of(last, one.body):
        report.found("checkpoint_changed", place)
    if before is not None and one.made_at < before.made_at:
        report.found("clock_back", place)
    check_signatures(one.body, signatures_of(one), office, report, place=place)
    keys = {signature.key for signature in signatures_of(one)}
    if before is not None and signatures_of(before)[0].key not in keys:
        report.found("key_changed", place)


def check_signatures(
    body: str, signatures: Iterable[signing.Signature], office: dict[str, str], report: Report, *, place: str
) -> None:
    signatures = list(signatures)
    if not signatures or not all(signing.holds(body, one) for one in signatures):
        report.found("signature_wrong", place)
    elif any(office.get(one.key) != one.public for one in signatures):
        report.found("key_unknown", place)


def check_sheet(sheet: Sheet) -> Report:
    """Compare the live register with a sheet that was kept elsewhere: the one witness the house cannot have changed."""
    report = Report()
    said = sheet.said
    place = f"#{said['number']}"
    report.counted("sheets")
    check_signatures(sheet.body, sheet.signatures, signing.public_keys(), report, place=place)
    kept = Checkpoint.objects.filter(number=said["number"]).first()
    if kept is None:
        report.found("register_older", place)
    elif kept.body != sheet.body:
        report.found("checkpoint_changed", place)
    elif root_of(leaf.digest for leaf in leaves_at(kept.number)) != said["root"]:
        report.found("root_differs", place)
    for some in in_shares(sheet.leaves, size=AT_A_TIME):
        report.counted("leaves", len(some))
        _check_some(some, report)
    return report


def _check_leaves(report: Report) -> None:
    rows = CheckpointLeaf.objects.order_by("pk").values_list("chain", "sequence", "hash").iterator(AT_A_TIME)
    for some in in_shares((Leaf(*row) for row in rows), size=AT_A_TIME):
        report.counted("leaves", len(some))
        _check_some(some, report)


def _check_some(some: list[Leaf], report: Report) -> None:
    """Where a chain stood at a checkpoint, it must still have that event with that hash."""
    by_type: dict[str, set[int]] = {}
    for leaf in some:
        subject_type, _colon, subject_id = leaf.chain.rpartition(":")
        by_type.setdefault(subject_type, set()).add(int(subject_id))
    known: dict[str, dict[int, str]] = {}
    for subject_type, subjects in by_type.items():
        rows = Event.objects.filter(subject_type=subject_type, subject_id__in=subjects)
        for subject, sequence, digest in rows.values_list("subject_id", "sequence", "hash"):
            known.setdefault(chain_named(subject_type, subject), {})[sequence] = digest
    for leaf in some:
        _compare(leaf.chain, [(leaf.sequence, leaf.hash)], known.get(leaf.chain, {}), report)


def _compare(chain: str, leaves: Iterable[tuple[int, str]], known: dict[int, str], report: Report) -> None:
    for sequence, digest in leaves:
        if sequence not in known:
            report.found("chain_cut", f"{chain} {sequence}")
        elif known[sequence] != digest:
            report.found("chain_rewritten", f"{chain} {sequence}")


def check_leaves_of(subject_type: str, subject_id: int) -> Report:
    """Compare one chain with every checkpoint that noted it."""
    report = Report()
    chain = chain_named(subject_type, subject_id)
    known = dict(Event.objects.filter(subject_type=subject_type, subject_id=subject_id).values_list("sequence", "hash"))
    noted = CheckpointLeaf.objects.filter(chain=chain).values_list("sequence", "hash")
    _compare(chain, noted, known, report)
    report.counted("leaves", len(noted))
    return report
