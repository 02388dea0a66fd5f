"""Which request to cooperate a move is about, and whose it may be: an agency deals with its own and sees no other.

The table of what several referrals mean for the case is read here too: nobody outside knows the lifecycle.
"""

from audit.actor import Actor

from . import access
from .lifecycle import MIXED, ON_A_REQUEST, request_waits_for
from .models import Case, Referral
from .vocabulary import Move

__all__ = ["MIXED", "is_about_another", "requests_waiting"]


def requests_waiting(case: Case, move: str, *, actor: Actor) -> list[Referral]:
    """Return the requests on which this actor may make the move now."""
    own = [one for one in case.requests if actor.unit == case.unit_id or access.is_own(actor, one)]
    return [one for one in own if request_waits_for(Move(move), one)]


def is_about_another(case: Case, move: str, *, actor: Actor) -> bool:
    """Say whether the move is possible in the case, but on no request of this actor's."""
    return move in ON_A_REQUEST and not requests_waiting(case, move, actor=actor)
