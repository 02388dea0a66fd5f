"""Everything that follows from an event, in one table."""

from audit.outbox import Table
from notifications import tell
from workflows import follow

IN_TRANSACTION: Table = {
    "*": [follow.realign_tasks],
}

AFTER_COMMIT: Table = {
    "case.registered": [tell.of_new_petition],
    "case.instructed": [tell.handler],
    "case.reassigned": [tell.handler],
    "case.reopened": [tell.handler],
    "letter.submitted": [tell.of_letter_to_sign],
    "letter.sent_back": [tell.handler],
    "letter.signed": [tell.of_letter_to_issue],
    "referral.dispatched": [tell.agency_and_petitioner],
    "referral.refused": [tell.of_refusal],
    "referral.answered": [tell.of_answer],
    "answer.clarification_asked": [tell.of_clarification],
    "answer.accepted": [tell.of_acceptance],
    "commitment.verified": [tell.of_settled_commitments],
    "commitment.waived": [tell.of_settled_commitments],
    "case.closed": [tell.of_closing],
    "duty.soon": [tell.of_threshold],
    "duty.overdue": [tell.of_threshold],
}
