"""The tree over all chains: one root stands for every chain, and a short path proves that one of them is in it.

Leaves and nodes are hashed apart (RFC 6962), so that no node can pass for a leaf. Pure; knows no rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"


@dataclass(frozen=True, order=True)
class Leaf:
    """Where a chain stands: how many events it has and the hash of the last."""

    chain: str
    sequence: int
    hash: str

    @property
    def digest(self) -> bytes:
        return sha256(LEAF + f"{self.chain}\n{self.sequence}\n{self.hash}".encode()).digest()


@dataclass(frozen=True)
class Turn:
    """One step of a path: the neighbour's hash, and on which side it stands."""

    digest: str
    left: bool


def in_order(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Sort by the bytes of the chain's name, as every verifier must."""
    return sorted(leaves, key=lambda leaf: leaf.chain.encode())


def root_of(digests: Iterable[bytes]) -> str:
    """Return the root over leaves handed over in order, keeping no more than one node a level."""
    peaks: list[tuple[int, bytes]] = []
    for digest in digests:
        peaks.append((1, digest))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (size, right), (_size, left) = peaks.pop(), peaks.pop()
            peaks.append((2 * size, _node(left, right)))
    if not peaks:
        return sha256(b"").hexdigest()
    whole = peaks.pop()[1]
    while peaks:
        whole = _node(peaks.pop()[1], whole)
    return whole.hex()


def path_to(position: int, digests: Sequence[bytes]) -> list[Turn]:
    """Return the neighbours on the way from one leaf up to the root."""
    if len(digests) < 2:
        return []
    cut = _half(len(digests))
    left, right = digests[:cut], digests[cut:]
    if position < cut:
        return [*path_to(position, left), Turn(root_of(right), left=False)]
    return [*path_to(position - cut, right), Turn(root_of(left), left=True)]


def climbs_to(leaf: Leaf, path: Iterable[Turn]) -> str:
    """Return the root that a leaf and its path lead to."""
    digest = leaf.digest
    for turn in path:
        beside = bytes.fromhex(turn.digest)
        digest = _node(beside, digest) if turn.left else _node(digest, beside)
    return digest.hex()


def _half(size: int) -> int:
    """The largest power of two below the size: where RFC 6962 cuts."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()
