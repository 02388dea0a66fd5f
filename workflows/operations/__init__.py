"""The only code that writes whose the work is: a task taken, put back, given; what somebody leaves, handed over."""

from .leaving import carry_leavings_on, order_leaving
from .taking import give, put_back, release_from_who_left, take

__all__ = ["carry_leavings_on", "give", "order_leaving", "put_back", "release_from_who_left", "take"]
