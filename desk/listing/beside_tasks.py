"""What stands beside a task on the desk of who decides: what is proposed, and the letter it is about; page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Letter, Screening
from cases.vocabulary import LetterStatus, ScreeningState
from workflows.models import Assignment
from workflows.steps import Step

# In which state the letter of a step lies.
LETTER_OF = {
    Step.SIGN: LetterStatus.SUBMITTED,
    Step.SIGN_OTHER: LetterStatus.SUBMITTED,
    Step.ISSUE: LetterStatus.SIGNED,
    Step.ISSUE_OTHER: LetterStatus.SIGNED,
    Step.DISPATCH: LetterStatus.ISSUED,
    Step.DISPATCH_OTHER: LetterStatus.ISSUED,
}
BESIDE_THE_TRANSFER = frozenset({Step.SIGN_OTHER, Step.ISSUE_OTHER, Step.DISPATCH_OTHER})


@dataclass(frozen=True)
class Beside:
    proposal: str
    letters: list[Letter]
    """Nothing of a sealed case: its letters are opened with a reason, on its own page."""


def beside(rows: Sequence[Assignment]) -> dict[int, Beside]:
    """Return by task what is proposed and which letters it waits for, in two queries for the page."""
    proposed = _proposed(rows)
    letters = _letters(rows)
    return {row.pk: Beside(proposed.get(row.pk, ""), [one for one in letters if _is_of(row, one)]) for row in rows}


def _proposed(rows: Sequence[Assignment]) -> dict[int, str]:
    """The agency that was suggested when it was registered; what the handler decided that waits for a second person."""
    said = {
        row.pk: row.case.suggested_agency.name
        for row in rows
        if row.step == Step.INSTRUCT and row.case.suggested_agency is not None
    }
    waits = {row.case_id: row.pk for row in rows if row.step == Step.CONFIRM_SCREENING}
    if waits:
        found = Screening.objects.filter(case__in=waits, state=ScreeningState.WAITING)
        said |= {waits[one.case_id]: str(one.get_decided_display()) for one in found.defer("because", "judged_because")}
    return said


def _letters(rows: Sequence[Assignment]) -> list[Letter]:
    cases = {row.case_id for row in rows if row.step in LETTER_OF and not row.case.sealed}
    if not cases:
        return []
    found = Letter.objects.filter(case__in=cases, status__in=set(LETTER_OF.values()), on_paper=False)
    return list(found.only("case_id", "referral_id", "status", "number", "form").order_by("pk"))


def _is_of(row: Assignment, letter: Letter) -> bool:
    if row.case_id != letter.case_id or LETTER_OF.get(Step(row.step)) != letter.status:
        return False
    return (letter.referral_id is None) == (row.step in BESIDE_THE_TRANSFER)
