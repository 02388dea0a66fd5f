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

# The superior orders it to look again: what was not accepted waits again, what was decided is resolved again.
ANEW: dict[str, str] = {Position.REFUSED: Position.WAITING, Position.ENDED: Position.ACCEPTED}


def position_after(facts: Iterable[str]) -> str:
    """Say where it stands after these facts, the first first; what changes nothing (more time) is passed over."""
    stands: str = Position.WAITING
    for fact in facts:
        stands = ANEW.get(stands, stands) if fact == ProceedingFact.SENT_BACK else AFTER.get(fact, stands)
    return stands
