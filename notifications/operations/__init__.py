"""The only code that writes messages, what people chose about them, and which addresses take no mail."""

from .bouncing import mark_bounced
from .gathering import gather
from .preferring import choose, field_of
from .reading import mark_all_read, mark_read
from .resending import resend
from .sending import Sent, enqueue, send, send_waiting, to_send
from .telling import Addressee, tell_outside, tell_people

__all__ = [
    "Addressee",
    "Sent",
    "choose",
    "enqueue",
    "field_of",
    "gather",
    "mark_all_read",
    "mark_bounced",
    "mark_read",
    "resend",
    "send",
    "send_waiting",
    "tell_outside",
    "tell_people",
    "to_send",
]
