"""The case page: where it stands, what is owed and why, who said what, and what I may do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import queries
from cases.errors import NotYoursToSee
from cases.models import Case, Duty
from cases.timeline import timeline
from cases.vocabulary import Move
from deadlines.calendar import Calendar, working_calendar
from deadlines.vocabulary import DutyState
from deadlines.words import Due

from ..doors import StaffRequest, staff
from ..due import due_of

# The button that stands first and strongest: the step the case waits for.
LEADING = [
    Move.INSTRUCT,
    Move.TAKE_UP,
    Move.SUBMIT_LETTER,
    Move.DRAFT_LETTER,
    Move.SIGN_LETTER,
    Move.ISSUE_LETTER,
    Move.DISPATCH_LETTER,
    Move.CONFIRM_DELIVERY,
    Move.ACKNOWLEDGE_REFERRAL,
    Move.ANSWER,
    Move.ACCEPT_ANSWER,
    Move.VERIFY,
    Move.CLOSE,
]
SHOWN_BUTTONS = 3
SPAN = 196
"""Width of the bar between the two piers of a duty, in its own units."""


@dataclass(frozen=True)
class Owed:
    duty: Duty
    due: Due
    gone: int


@staff
@require_safe
def case(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show everything this person may know of the case."""
    actor = request.actor
    found = queries.case_for(actor, case_id)
    today = timezone.localdate()
    inside = queries.reads_internal(actor, found)
    duties = list(queries.duties_for(actor, found, inside=inside))
    calendar = working_calendar()
    owed = [_owed(duty, today, calendar) for duty in duties]
    moves = _in_order(queries.moves_open_to(actor, found))
    context = {
        "case": found,
        "inside": inside,
        "petitions": [matter.petition for matter in _matters(found)] if inside else [],
        "open_duties": [one for one in owed if one.duty.state in {DutyState.RUNNING, DutyState.PAUSED}],
        "ended_duties": [one for one in owed if one.duty.state not in {DutyState.RUNNING, DutyState.PAUSED}],
        "leading": next((move for move in moves if move in LEADING), None),
        "main_moves": moves[:SHOWN_BUTTONS],
        "other_moves": moves[SHOWN_BUTTONS:],
        "closed_moves": queries.moves_closed_to(actor, found),
        "happenings": timeline(found, seen_by=actor, inside=inside),
        "documents": queries.documents_for(actor, found, inside=inside),
        "referrals": queries.referrals_for(actor, found, inside=inside),
        "commitments": queries.commitments_for(actor, found, inside=inside),
        "today": today,
    }
    return render(request, "desk/case/page.html", context)


@staff
@require_safe
def certificate(request: StaffRequest, case_id: int, duty_id: int) -> HttpResponse:
    """Vì sao ngày này? Each day counted or skipped, with the article beside it."""
    found = queries.case_for(request.actor, case_id)
    inside = queries.reads_internal(request.actor, found)
    duty = queries.duties_for(request.actor, found, inside=inside).filter(pk=duty_id).first()
    if duty is None:
        raise NotYoursToSee(duty_id)
    today = timezone.localdate()
    calendar = working_calendar()
    counted = duty.certificate(calendar)
    context = {
        "case": found,
        "duty": duty,
        "due": due_of(duty, today=today, calendar=calendar),
        "certificate": counted,
        "weeks": list(_weeks(counted, today)),
    }
    part = "desk/case/_certificate.html" if request.htmx else "desk/case/certificate.html"
    return render(request, part, context)


def _matters(found: Case) -> Any:
    return found.matters.select_related("petition").prefetch_related("petition__parties")


def _owed(duty: Duty, today: date, calendar: Calendar) -> Owed:
    due = due_of(duty, today=today, calendar=calendar)
    assert due is not None
    whole = max((duty.due_on - duty.started_on).days, 1)
    gone = min(max((today - duty.started_on).days, 0), whole)
    return Owed(duty=duty, due=due, gone=2 + round(SPAN * gone / whole))


def _in_order(moves: list[Move]) -> list[Move]:
    return sorted(moves, key=lambda move: LEADING.index(move) if move in LEADING else len(LEADING))


@dataclass(frozen=True)
class Cell:
    day: date | None
    number: int | None = None
    css: str = ""
    why: str = ""


def _weeks(counted: Any, today: date) -> Iterator[list[Cell]]:
    """Lay the steps out as weeks from Monday to Sunday."""
    steps = {step.day: step for step in counted.steps}
    if not steps:
        return
    first, last = min(steps), max(*steps, counted.due_on)
    day = first - timedelta(days=first.weekday())
    while day <= last:
        yield [_cell(day + timedelta(days=place), steps, counted, today) for place in range(7)]
        day += timedelta(days=7)


def _cell(day: date, steps: dict[date, Any], counted: Any, today: date) -> Cell:
    step = steps.get(day)
    if step is None:
        return Cell(day=day if day == counted.due_on else None, css="end" if day == counted.due_on else "none")
    css = [] if step.counted else ["off"]
    if day == today:
        css.append("now")
    if day == counted.due_on:
        css.append("end")
    return Cell(day=day, number=step.number, css=" ".join(css), why=str(step.why))
