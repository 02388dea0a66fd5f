"""What was owed in a case of the old books, by whom, since when, and when it was done: from its true dates alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from deadlines.calendar import Calendar
from deadlines.clock import due_date
from deadlines.facts import Nature
from deadlines.models import Rule
from deadlines.refusals import Refused
from deadlines.rules import rule

from ..kinds import ASKED, INTERNAL, KINDS, rules_after_signature, rules_that_start, standing
from ..vocabulary import Standing, Status
from .entry import Entry

# The same duties that the operations of a living case end: `letters.py`, `receiving.py`, `answering.py`, `closing.py`.
DONE_BY_SENDING = frozenset({*INTERNAL, "tc.transfer_not_competent"})
DONE_BY_TELLING = frozenset({"tcd.result_notice_to_citizen"})


@dataclass(frozen=True)
class PastDuty:
    """At most one of `met_on` and `void_on`; neither: it runs on."""

    key: str
    start: date
    given: date | None = None
    of_agency: bool = False
    of_referral: bool = False
    met_on: date | None = None
    void_on: date | None = None

    @property
    def runs(self) -> bool:
        return self.met_on is None and self.void_on is None


class Rules:
    """The rules as they were in force on each day, looked up once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, date], Rule | Refused] = {}

    def of(self, key: str, on: date) -> Rule:
        """Return the version that a clock started on that day goes by. Raises `Refused`."""
        if (key, on) not in self._found:
            try:
                self._found[key, on] = rule(key, on=on)
            except Refused as refusal:
                self._found[key, on] = refusal
        found = self._found[key, on]
        if isinstance(found, Refused):
            raise found
        return found


def duties_of(entry: Entry) -> Iterator[PastDuty]:
    """Yield every duty the case had or has. What nobody did before it was closed ended with it."""
    for duty in _begun(entry):
        ended = duty.runs and entry.is_closed
        yield replace(duty, void_on=entry.closed_on) if ended else duty


def uncountable(entry: Entry, rules: Rules, calendar: Calendar) -> tuple[list[Refused], bool]:
    """Return why duties of the case cannot be counted, and whether some duty that still runs can."""
    refusals: list[Refused] = []
    running = False
    for duty in duties_of(entry):
        try:
            found = rules.of(duty.key, duty.start)
            due_date(found.facts, start=duty.start, calendar=calendar, given=given_to(found, duty))
        except Refused as refusal:
            refusals.append(refusal)
        else:
            running = running or duty.runs
    return refusals, running


def given_to(found: Rule, duty: PastDuty) -> date | None:
    """The date of a letter counts only where the rule leaves it to the letter."""
    return duty.given if found.facts.nature != Nature.STATUTORY else None


def _begun(entry: Entry) -> Iterator[PastDuty]:
    kind = KINDS[entry.kind]
    for key, start in _own(entry):
        yield PastDuty(key, start, met_on=_own_done_on(entry, key))
    if entry.status == Status.INSTRUCTED and entry.instructed_on:
        yield PastDuty("mttq.take_up", entry.instructed_on)
    if entry.agency is None or entry.sent_on is None:
        return
    # Whoever answered had the letter, on that day at the latest.
    arrived = entry.arrived_on or entry.answered_on
    yield PastDuty("mttq.confirm_delivery", entry.sent_on, of_referral=True, met_on=arrived)
    if entry.arrived_on and entry.answer_by:
        # A letter that came after the date it asks for cannot be answered before it came.
        given = max(entry.answer_by, entry.arrived_on)
        yield PastDuty(ASKED, entry.arrived_on, given, True, True, met_on=entry.answered_on)
    if entry.arrived_on:
        for key in kind.limits_of(entry.agency.kind):
            yield PastDuty(key, entry.arrived_on, None, True, True, met_on=entry.answered_on)
    if entry.answered_on:
        reviewed = entry.accepted_on or entry.closed_on
        yield PastDuty("mttq.review_answer", entry.answered_on, of_referral=True, met_on=reviewed)
        # Luật TCD Điều 28.2: the transferring body relays the result to the citizen.
        yield PastDuty("tcd.relay_result_to_citizen", entry.answered_on, of_referral=True, met_on=reviewed)
    if entry.accepted_on:
        yield PastDuty("mttq.close_file", entry.accepted_on, met_on=entry.closed_on)


def _own(entry: Entry) -> Iterator[tuple[str, date]]:
    """What starts with the petition, and what waits for its signature (law.md §14 point 20)."""
    signed_at_once = entry.signed and entry.signed_on is None
    at_once = standing(entry.kind, entry.intake, signed=signed_at_once, signing=entry.signing)
    for key in rules_that_start(entry.kind, at_once):
        yield key, entry.received_on
    if entry.signed_on and at_once != Standing.FULL:
        for key in rules_after_signature(entry.kind):
            yield key, entry.signed_on


def _own_done_on(entry: Entry, key: str) -> date | None:
    """The day the MTTQ's own work under this rule was done; a petition withdrawn before needed none."""
    if key in DONE_BY_TELLING:
        return entry.told_on
    if entry.sent_on:
        return entry.sent_on
    return entry.closed_on if key in DONE_BY_SENDING and not entry.was_withdrawn else None
