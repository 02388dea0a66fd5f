"""Checkpoints: all chains under one root, signed, each on top of the one before; and the sheet that leaves the house.

A sheet kept by somebody else is what makes a later change of the register visible, whoever made it. It holds the
signed text, and the chains that had moved since the sheet before.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Collate

from sealing import signing

from .chain import body_of, hash_of
from .models import ChainHead, Checkpoint, CheckpointedHead, CheckpointLeaf
from .tree import Leaf, root_of

FORMAT = 1
AT_A_TIME = 2000
WHAT = "Cầu Nối: điểm kiểm soát sổ sự kiện"


class NotASheet(ValueError):
    """The file is not the sheet of a checkpoint."""


@dataclass(frozen=True)
class Sheet:
    """What is kept outside the house."""

    body: str
    signatures: tuple[signing.Signature, ...]
    leaves: tuple[Leaf, ...]

    @property
    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)
        return said


def make(*, at: datetime) -> Checkpoint:
    """Put the register as it stands now under one more signed root."""
    with transaction.atomic():
        before = Checkpoint.objects.select_for_update().order_by("-number").first()
        moved: list[Leaf] = []
        counted = {"chains": 0, "events": 0}
        root = root_of(_digests(moved, counted))
        body = body_of(
            {
                "format": FORMAT,
                "number": before.number + 1 if before else 1,
                "previous": before.hash if before else "",
                "made_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "root": root,
                **counted,
            }
        )
        # A new key is vouched for by the one before it.
        signatures = signing.sign(body, also_with=before.signatures[0]["key"] if before else "")
        made = Checkpoint.objects.create(
            number=before.number + 1 if before else 1,
            made_at=at,
            body=body,
            hash=hash_of(before.hash if before else "", body),
            signatures=[asdict(signature) for signature in signatures],
        )
        for first in range(0, len(moved), AT_A_TIME):
            some = moved[first : first + AT_A_TIME]
            CheckpointLeaf.objects.bulk_create([CheckpointLeaf(checkpoint=made, **asdict(leaf)) for leaf in some])
            CheckpointedHead.objects.bulk_create(
                [CheckpointedHead(chain=leaf.chain, sequence=leaf.sequence) for leaf in some],
                update_conflicts=True,
                unique_fields=["chain"],
                update_fields=["sequence"],
            )
    return made


def _digests(moved: list[Leaf], counted: dict[str, int]) -> Iterator[bytes]:
    """Go once over all heads, in one look at the register, noting those that moved."""
    known = CheckpointedHead.objects.filter(chain=OuterRef("chain")).values("sequence")
    heads = in_order_of_bytes(ChainHead.objects.filter(sequence__gt=0).annotate(known=Subquery(known)))
    rows = heads.values_list("chain", "sequence", "hash", "known").iterator(chunk_size=AT_A_TIME)
    for chain, sequence, digest, last in rows:
        leaf = Leaf(chain, sequence, digest)
        counted["chains"] += 1
        counted["events"] += sequence
        if sequence != last:
            moved.append(leaf)
        yield leaf.digest


def in_order_of_bytes(rows: Any) -> Any:
    """Order by the bytes of the chain's name: PostgreSQL would follow the language of its server."""
    name = Collate(F("chain"), "C") if connection.vendor == "postgresql" else F("chain")
    return rows.annotate(bytewise=name).order_by("bytewise")


def leaves_at(number: int) -> Iterator[Leaf]:
    """Return where every chain stood at a checkpoint, in order: the last note of each up to then."""
    last = (
        CheckpointLeaf.objects.filter(chain=OuterRef("chain"), checkpoint__number__lte=number)
        .order_by("-checkpoint__number")
        .values("pk")[:1]
    )
    rows = in_order_of_bytes(CheckpointLeaf.objects.filter(checkpoint__number__lte=number, pk=Subquery(last)))
    for chain, sequence, digest in rows.values_list("chain", "sequence", "hash").iterator(chunk_size=AT_A_TIME):
        yield Leaf(chain, sequence, digest)


def newest() -> Checkpoint | None:
    """Return the newest checkpoint, if any was made yet."""
    return Checkpoint.objects.order_by("-number").first()


def signatures_of(checkpoint: Checkpoint) -> tuple[signing.Signature, ...]:
    return tuple(signing.Signature(**signature) for signature in checkpoint.signatures)


def sheet_of(checkpoint: Checkpoint) -> str:
    """Return the text of the sheet: what was signed, by which keys, and the chains that had moved."""
    rows = in_order_of_bytes(checkpoint.leaves.all()).values_list("chain", "sequence", "hash")
    said = {
        "what": WHAT,
        "body": checkpoint.body,
        "signatures": checkpoint.signatures,
        "leaves": [list(row) for row in rows],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def read_sheet(text: str) -> Sheet:
    """Read a sheet back. Raises NotASheet with what is wrong; whether it is true is asked elsewhere."""
    try:
        said = json.loads(text)
        sheet = Sheet(
            body=str(said["body"]),
            signatures=tuple(signing.Signature(**signature) for signature in said["signatures"]),
            leaves=tuple(Leaf(str(chain), int(sequence), str(digest)) for chain, sequence, digest in said["leaves"]),
        )
        if not {"number", "previous", "root", "made_at"} <= sheet.said.keys():
            raise NotASheet("the signed text lacks its number, root or moment")
    except (KeyError, TypeError, ValueError) as trouble:
        raise NotASheet(str(trouble)) from None
    return sheet


def put_sheet(checkpoint: Checkpoint, folder: Path) -> Path:
    """Write the sheet whole or not at all, under a name that sorts by number and tells the moment."""
    folder.mkdir(parents=True, exist_ok=True)
    moment = checkpoint.made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    file = folder / f"{checkpoint.number:07d}-{moment}.json"
    unfinished = file.with_suffix(".part")
    unfinished.write_text(sheet_of(checkpoint), encoding="utf-8")
    unfinished.replace(file)
    return file
