"""Ai giữ, bao lâu: every stretch of a case with its events, what was late in it, and the same as a paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from cases import operations, queries
from cases.holders import LATE_BY_NATURE
from cases.models import Case
from cases.statement import Statement, statement_of
from files.handing import handed
from files.vocabulary import PDF
from reports.holding import pdf_of
from reports.root import newest_root

from ..doors import StaffRequest, staff


@staff
@require_safe
def holding(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show each stretch; an agency reads its own and no more."""
    found = queries.case_for(request.actor, case_id)
    statement = _statement(request, found)
    late = statement.late
    context = {
        "case": found,
        "inside": queries.reads_internal(request.actor, found),
        "statement": statement,
        "late": [(nature, label, late[nature]) for nature, label in LATE_BY_NATURE.items()],
    }
    return render(request, "desk/holding/page.html", context)


@staff
@require_POST
def statement_pdf(request: StaffRequest, case_id: int) -> HttpResponse:
    """Hand the statement over as a paper, in Vietnamese for whoever prints it; that it was taken out is recorded."""
    found = queries.case_for(request.actor, case_id)
    with override("vi"):
        statement = _statement(request, found)
        made = pdf_of(found, statement, printed_by=request.user.full_name, foot=newest_root())
    shown = sum(len(track.held) for track in statement.tracks)
    operations.note_statement(found, stretches=shown, by=request.actor, on=statement.on)
    name = f"ai-giu-{found.number.replace('/', '-')}-{statement.on:%Y%m%d}.pdf"
    return handed(made, name=name, kind=PDF)


def _statement(request: StaffRequest, found: Case) -> Statement:
    inside = queries.reads_internal(request.actor, found)
    opened = queries.is_open_to(request.actor, found, at=timezone.now())
    return statement_of(found, seen_by=request.actor, on=timezone.localdate(), inside=inside, opened=opened)
