"""Everything that follows from an event, in one table."""

from audit.outbox import Table
from cases import operations
from deadlines.operations import keep_calendar
from notifications import tell
from workflows import follow

IN_TRANSACTION: Table = {
    "*": [follow.realign_tasks],
    # The calendar as it was, and the duties to be held against the new one: decided with the change, done afterwards.
    "calendar.changed": [keep_calendar, operations.order_recount],
    "law.*": [operations.order_recount],
}

AFTER_COMMIT: Table = {
    "case.registered": [tell.of_new_petition],
    "case.instructed": [tell.handler],
    "case.reassigned": [tell.handler],
    "case.reopened": [tell.handler],
    "case.screened": [tell.of_screening],
    "screening.confirmed": [tell.handler],
    "screening.rejected": [tell.handler],
    "case.reported_to_head": [tell.of_report],
    "letter.drafted": [tell.of_dispute],
    "letter.submitted": [tell.of_letter_to_sign],
    "letter.hastened": [tell.of_letter_to_sign],
    "letter.sent_back": [tell.handler],
    "letter.signed": [tell.of_letter_to_issue],
    "other_letter.submitted": [tell.of_letter_to_sign],
    "other_letter.sent_back": [tell.handler],
    "other_letter.signed": [tell.of_letter_to_issue],
    "other_letter.dispatched": [tell.of_request, tell.of_told],
    "petitioner.told": [tell.of_told],
    "petitioner.judged": [tell.of_verdict],
    "request.refused": [tell.of_reply],
    "request.answered": [tell.of_reply],
    "request.ended": [tell.of_ended_request],
    "referral.dispatched": [tell.agency_and_petitioner],
    "referral.refused": [tell.of_refusal],
    "referral.recalled": [tell.of_recall],
    "dispute.settled": [tell.handler],
    "referral.answered": [tell.of_answer],
    "proceeding.*": [tell.of_proceeding],
    "answer.clarification_asked": [tell.of_clarification],
    "answer.accepted": [tell.of_acceptance],
    "commitment.verified": [tell.of_settled_commitments],
    "commitment.waived": [tell.of_settled_commitments],
    "case.closed": [tell.of_closing],
    "case.joined": [tell.of_joining],
    "case.unjoined": [tell.of_unjoining],
    "reception.refused": [tell.of_refusal_to_confirm],
    "reception.refusal_confirmed": [tell.of_notice_to_issue],
    "reception.refusal_overturned": [tell.of_overturned_refusal],
    "reception_duty.soon": [tell.of_reception_threshold],
    "reception_duty.overdue": [tell.of_reception_threshold],
    "reception_duty.recomputed": [tell.of_reception_threshold],
    "case.unsplit": [tell.of_unsplitting],
    "case.voided": [tell.of_voiding],
    "file.found_infected": [operations.note_quarantine],
    "rung.reached": [tell.of_rung],
    "superior.decided": [tell.of_superior],
    "superior.replied": [tell.of_superior],
    "superior.ordered": [tell.of_superior],
    "duty.soon": [tell.of_threshold],
    "duty.overdue": [tell.of_threshold],
    "duty.extended": [tell.of_changed_duty],
    "duty.paused": [tell.of_changed_duty],
    "duty.resumed": [tell.of_changed_duty],
    "duty.recomputed": [tell.of_changed_duty],
}
