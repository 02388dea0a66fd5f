"""The only code that writes messages, what people chose about them, and which addresses take no mail."""

from .bouncing import mark_bounced
from .forgetting import forget_case, forget_mails
from .gathering import gather
from .keeping import enter_sheet_keeper, mail_sheets, remove_sheet_keeper
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
    "enter_sheet_keeper",
    "field_of",
    "forget_case",
    "forget_mails",
    "gather",
    "mail_sheets",
    "mark_all_read",
    "mark_bounced",
    "mark_read",
    "remove_sheet_keeper",
    "resend",
    "send",
    "send_waiting",
    "tell_outside",
    "tell_people",
    "to_send",
]
