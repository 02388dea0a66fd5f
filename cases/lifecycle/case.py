"""The machine of the case: the legal moves between its states, and what each move needs.

A move that leaves the status where it is (drafting, signing) stands here too, with `target=None`.
"""

from django.utils.translation import gettext
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, transition

from audit.codes import SaysItsCodes

from ..vocabulary import (
    Move,
    Status,
)
from .conditions import (
    acknowledged,
    all_commitments_settled,
    at_the_agency,
    being_resolved,
    decided_where_the_law_wants_it,
    delivery_unknown,
    dispute_open,
    first_not_linked,
    goes_by_a_chain,
    goes_where_was_decided,
    guidance_has_left,
    has_an_answer,
    has_no_parts,
    inspection_planned,
    is_a_second_complaint,
    is_joined,
    is_no_part,
    is_not_erased,
    is_not_joined,
    is_not_put_back,
    is_not_sealed,
    is_not_voided,
    is_part,
    is_sealed,
    late_entry_waits,
    letter_drafted,
    letter_issued,
    letter_signed,
    letter_submitted,
    lies_with_the_superior,
    may_be_succeeded,
    never_answered,
    no_decision_to_send_back,
    no_dispute_open,
    no_inspection_planned,
    no_late_entry,
    no_letter_under_way,
    no_petition_joined,
    no_recommendation_under_way,
    no_reopening_asked,
    no_request_open,
    no_screening_to_confirm,
    no_successor_awaited,
    no_supplement_awaited,
    no_withdrawal_doubted,
    not_at_an_agency,
    not_before_the_competent_body,
    not_yet_accepted,
    not_yet_acknowledged,
    nothing_beyond_a_draft,
    nothing_was_sent,
    other_letter_dispatched,
    other_letter_drafted,
    other_letter_issued,
    other_letter_signed,
    other_letter_submitted,
    petitioner_was_told,
    reopening_asked,
    resolution_not_suspended,
    resolution_suspended,
    result_is_known,
    result_to_be_told,
    return_has_left,
    screened_to_be_filed,
    screened_to_be_sent,
    screened_to_be_sent_at_once,
    screened_where_it_must_be,
    screening_to_confirm,
    signature_awaited,
    some_act_recorded,
    some_chain_clock_can_be_extended,
    some_clock_can_be_extended,
    some_clock_can_be_paused,
    some_clock_stands_still,
    some_clock_was_late,
    some_commitment_open,
    some_dissatisfaction,
    some_letter_held,
    some_letter_issued,
    some_letter_stopped,
    some_link_live,
    some_original_in_the_house,
    some_recommendation_sent,
    some_reply_unread,
    some_request_acknowledged,
    some_request_sent,
    some_request_unacknowledged,
    some_request_under_way,
    some_rung_before_leadership,
    some_rung_to_chase,
    some_rung_waits,
    something_brought_up,
    split_guidance_has_left,
    successor_awaited,
    superior_has_not_decided,
    supplement_awaited,
    supplement_lapsed,
    supplement_open,
    withdrawal_doubted,
)
from .states import AT_THE_MTTQ_DESK, ONCE_TAKEN_UP, OPEN, StateField

# Asked of every move by which the handler ends a case that goes to no agency.
NOTHING_LEFT_OPEN = [no_letter_under_way, all_commitments_settled, no_request_open, no_late_entry]


