"""What an agency is chased for has ended, or its day has moved: the rung falls away with its letter."""

from datetime import date

from deadlines.vocabulary import DutyState

from ..models import Duty, Rung
from ..models.rung import LIVE
from .letters_unsent import take_back

RUNNING = (DutyState.RUNNING, DutyState.PAUSED)
NO_LONGER_LATE = "Cơ quan không còn chậm việc được đôn đốc."
"""Stands in the book of letters beside a number that was given and not used."""


def drop_rungs(duty: Duty, *, on: date) -> None:
    """Nobody chases any more for this duty: what was drafted is taken back, what was owed for it is void."""
    if duty.referral_id is None:
        return
    for rung in Rung.objects.filter(duty=duty, state__in=LIVE).select_related("owed", "letter__unit"):
        rung.be_dropped()
        rung.save()
        let_go(rung, because=NO_LONGER_LATE, on=on)


def let_go(rung: Rung, *, because: str, on: date) -> None:
    """Its letter does not leave the house, and nothing is owed for it."""
    if rung.owed is not None and rung.owed.state in RUNNING:
        rung.owed.make_void(on=on)
        rung.owed.save()
    if rung.letter is not None:
        take_back(rung.letter, because=because, on=on)
