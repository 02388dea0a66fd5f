"""The only code that changes a case. Each function is one thing an office does to a petition.

Every operation takes the case, then keywords; `by` is the actor, `on` the day it happened. It raises `NotYoursToSee`,
`PermissionDenied`, `NotAllowedNow` or `Unusable`, and then has changed nothing.
"""

from .answering import Promise, accept_answer, answer, ask_clarification
from .closing import close, reopen, withdraw
from .documents import NewDocument, add_note, attach_document
from .instructing import instruct, reassign, take_up
from .letters import (
    dispatch_letter,
    draft_letter,
    issue_letter,
    preview_letter,
    send_back_letter,
    sign_letter,
    submit_letter,
)
from .receiving import acknowledge_referral, confirm_delivery, refuse_referral
from .registering import NewParty, register
from .supervising import contest, verify, waive
from .thresholds import note_threshold, sweep

__all__ = [
    "NewDocument",
    "NewParty",
    "Promise",
    "accept_answer",
    "acknowledge_referral",
    "add_note",
    "answer",
    "ask_clarification",
    "attach_document",
    "close",
    "confirm_delivery",
    "contest",
    "dispatch_letter",
    "draft_letter",
    "instruct",
    "issue_letter",
    "note_threshold",
    "preview_letter",
    "reassign",
    "refuse_referral",
    "register",
    "reopen",
    "send_back_letter",
    "sign_letter",
    "submit_letter",
    "sweep",
    "take_up",
    "verify",
    "waive",
    "withdraw",
]
