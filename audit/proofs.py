"""The way from one chain to a signed root: short enough to take away, and checkable by anybody."""

from bisect import bisect_right
from typing import Any

from django.db.models import OuterRef, Subquery

from .checkpoints import in_order_of_bytes, leaves_at, newest, root_in
from .models import Checkpoint, CheckpointBlock, CheckpointedHead, CheckpointLeaf
from .tree import Leaf, Turn, climbs_to, path_to

TRIES = 2


def proof_of(chain: str) -> dict[str, Any] | None:
    """Return the newest checkpoint, where the chain stood then, and the path to its root; None if it does not know it.

    Only the chain's own block is read, and the nodes of the others: the same few thousand rows at a million chains.
    """
    for _try in range(TRIES):
        checkpoint = newest()
        if checkpoint is None or not CheckpointedHead.objects.filter(chain=chain).exists():
            return None
        found = _by_blocks(chain)
        # Another checkpoint may have been made between two looks: then the path leads nowhere, and is looked for again.
        if found is not None and climbs_to(*found) == root_in(checkpoint):
            return _told(checkpoint, *found)
    return _by_all(chain)


def _by_blocks(chain: str) -> tuple[Leaf, list[Turn]] | None:
    blocks = list(CheckpointBlock.objects.order_by("position").values_list("first", "digest"))
    at = bisect_right([first.encode() for first, _digest in blocks], chain.encode()) - 1
    if at < 0:
        return None
    leaves = _leaves_from(blocks[at][0], blocks[at + 1][0] if at + 1 < len(blocks) else None)
    place = next((number for number, leaf in enumerate(leaves) if leaf.chain == chain), None)
    if place is None:
        return None
    inside = path_to(place, [leaf.digest for leaf in leaves])
    above = path_to(at, [bytes.fromhex(digest) for _first, digest in blocks])
    return leaves[place], [*inside, *above]


def _leaves_from(first: str, before: str | None) -> list[Leaf]:
    """Return where the chains of one block stood at the newest checkpoint, in order."""
    noted = CheckpointLeaf.objects.filter(chain=OuterRef("chain"), sequence=OuterRef("sequence"))
    heads = in_order_of_bytes(CheckpointedHead.objects.annotate(noted=Subquery(noted.values("hash")[:1])))
    heads = heads.filter(bytewise__gte=first)
    if before is not None:
        heads = heads.filter(bytewise__lt=before)
    return [Leaf(*row) for row in heads.values_list("chain", "sequence", "noted")]


def _by_all(chain: str) -> dict[str, Any] | None:
    """The same over every chain: until the first checkpoint after the upgrade there are no blocks."""
    checkpoint = newest()
    leaves = list(leaves_at(checkpoint.number)) if checkpoint is not None else []
    at = next((position for position, leaf in enumerate(leaves) if leaf.chain == chain), None)
    if checkpoint is None or at is None:
        return None
    return _told(checkpoint, leaves[at], path_to(at, [leaf.digest for leaf in leaves]))


def _told(checkpoint: Checkpoint, leaf: Leaf, path: list[Turn]) -> dict[str, Any]:
    return {
        "checkpoint": {"body": checkpoint.body, "signatures": checkpoint.signatures},
        "leaf": [leaf.chain, leaf.sequence, leaf.hash],
        "path": [{"digest": turn.digest, "left": turn.left} for turn in path],
    }
