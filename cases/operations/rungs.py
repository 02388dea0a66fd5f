"""What an agency is chased for has ended, or its day has moved: the rung falls away with its letter."""

from datetime import date

from deadlines.vocabulary import DutyState

from ..models import Duty, Rung
from ..models.rung import LIVE
from .letters_unsent import take_back

RUNNING = (DutyState.RUNNING, DutyState.PAUSED)
NO_LONGER_LATE = "Cơ quan không còn chậm việc được đôn đốc."
"""Stands in the book of letters beside a number that was given and not used."""


def drop_rungs(*duties: Duty, on: date) -> dict[int, int]:
    """Nobody chases any more for these duties: what was drafted is taken back, what was owed for it is void.

    Return how many fell away, by duty.
    """
    dropped: dict[int, int] = {}
    chased = [duty.pk for duty in duties if duty.referral_id is not None]
    if not chased:
        return dropped
    for rung in Rung.objects.filter(duty__in=chased, state__in=LIVE).select_related("owed", "letter__unit"):
        rung.be_dropped()
        rung.save()
        let_go(rung, because=NO_LONGER_LATE, on=on)
        dropped[rung.duty_id] = dropped.get(rung.duty_id, 0) + 1
    return dropped


def let_go(rung: Rung, *, because: str, on: date) -> None:
    """Its letter does not leave the house, and nothing is owed for it."""
    if rung.owed is not None and rung.owed.state in RUNNING:
        rung.owed.make_void(on=on)
        rung.owed.save()
    if rung.letter is not None:
        take_back(rung.letter, because=because, on=on)
