"""The letters the MTTQ writes in a case beside the transfer: to whom, what they name, which duties they meet."""

from dataclasses import dataclass
from enum import Enum

from letters.catalogue import MTTQ, ND154, form

from .kinds import RELAY
from .models import Outgoing, RefusalNotice
from .vocabulary import LetterForm


def name_of_form(letter: Outgoing) -> str:
    """What people call the paper."""
    instrument = ND154 if isinstance(letter, RefusalNotice) else MTTQ
    return str(form(instrument, letter.form).title)


class To(Enum):
    PETITIONER = "petitioner"
    AGENCY_IN_CHARGE = "agency_in_charge"
    NAMED_UNIT = "named_unit"


@dataclass(frozen=True)
class CaseLetter:
    to: To
    asks: tuple[str, ...] = ()
    """What its author writes beside subject and summary."""
    to_unit: bool = False
    """It names a unit that its author chooses."""
    meets: tuple[str, ...] = ()
    """Duties of the MTTQ that end when it leaves the house."""


# Luật TCD Điều 28.1: within ten working days the person is told one of: taken up, needs longer, refused, transferred.
TELLS_WHAT_BECOMES_OF_IT = ("tcd.result_notice_to_citizen",)
# Luật TCD Điều 28.2: the body that transferred relays the result to the person.
RELAYS_THE_RESULT = (RELAY,)

CASE_LETTERS: dict[LetterForm, CaseLetter] = {
    LetterForm.NOTICE_TRANSFER: CaseLetter(To.PETITIONER, meets=TELLS_WHAT_BECOMES_OF_IT),
    LetterForm.NOTICE_RESULT: CaseLetter(To.PETITIONER, meets=RELAYS_THE_RESULT),
    LetterForm.GUIDANCE: CaseLetter(To.PETITIONER, ("basis",), to_unit=True, meets=TELLS_WHAT_BECOMES_OF_IT),
    LetterForm.GUIDANCE_SPLIT: CaseLetter(To.PETITIONER, ("asked",), meets=TELLS_WHAT_BECOMES_OF_IT),
    LetterForm.RETURN_PETITION: CaseLetter(To.PETITIONER, ("reason",), meets=TELLS_WHAT_BECOMES_OF_IT),
    LetterForm.REMINDER: CaseLetter(To.AGENCY_IN_CHARGE, ("answer_by",)),
    LetterForm.DIALOGUE: CaseLetter(To.AGENCY_IN_CHARGE, ("answer_by", "time", "venue")),
    # Its sending opens a referral of its own: `operations/cooperating.py`.
    LetterForm.COOPERATION: CaseLetter(To.NAMED_UNIT, ("asked", "answer_by"), to_unit=True),
    # Its sending opens the wait for the petitioner: `operations/supplementing.py`.
    LetterForm.SUPPLEMENT: CaseLetter(To.PETITIONER, ("asked", "answer_by")),
    LetterForm.INVITATION: CaseLetter(To.PETITIONER, ("time", "venue", "to_bring", "phone")),
    # By it the common superior is asked as well, when agencies pass a petition on and on.
    LetterForm.RECOMMENDATION: CaseLetter(
        To.NAMED_UNIT, ("asked", "reason", "answer_by"), to_unit=True, meets=("mttq.ask_superior",)
    ),
}
