"""Checkpoints: all chains under one root, signed, each on top of the one before; and the sheet that leaves the house.

A sheet kept by somebody else is what makes a later change of the register visible, whoever made it. It holds the
signed text, and the chains that had moved since the sheet before.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Collate
from django.utils import timezone

from sealing import signing

from .chain import body_of, grouped, hash_of, moment
from .models import ChainHead, Checkpoint, CheckpointBlock, CheckpointedHead, CheckpointLeaf, Event
from .shares import in_shares
from .tree import Leaf, root_of

FORMAT = 1
AT_A_TIME = 2000
BLOCK = 1024
"""So many leaves under one kept node: a power of two, so that it is a node of the tree."""
LATE = timedelta(hours=3)
"""One is made every hour: so long without means that the timetable, the worker or the key is away."""
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
        return _made(_newest_locked(), at=at)


def make_unless_since(asked_at: datetime, *, at: datetime) -> Checkpoint | None:
    """Make one on demand; None where one was begun after the demand: however many ask, one answers them all."""
    with transaction.atomic():
        before = _newest_locked()
        return None if before is not None and before.made_at >= asked_at else _made(before, at=at)


def _newest_locked() -> Checkpoint | None:
    """Wait for one that is being made, then lock the newest, which is that one: the first look was older."""
    rows = Checkpoint.objects.select_for_update().order_by("-number")
    rows.first()
    return rows.first()


def _made(before: Checkpoint | None, *, at: datetime) -> Checkpoint:
    number, previous = (before.number + 1, before.hash) if before else (1, "")
    moved: list[Leaf] = []
    counted = {"chains": 0, "events": 0}
    blocks = list(_blocks(_leaves(moved, counted)))
    root = root_of(bytes.fromhex(digest) for _first, digest in blocks)
    body = body_of(
        {
            "format": FORMAT,
            "number": number,
            "previous": previous,
            "made_at": moment(at),
            "root": root,
            **counted,
        }
    )
    # A new key is vouched for by the one before it.
    signatures = signing.sign(body, also_with=before.signatures[0]["key"] if before else "")
    made = Checkpoint.objects.create(
        number=number,
        made_at=at,
        body=body,
        hash=hash_of(previous, body),
        signatures=[asdict(signature) for signature in signatures],
    )
    for some in in_shares(moved, size=AT_A_TIME):
        CheckpointLeaf.objects.bulk_create([CheckpointLeaf(checkpoint=made, **asdict(leaf)) for leaf in some])
        CheckpointedHead.objects.bulk_create(
            [CheckpointedHead(chain=leaf.chain, sequence=leaf.sequence) for leaf in some],
            update_conflicts=True,
            unique_fields=["chain"],
            update_fields=["sequence"],
        )
    CheckpointBlock.objects.all().delete()
    CheckpointBlock.objects.bulk_create(
        [CheckpointBlock(position=at, first=first, digest=digest) for at, (first, digest) in enumerate(blocks)],
        batch_size=AT_A_TIME,
    )
    return made


def _blocks(leaves: Iterator[Leaf]) -> Iterator[tuple[str, str]]:
    """Yield the first chain and the node of every block, in order."""
    for some in in_shares(leaves, size=BLOCK):
        yield some[0].chain, root_of(leaf.digest for leaf in some)


def _leaves(moved: list[Leaf], counted: dict[str, int]) -> Iterator[Leaf]:
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
        yield leaf


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


def overdue_since(*, at: datetime) -> datetime | None:
    """Return since when a checkpoint is missing, where none was made for three hours; None when all is well."""
    last = Checkpoint.objects.order_by("-number").values_list("made_at", flat=True).first()
    if last is None:
        # An office that has just opened has none yet.
        last = Event.objects.order_by("pk").values_list("recorded_at", flat=True).first()
    return last if last is not None and at - last > LATE else None


def root_in(checkpoint: Checkpoint) -> str:
    return str(json.loads(checkpoint.body)["root"])


def root_to_read(checkpoint: Checkpoint) -> str:
    """Return the root in groups of eight, as it stands on paper: people compare it by eye."""
    return grouped(root_in(checkpoint), by=8)


def in_words(checkpoint: Checkpoint) -> dict[str, str]:
    """Return its number, moment and root as they are written on paper and in mail."""
    made_at = timezone.localtime(checkpoint.made_at)
    return {
        "number": str(checkpoint.number),
        "day": f"{made_at:%d/%m/%Y}",
        "time": f"{made_at:%H:%M}",
        "root": root_to_read(checkpoint),
    }


def signatures_of(checkpoint: Checkpoint) -> tuple[signing.Signature, ...]:
    return tuple(signing.Signature(**signature) for signature in checkpoint.signatures)


def sheet_of(checkpoint: Checkpoint, *, most_leaves: int | None = None) -> str:
    """Return the text of the sheet: what was signed, by which keys, and the chains that had moved, unless too many."""
    rows = in_order_of_bytes(checkpoint.leaves.all()).values_list("chain", "sequence", "hash")
    if most_leaves is not None and checkpoint.leaves.count() > most_leaves:
        rows = rows.none()
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
    file = folder / name_of(checkpoint)
    unfinished = file.with_suffix(".part")
    unfinished.write_text(sheet_of(checkpoint), encoding="utf-8")
    unfinished.replace(file)
    return file


def name_of(checkpoint: Checkpoint) -> str:
    """Return the name of its sheet: it sorts by number and tells the moment."""
    return f"{checkpoint.number:07d}-{checkpoint.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}.json"
