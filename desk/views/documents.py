"""Files: letters and papers, only to who may read them, never by a public address."""

from pathlib import PurePosixPath

from django.http import FileResponse, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cases import operations, queries
from cases.errors import NotYoursToSee

from ..doors import StaffRequest, staff

# Shown in the browser; everything else is handed over as a download.
SHOWN = {"application/pdf", "image/jpeg", "image/png"}


@staff
@require_safe
def letter(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show the letter of the lead referral: the draft inside the MTTQ only, the frozen one to its agency too."""
    case = queries.case_for(request.actor, case_id)
    written = case.letter
    inside = queries.reads_internal(request.actor, case)
    if written is None or not (inside or case.agency_in_charge == request.actor.unit):
        raise NotYoursToSee(case_id)
    return _inline(operations.preview_letter(case), f"cong-van-{case.number}.pdf")


@staff
@require_safe
def document(request: StaffRequest, document_id: int) -> FileResponse:
    """Hand a paper over."""
    paper = queries.document_for(request.actor, document_id)
    kind = PurePosixPath(str(paper.file.name)).suffix
    name = f"{slugify(paper.title) or 'tai-lieu'}{kind}"
    response = FileResponse(
        paper.file.open("rb"),
        as_attachment=paper.media_type not in SHOWN,
        filename=name,
        content_type=paper.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _inline(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