class Lifecycle(ConcurrentTransitionMixin, SaysItsCodes):
    """What is legal now. Who may do it is `access.py`; only operations call these."""

    status = StateField(choices=Status.choices, default=Status.REGISTERED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @property
    def stood_at(self) -> str:
        """Where the case stood when it was joined."""
        raise NotImplementedError

    @transition(status, source=OPEN, target=None, conditions=[signature_awaited])
    def record_signature(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_supplement_awaited, nothing_beyond_a_draft])
    def ask_supplement(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[supplement_awaited])
    def receive_supplement(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[supplement_open])
    def report_no_supplement(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[supplement_awaited])
    def go_on_without(self) -> None: ...

    @transition(
        status,
        source=AT_THE_MTTQ_DESK,
        target=Status.CLOSED,
        conditions=[
            supplement_lapsed,
            no_late_entry,
            nothing_beyond_a_draft,
            no_letter_under_way,
            no_petition_joined,
            all_commitments_settled,
            no_request_open,
        ],
    )
    def file_unsupplemented(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def record_death(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[may_be_succeeded])
    def record_successor(self) -> None: ...

    @transition(
        status,
        source=AT_THE_MTTQ_DESK,
        target=Status.CLOSED,
        conditions=[
            successor_awaited,
            no_late_entry,
            nothing_beyond_a_draft,
            no_letter_under_way,
            no_petition_joined,
            all_commitments_settled,
            no_request_open,
        ],
    )
    def close_unsucceeded(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[is_a_second_complaint, first_not_linked])
    def link_first(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[late_entry_waits])
    def confirm_late_entry(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[late_entry_waits])
    def strike_late_entry(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_late_entry])
    def correct_day(self) -> None: ...

    @transition(status, source="*", target=None)
    def correct_party(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[has_an_answer])
    def correct_paper(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_act_recorded, no_late_entry])
    def correct_act(self) -> None: ...

    @transition(status, source=Status.REGISTERED, target=Status.INSTRUCTED)
    def instruct(self) -> None: ...

    @transition(status, source=[s for s in OPEN if s is not Status.REGISTERED], target=None)
    def reassign(self) -> None: ...

    @transition(status, source=Status.INSTRUCTED, target=Status.IN_HAND)
    def take_up(self) -> None: ...

    @transition(
        status, source=Status.IN_HAND, target=None, conditions=[nothing_beyond_a_draft, no_screening_to_confirm]
    )
    def screen(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[screening_to_confirm])
    def confirm_screening(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[screening_to_confirm])
    def reject_screening(self) -> None: ...

    @transition(status, source=[Status.INSTRUCTED, Status.IN_HAND], target=None)
    def report_to_head(self) -> None: ...

    @transition(
        status, source=Status.IN_HAND, target=None, conditions=[nothing_beyond_a_draft, screened_to_be_sent_at_once]
    )
    def transfer_at_once(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[guidance_has_left, *NOTHING_LEFT_OPEN],
    )
    def guide(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[return_has_left, *NOTHING_LEFT_OPEN],
    )
    def return_to_sender(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[split_guidance_has_left, *NOTHING_LEFT_OPEN],
    )
    def ask_to_split(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=Status.CLOSED,
        conditions=[screened_to_be_filed, *NOTHING_LEFT_OPEN],
    )
    def file_away(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=None,
        conditions=[
            nothing_beyond_a_draft,
            no_screening_to_confirm,
            screened_where_it_must_be,
            screened_to_be_sent,
        ],
    )
    def draft_letter(self) -> None: ...

    @transition(
        status,
        source=Status.IN_HAND,
        target=None,
        conditions=[
            letter_drafted,
            no_supplement_awaited,
            no_successor_awaited,
            no_screening_to_confirm,
            screened_where_it_must_be,
            screened_to_be_sent,
            no_dispute_open,
            goes_where_was_decided,
        ],
    )
    def submit_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_submitted])
    def send_back_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_submitted])
    def sign_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[letter_signed])
    def issue_letter(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=Status.FORWARDED, conditions=[letter_issued])
    def dispatch_letter(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[delivery_unknown])
    def confirm_delivery(self) -> None: ...

    @transition(status, source=ONCE_TAKEN_UP, target=None)
    def draft_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_drafted])
    def submit_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_submitted])
    def send_back_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_submitted])
    def sign_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_signed])
    def issue_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[other_letter_issued])
    def dispatch_other(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[other_letter_dispatched])
    def confirm_other(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_letter_issued])
    def void_letter(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_letter_held])
    def call_back_letter(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_letter_stopped])
    def clear_letter(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_link_live])
    def revoke_link(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[not_yet_acknowledged])
    def acknowledge_referral(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=Status.IN_HAND, conditions=[not_yet_acknowledged])
    def refuse_referral(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=Status.IN_HAND,
        conditions=[never_answered, not_before_the_competent_body],
    )
    def recall_referral(self) -> None: ...

    @transition(status, source=Status.IN_HAND, target=None, conditions=[dispute_open])
    def settle_dispute(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=None,
        conditions=[goes_by_a_chain, at_the_agency, not_yet_accepted],
    )
    def record_acceptance(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=Status.ANSWERED,
        conditions=[goes_by_a_chain, at_the_agency, not_yet_accepted],
    )
    def refuse_acceptance(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=None,
        conditions=[goes_by_a_chain, some_chain_clock_can_be_extended],
    )
    def record_extension(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=None,
        conditions=[goes_by_a_chain, being_resolved, resolution_not_suspended],
    )
    def record_suspension(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[goes_by_a_chain, resolution_suspended])
    def record_resumption(self) -> None: ...

    @transition(status, source=Status.FORWARDED, target=None, conditions=[goes_by_a_chain, being_resolved])
    def record_decision(self) -> None: ...

    @transition(
        status,
        source=Status.FORWARDED,
        target=Status.ANSWERED,
        conditions=[acknowledged, decided_where_the_law_wants_it],
    )
    def answer(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_sent])
    def confirm_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_unacknowledged])
    def acknowledge_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_unacknowledged])
    def refuse_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_acknowledged])
    def answer_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_reply_unread])
    def note_reply(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_request_under_way])
    def end_request(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_rung_to_chase])
    def chase(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_rung_waits])
    def let_rung_be(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_rung_before_leadership])
    def lay_before_leadership(self) -> None: ...

    @transition(status, source=Status.ANSWERED, target=None, conditions=[no_recommendation_under_way])
    def recommend_to_superior(self) -> None: ...

    @transition(
        status,
        source=[Status.FORWARDED, Status.ANSWERED],
        target=None,
        conditions=[superior_has_not_decided],
    )
    def record_superior_decision(self) -> None: ...

    @transition(
        status,
        source=[Status.FORWARDED, Status.ANSWERED],
        target=None,
        conditions=[some_recommendation_sent],
    )
    def record_superior_reply(self) -> None: ...

    @transition(
        status,
        source=Status.ANSWERED,
        target=Status.FORWARDED,
        conditions=[some_recommendation_sent, lies_with_the_superior],
    )
    def record_superior_order(self) -> None: ...

    @transition(
        status,
        source=Status.ANSWERED,
        target=Status.FORWARDED,
        conditions=[no_decision_to_send_back, no_recommendation_under_way],
    )
    def ask_clarification(self) -> None: ...

    @transition(status, source=Status.ANSWERED, target=Status.SUPERVISED, conditions=[no_recommendation_under_way])
    def accept_answer(self) -> None: ...

    @transition(status, source=[Status.ANSWERED, Status.SUPERVISED], target=None, conditions=[result_to_be_told])
    def record_told(self) -> None: ...

    @transition(status, source=[Status.SUPERVISED, Status.CLOSED], target=None, conditions=[result_is_known])
    def record_helped(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[some_dissatisfaction])
    def look_into(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def bring_up(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[something_brought_up])
    def take_down(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def verify(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def contest(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open])
    def waive(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[some_commitment_open, no_inspection_planned])
    def plan_inspection(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[inspection_planned])
    def move_inspection(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[inspection_planned])
    def regroup_inspection(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[inspection_planned])
    def call_off_inspection(self) -> None: ...

    @transition(status, source=Status.SUPERVISED, target=None, conditions=[inspection_planned])
    def report_inspection(self) -> None: ...

    @transition(
        status,
        source=Status.SUPERVISED,
        target=Status.CLOSED,
        conditions=[
            all_commitments_settled,
            no_inspection_planned,
            no_letter_under_way,
            no_request_open,
            petitioner_was_told,
            no_withdrawal_doubted,
            no_late_entry,
        ],
    )
    def close(self) -> None: ...

    @transition(status, source=OPEN, target=Status.CLOSED, conditions=[no_petition_joined, no_withdrawal_doubted])
    def withdraw(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_withdrawal_doubted])
    def withdraw_part(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[no_withdrawal_doubted])
    def doubt_withdrawal(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[withdrawal_doubted])
    def refuse_withdrawal(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[withdrawal_doubted])
    def clear_withdrawal(self) -> None: ...

    @transition(
        status,
        source=OPEN,
        target=Status.CLOSED,
        conditions=[
            not_at_an_agency,
            nothing_beyond_a_draft,
            no_letter_under_way,
            no_petition_joined,
            all_commitments_settled,
            no_request_open,
        ],
    )
    def join(self) -> None: ...

    @transition(status, source=Status.CLOSED, target=RETURN_VALUE(*OPEN), conditions=[is_joined])
    def unjoin(self) -> str:
        """Return to where it stood: the one move whose end only the case itself knows."""
        return self.stood_at

    @transition(status, source=OPEN, target=None, conditions=[is_not_sealed])
    def split(self) -> None: ...

    @transition(
        status,
        source=OPEN,
        target=Status.CLOSED,
        conditions=[is_part, nothing_was_sent, no_petition_joined, has_no_parts, all_commitments_settled],
    )
    def unsplit(self) -> None: ...

    @transition(
        status,
        source=OPEN,
        target=Status.CLOSED,
        conditions=[nothing_was_sent, is_no_part, no_petition_joined, has_no_parts, all_commitments_settled],
    )
    def void_registration(self) -> None: ...

    @transition(
        status,
        source=Status.CLOSED,
        target=None,
        conditions=[is_not_erased, is_not_joined, is_not_put_back, is_not_voided, no_reopening_asked],
    )
    def ask_reopening(self) -> None: ...

    @transition(
        status,
        source=Status.CLOSED,
        target=Status.IN_HAND,
        conditions=[is_not_erased, is_not_joined, is_not_put_back, is_not_voided, reopening_asked],
    )
    def reopen(self) -> None: ...

    @transition(status, source=Status.CLOSED, target=None, conditions=[reopening_asked])
    def decline_reopening(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def attach_document(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def receive_papers(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[some_original_in_the_house])
    def return_papers(self) -> None: ...

    @transition(status, source="*", target=None)
    def add_note(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_clock_can_be_extended])
    def extend_duty(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_clock_can_be_paused])
    def pause_duty(self) -> None: ...

    @transition(status, source=OPEN, target=None, conditions=[some_clock_stands_still])
    def resume_duty(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[some_clock_was_late])
    def explain_lateness(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[is_sealed])
    def reveal(self) -> None: ...

    @transition(status, source="*", target=None, conditions=[is_sealed])
    def redact(self) -> None: ...

    @transition(status, source=OPEN, target=None)
    def reclassify(self) -> None: ...


def reasons_against(case: Lifecycle, move: str) -> list[str]:
    """Return every reason why the move is not possible now, in words; empty when it is legal."""
    meta = getattr(case, move)._django_fsm
    if not meta.has_transition(case.status):
        where = Status(case.status).label
        return [
            gettext("Vụ việc đang ở bước “%(where)s” nên chưa thể “%(move)s”.")
            % {"where": where, "move": Move(move).label}
        ]
    conditions = meta.get_transition(case.status).conditions
    return [str(condition.reason) for condition in conditions if not condition(case)]
