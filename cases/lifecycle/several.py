"""What several referrals at once mean for the case, and when a request to cooperate can be acted on."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from ..vocabulary import (
    UNDER_WAY,
    Move,
    ReferralStatus,
)


class Beside(Enum):
    """What becomes of the agencies asked to help when something happens to the case."""

    RUN_ON = "run on"
    WAIT = "refused while there are any"
    END = "end"
    NONE = "cannot be there"


@dataclass(frozen=True)
class Mixed:
    """One row: what a move on the case means for requests under way, and for replies nobody has read."""

    under_way: Beside
    unread: Beside
    but: str = ""


RUN_ON = Mixed(Beside.RUN_ON, Beside.RUN_ON)
FIRST_THEY_END = Mixed(Beside.WAIT, Beside.WAIT)
# What mixed referrals mean for the case. The lead alone moves it; whoever helps is waited for only at the end, where
# nobody would read the reply any more. What a helper does itself moves the case nowhere: it has moves of its own.
MIXED: dict[Move, Mixed] = {
    Move.DISPATCH_LETTER: replace(RUN_ON, but="a helper that becomes the lead: its own request ends"),
    Move.REFUSE_REFERRAL: RUN_ON,
    Move.RECALL_REFERRAL: RUN_ON,
    Move.REFUSE_ACCEPTANCE: RUN_ON,
    Move.ANSWER: RUN_ON,
    Move.ASK_CLARIFICATION: RUN_ON,
    Move.RECORD_SUPERIOR_ORDER: RUN_ON,
    Move.ACCEPT_ANSWER: RUN_ON,
    Move.CLOSE: FIRST_THEY_END,
    Move.GUIDE: FIRST_THEY_END,
    Move.RETURN_TO_SENDER: FIRST_THEY_END,
    Move.ASK_TO_SPLIT: FIRST_THEY_END,
    Move.FILE_AWAY: FIRST_THEY_END,
    Move.FILE_UNSUPPLEMENTED: FIRST_THEY_END,
    Move.CLOSE_UNSUCCEEDED: FIRST_THEY_END,
    Move.JOIN: FIRST_THEY_END,
    # The petitioner's will waits for no agency.
    Move.WITHDRAW: Mixed(Beside.END, Beside.RUN_ON, but="unread, it is read if the case is opened again"),
    Move.UNSPLIT: Mixed(Beside.NONE, Beside.NONE, but="only while no letter has left"),
    Move.VOID_REGISTRATION: Mixed(Beside.NONE, Beside.NONE, but="only while no letter has left"),
    Move.UNJOIN: Mixed(Beside.NONE, Beside.NONE),
    Move.REOPEN: Mixed(Beside.NONE, Beside.RUN_ON),
    Move.RECLASSIFY: replace(RUN_ON, but="into a kind that is sealed: they end"),
}
# In which states of a request a move on it is possible.
ON_A_REQUEST: dict[Move, frozenset[ReferralStatus]] = {
    Move.CONFIRM_REQUEST: frozenset({ReferralStatus.SENT}),
    Move.ACKNOWLEDGE_REQUEST: frozenset({ReferralStatus.SENT, ReferralStatus.RECEIVED}),
    Move.REFUSE_REQUEST: frozenset({ReferralStatus.SENT, ReferralStatus.RECEIVED}),
    Move.ANSWER_REQUEST: frozenset({ReferralStatus.ACKNOWLEDGED}),
    Move.NOTE_REPLY: frozenset({ReferralStatus.ANSWERED, ReferralStatus.REFUSED}),
    Move.END_REQUEST: frozenset(UNDER_WAY),
}


def request_waits_for(move: Move, request: Any) -> bool:
    """Say whether the move is possible on this request to cooperate; a reply is read once."""
    return request.status in ON_A_REQUEST[move] and (move != Move.NOTE_REPLY or bool(request.is_unread))
