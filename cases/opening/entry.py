"""One row that is right: what an old book knows of a case, typed and looked up."""

from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date

from organizations.models import Area, Field, Unit, User

from ..vocabulary import Outcome, Signing, Status

ONCE_SENT = frozenset({Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED})
ONCE_ANSWERED = frozenset({Status.ANSWERED, Status.SUPERVISED})


@dataclass(frozen=True)
class Entry:
    """What identifies the petitioner is in no `repr`, so in no log."""

    number: str
    received_on: date
    registered_on: date
    intake: str
    kind: str
    summary: str
    field: Field
    status: str
    signing: str = Signing.NAMED
    signed: bool = True
    signed_on: date | None = None
    name: str = kept(default="", repr=False)
    birth_year: int | None = kept(default=None, repr=False)
    identity_number: str = kept(default="", repr=False)
    phone: str = kept(default="", repr=False)
    email: str = kept(default="", repr=False)
    address: str = kept(default="", repr=False)
    signers: int = 1
    text: str = kept(default="", repr=False)
    asked: str = kept(default="", repr=False)
    area: Area | None = None
    contested_what: str = ""
    contested_number: str = ""
    decided_on: date | None = None
    known_on: date | None = None
    first_number: str = ""
    first_decided_on: date | None = None
    first_overdue: bool = False
    handler: User | None = None
    instructed_on: date | None = None
    agency: Unit | None = None
    letter_number: str = ""
    letter_on: date | None = None
    sent_on: date | None = None
    told_on: date | None = None
    arrived_on: date | None = None
    evidence: str = ""
    answer_by: date | None = None
    answered_on: date | None = None
    result: str = ""
    answer_number: str = ""
    answer_text: str = kept(default="", repr=False)
    accepted_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    note: str = kept(default="", repr=False)
    previous_id: str = ""

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def was_withdrawn(self) -> bool:
        return self.outcome == Outcome.WITHDRAWN
