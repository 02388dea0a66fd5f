"""Vì sao ngày này? The certificate of one date: each day counted or skipped, with the article beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import operations, queries
from cases.errors import NotYoursToSee
from cases.models import Case, Duty, DutyComputation
from cases.vocabulary import Move
from deadlines.calendar import working_calendar
from deadlines.certificate import Certificate, Step
from deadlines.vocabulary import DutyState
from files.handing import handed
from files.vocabulary import JSON

from ..doors import StaffRequest, staff
from ..due import due_of

MOVES = {
    DutyState.RUNNING: [Move.EXTEND_DUTY, Move.PAUSE_DUTY, Move.EXPLAIN_LATENESS],
    DutyState.PAUSED: [Move.RESUME_DUTY],
    DutyState.MET: [Move.EXPLAIN_LATENESS],
}


@staff
@require_safe
def certificate(request: StaffRequest, case_id: int, duty_id: int) -> HttpResponse:
    """Show the certificate that was kept when the date was counted, and how the date came to change."""
    case, duty = _duty(request, case_id, duty_id)
    today = timezone.localdate()
    counted = list(queries.computations_of(duty))
    opened = queries.is_open_to(request.actor, case, at=timezone.now())
    kept = Certificate.from_json(counted[-1].certificate)
    open_moves = queries.moves_open_to(request.actor, case)
    context = {
        "case": case,
        "duty": duty,
        "due": due_of(duty, today=today, calendar=working_calendar()),
        "certificate": kept,
        "weeks": list(weeks(kept, today)),
        "skipped": [(step, _(step.why)) for step in kept.steps if not step.counted],
        "computations": counted,
        "stops": list(duty.stops.all()) if opened else [],
        "extensions": list(duty.longer.all()) if opened else [],
        "lateness": queries.lateness_of(duty) if opened else None,
        "moves": [move for move in MOVES.get(DutyState(duty.state), []) if move in open_moves],
    }
    part = "desk/case/_certificate.html" if request.htmx else "desk/case/certificate.html"
    return render(request, part, context)


@staff
@require_safe
def certificate_file(request: StaffRequest, case_id: int, duty_id: int) -> HttpResponse:
    """Give the certificate as the exact text that was kept, for whoever wants to count again."""
    case, duty = _duty(request, case_id, duty_id)
    latest: DutyComputation = list(queries.computations_of(duty))[-1]
    name = f"{case.number.replace('/', '-')}-{duty.rule.key}-{duty.pk}.json"
    operations.note_certificate(duty, by=request.actor, on=timezone.localdate())
    return handed(latest.certificate, name=name, kind=JSON)


def _duty(request: StaffRequest, case_id: int, duty_id: int) -> tuple[Case, Duty]:
    case = queries.case_for(request.actor, case_id)
    inside = queries.reads_internal(request.actor, case)
    duty = queries.duties_for(request.actor, case, inside=inside).filter(pk=duty_id).first()
    if duty is None:
        raise NotYoursToSee(duty_id)
    return case, duty


@dataclass(frozen=True)
class Cell:
    day: date | None
    number: int | None = None
    css: str = ""
    why: str = ""


def weeks(counted: Certificate, today: date) -> Iterator[list[Cell]]:
    """Lay the steps out as weeks from Monday to Sunday."""
    steps = {step.day: step for step in counted.steps}
    if not steps:
        return
    first, last = min(steps), max(*steps, counted.due_on)
    day = first - timedelta(days=first.weekday())
    while day <= last:
        yield [_cell(day + timedelta(days=place), steps, counted, today) for place in range(7)]
        day += timedelta(days=7)


def _cell(day: date, steps: dict[date, Step], counted: Certificate, today: date) -> Cell:
    step = steps.get(day)
    if step is None:
        return Cell(day=day if day == counted.due_on else None, css="end" if day == counted.due_on else "none")
    css = [] if step.counted else ["off"]
    if day == today:
        css.append("now")
    if day == counted.due_on:
        css.append("end")
    return Cell(day=day, number=step.number, css=" ".join(css), why=_(step.why))
