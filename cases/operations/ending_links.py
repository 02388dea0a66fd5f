"""A link ends with what it was for: answered, refused, recalled, the case over or sealed."""

from collections.abc import Iterable
from datetime import date

from ..models import Case, Link
from ..vocabulary import UNDER_WAY, Move, Status

# After each of these some sending of the case may wait for its agency no more.
MAY_END_LINKS = frozenset(
    {
        Move.DISPATCH_LETTER,
        Move.REFUSE_REFERRAL,
        Move.RECALL_REFERRAL,
        Move.REFUSE_ACCEPTANCE,
        Move.ANSWER,
        Move.REFUSE_REQUEST,
        Move.ANSWER_REQUEST,
        Move.END_REQUEST,
        Move.CLOSE,
        Move.WITHDRAW,
        Move.JOIN,
        Move.RECLASSIFY,
        Move.GUIDE,
        Move.RETURN_TO_SENDER,
        Move.ASK_TO_SPLIT,
        Move.FILE_AWAY,
        Move.FILE_UNSUPPLEMENTED,
        Move.CLOSE_UNSUCCEEDED,
        Move.VOID_REGISTRATION,
        Move.UNSPLIT,
    }
)


def end_links_to(referrals: Iterable[int], *, on: date) -> None:
    """Another agency is asked now: a code that went to the one before opens nothing."""
    Link.objects.filter(referral__in=list(referrals), ended_on=None).update(ended_on=on)


def end_dead_links(case: Case, *, on: date) -> None:
    """What waits for no agency any more lets nobody in, also if it waits again later: that takes a new code."""
    live = Link.objects.filter(referral__case=case, ended_on=None)
    if not case.sealed and case.status != Status.CLOSED:
        live = live.exclude(referral__status__in=UNDER_WAY)
    live.update(ended_on=on)
