"""Files: letters and papers, only to who may read them, never by a public address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import access, operations, papers, queries
from cases.errors import NotAllowedNow, NotYoursToSee
from cases.models import Case, Document, Handover, Letter
from files import names, store
from files.handing import handed
from files.vocabulary import PDF, WORD
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles, staff, staff_or_link
from ..forms.files import ReleaseForm
from ..paging import page_before

PAGE = 50
SIZES = {"trang": store.PAGE, "nho": store.SMALL}


@staff_or_link
@require_safe
def letter(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show the letter of the lead referral: the draft inside the MTTQ only, the frozen one to its agency too."""
    case = queries.case_for(request.actor, case_id)
    written = case.letter
    inside = queries.reads_internal(request.actor, case)
    if written is None or not (inside or access.answers_for(request.actor, case)):
        raise NotYoursToSee(case_id)
    shown = operations.preview_letter(case)
    _note(request, case, written)
    return handed(shown, name=f"cong-van-{case.number}.pdf", kind=PDF, inline=True)


@staff_or_link
@require_safe
def letter_file(request: StaffRequest, letter_id: int, kind: str) -> HttpResponse:
    """Show one letter of a case, whichever it is, as PDF; or hand it over as an editable document."""
    written = queries.letter_for(request.actor, letter_id, at=timezone.now())
    name = f"{written.form}-{written.case.number}.{kind}"
    made = operations.letter_pdf(written) if kind == "pdf" else operations.letter_docx(written)
    _note(request, written.case, written)
    if kind == "pdf":
        return handed(made, name=name, kind=PDF, inline=True)
    return handed(made, name=name, kind=WORD)


@staff_or_link
@require_safe
def document(request: StaffRequest, document_id: int) -> HttpResponse:
    """Hand a paper over as a download, checked against its digest. The browser neither guesses its type nor runs it."""
    paper = queries.document_for(request.actor, document_id, at=timezone.now())
    reason = queries.withheld(request.actor, paper)
    if reason:
        raise NotAllowedNow("download", [reason])
    blob = paper.blob
    content = store.read(blob.digest)
    _note(request, paper.case, paper)
    return _kept_apart(handed(content, name=names.for_download(paper.title, blob.ending), kind=blob.media_type))


@staff_or_link
@require_safe
def picture(request: StaffRequest, document_id: int, size: str) -> HttpResponse:
    """Show how the paper looks: its first page, drawn without what a camera wrote beside the picture."""
    paper = queries.document_for(request.actor, document_id, at=timezone.now())
    png = None if queries.withheld(request.actor, paper) else store.picture(paper.blob.digest, SIZES[size])
    if png is None:
        raise Http404(document_id)
    operations.note_picture(paper, by=request.actor, on=timezone.localdate(), at=timezone.now())
    return _kept_apart(HttpResponse(png, content_type="image/png"))


@for_roles(Role.ADMINISTRATOR)
@require_safe
def quarantine(request: StaffRequest) -> HttpResponse:
    """List the papers a scanner warned of, without their names: an administrator reads no case."""
    rows, older = page_before(request, queries.quarantined_for(request.actor), size=PAGE)
    context = {"rows": rows, "older": older, "scanner": bool(settings.CLAMAV_URL)}
    return render(request, "desk/quarantine/page.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: StaffRequest, document_id: int) -> HttpResponse:
    """Ask why, then let the MTTQ open the paper."""
    paper = queries.quarantined_paper(request.actor, document_id)
    if not paper.is_quarantined:
        raise NotAllowedNow("release_document", [_("Tài liệu này không bị cách ly.")])
    posted = request.method == "POST"
    form = ReleaseForm(request.POST if posted else None)
    if posted and form.is_valid():
        operations.release_document(paper, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, _("Đã cho mở lại tài liệu; việc này ghi vào diễn biến của vụ việc."))
        return redirect("desk:quarantine")
    context = {"paper": paper, "form": form, "refused": form.is_bound}
    return render(request, "desk/quarantine/release.html", context, status=422 if form.is_bound else 200)


@staff
@require_safe
def redacted(request: StaffRequest, case_id: int) -> HttpResponse:
    """Hand the copy over in which nothing tells who wrote: to everybody who knows of the case."""
    case = queries.case_for(request.actor, case_id)
    copy = queries.redacted_copy_of(case)
    if copy is None:
        raise Http404(case_id)
    made = papers.redacted_copy(case, copy)
    operations.note_redacted(case, by=request.actor, on=timezone.localdate())
    return handed(made, name=f"ban-che-thong-tin-{case.number}.pdf", kind=PDF, inline=True)


def _note(request: StaffRequest, case: Case, what: Document | Letter) -> None:
    """What is taken out of a case stands in the reader's own chain."""
    operations.note_reading(case, what=what, by=request.actor, on=timezone.localdate(), at=timezone.now())


def _kept_apart(response: HttpResponse) -> HttpResponse:
    """What strangers handed in has no rights on our pages, even where a browser shows it."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@staff
@require_safe
def handover(request: StaffRequest, handover_id: int) -> HttpResponse:
    """The receipt of papers that went over the counter, for both to sign."""
    found = Handover.objects.select_related("case", "officer", "party__identity").filter(pk=handover_id).first()
    if found is None:
        raise NotYoursToSee(handover_id)
    found.case = queries.case_for(request.actor, found.case_id)
    if not queries.reads_internal(request.actor, found.case) or not access.may_read(request.actor, found.case):
        raise NotYoursToSee(handover_id)
    queries.must_be_open(request.actor, found.case, at=timezone.now())
    made = papers.handover_receipt(found)
    operations.note_handover(found, by=request.actor, on=timezone.localdate())
    return handed(made, name=f"giao-nhan-{handover_id}.pdf", kind=PDF, inline=True)
