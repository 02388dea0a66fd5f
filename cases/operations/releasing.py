"""Letters whose minutes are over leave the house, each by the operation that sends its kind."""

from datetime import date, datetime

from audit.actor import Actor

from ..models import Case, Letter
from ..vocabulary import SentBy
from . import held_letters
from .letters import send_transfer
from .other_letters import send_other


def release_held(*, on: date, at: datetime) -> int:
    """Let everything leave whose time has come; return how many did."""
    return sum(held_letters.release(one, send=_send, on=on, at=at) for one in held_letters.due_to_leave(at=at))


def _send(case: Case, letter: Letter, by: Actor, sent_number: str, on: date) -> None:
    if letter.referral_id is not None:
        send_transfer(case, by=by, on=on, sent_by=SentBy.EMAIL, sent_number=sent_number)
    else:
        send_other(case, letter=letter, by=by, on=on, sent_by=SentBy.EMAIL, sent_number=sent_number)
