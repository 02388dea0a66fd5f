"""What differs between kinds of petition, one row each."""

from dataclasses import dataclass

from .vocabulary import Kind


@dataclass(frozen=True)
class KindFacts:
    letter_form: str
    """The form in the letters catalogue that sends such a petition to an agency."""
    own_rules: tuple[str, ...]
    """The duties of the MTTQ that start on the day the petition is received."""
    answer_rule: str
    """The duty of the agency that starts on the day the letter arrived."""


KINDS: dict[str, KindFacts] = {
    # law.md §14 point 16: screening runs on the internal target, the notice to the citizen is a duty of its own
    # (Luật Tiếp công dân Điều 28.1); the agency's date is the one in the letter, never statutory (point 17).
    kind: KindFacts(
        letter_form="transfer_letter",
        own_rules=("tt36.own_processing", "tcd.result_notice_to_citizen"),
        answer_rule="mttq.answer_asked",
    )
    for kind in (Kind.PROPOSAL, Kind.FEEDBACK)
}
