"""Reads how far the competent body has come from the facts recorded about it. Pure."""

from collections.abc import Iterable

from .vocabulary import Position, ProceedingFact

AFTER: dict[str, str] = {
    ProceedingFact.ACCEPTED: Position.ACCEPTED,
    ProceedingFact.REFUSED: Position.REFUSED,
    ProceedingFact.SUSPENDED: Position.SUSPENDED,
    ProceedingFact.RESUMED: Position.ACCEPTED,
    ProceedingFact.DECIDED: Position.ENDED,
    ProceedingFact.TERMINATED: Position.ENDED,
}


def position_after(facts: Iterable[str]) -> str:
    """Say where it stands after these facts, the first first; what changes nothing (more time) is passed over."""
    stands: str = Position.WAITING
    for fact in facts:
        stands = AFTER.get(fact, stands)
    return stands
