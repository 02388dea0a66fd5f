"""The only code that writes whose the work is: a task taken, put back, given; what somebody leaves, handed over.

And the acts on many cases at once, which are done one by one by the operations of each.
"""

from .batches import batch_for, carry_batches_on, order_batch
from .leaving import carry_leavings_on, order_leaving
from .taking import give, put_back, release_from_who_left, take

__all__ = [
    "batch_for",
    "carry_batches_on",
    "carry_leavings_on",
    "give",
    "order_batch",
    "order_leaving",
    "put_back",
    "release_from_who_left",
    "take",
]
