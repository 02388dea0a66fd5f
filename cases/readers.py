"""Which events of a case an agency reads, and what of them; inside the MTTQ whoever sees the case reads all."""

from collections.abc import Iterable

from audit.readers import OF_THE_FILE, Reader, Rule, Shown

# Told to the agency whose promises are looked at: the day, never the words.
OF_AN_INSPECTION = frozenset({"inspection.planned", "inspection.moved", "inspection.called_off", "inspection.reported"})
# What an agency may know of a case: what it did itself, what it was told, how the case ended.
SHOWN_TO_AGENCIES = frozenset(
    {
        "referral.dispatched",
        "referral.delivered",
        "referral.acknowledged",
        "referral.refused",
        "request.delivered",
        "request.acknowledged",
        "request.refused",
        "request.answered",
        "request.ended",
        "referral.recalled",
        "referral.answered",
        "proceeding.accepted",
        "proceeding.refused",
        "proceeding.extended",
        "proceeding.suspended",
        "proceeding.resumed",
        "proceeding.decided",
        "past.forwarded",
        "past.delivered",
        "past.answered",
        "past.accepted",
        "past.closed",
        "superior.ordered",
        "answer.clarification_asked",
        "answer.accepted",
        "commitment.verified",
        "commitment.contested",
        "commitment.waived",
        *OF_AN_INSPECTION,
        "case.succeeded",
        "case.closed",
        "case.reopened",
        "case.withdrawn",
        "case.partly_withdrawn",
    }
)
# A letter beside the transfer is an agency's own dealing only where it asked that agency to help.
OF_A_REFERRAL = frozenset({"other_letter.dispatched"})
# By which paper the competent body did it is its own word, and so is the day on which its promise is looked at; what
# colleagues wrote to each other is not.
ITS_OWN_WORDS = ("proceeding.", "inspection.")


def rules_of(kinds: Iterable[str]) -> dict[str, Rule]:
    """Return who reads each kind that stands in the chain of a case."""
    return {kind: {**OF_THE_FILE, **_of_agencies(kind)} for kind in kinds}


def _of_agencies(kind: str) -> Rule:
    if kind not in SHOWN_TO_AGENCIES | OF_A_REFERRAL:
        return {}
    own = {Shown.WORDS} if kind.startswith(ITS_OWN_WORDS) else set()
    return {Reader.AGENCY: frozenset({Shown.WHO, *own})}
