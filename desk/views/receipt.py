"""The slip a citizen takes home, the signed receipt as a file, and what opens it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit.chain import grouped
from cases import access, operations, papers, queries, receipts
from cases.errors import NotAllowedNow, NotYoursToSee
from cases.models import Case, Receipt
from cases.receipts import NO_PROMISE
from cases.reception_words import Direction
from files.handing import handed
from files.vocabulary import JSON, PDF
from letters.qr import as_address
from organizations.vocabulary import Role
from reports import receipts as as_file

from ..doors import StaffRequest, staff


@staff
@require_safe
def receipt(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show what the citizen takes home, ready to print."""
    case = _ours(request, case_id)
    petition = papers.petition_of(case)
    context: dict[str, object] = {"case": case, "petition": petition, "silent": papers.keeps_silent(case, petition)}
    # Who came with more than one thing goes on with the same person; from a sealed petition nobody is taken over.
    registers = request.actor.roles & {Role.RECEPTIONIST, Role.HANDLER}
    context["may_go_on"] = bool(registers) and not case.sealed and case.unit_id == request.capacity.unit.pk
    joining = case.joinings.current().select_related("into").first()
    context["joined"] = joining and access.may_see(request.actor, joining.into) and joining.into
    others = Case.objects.visible_to(request.actor).of_petition(petition)
    context["others"] = others.filter(sealed=False).exclude(pk=case.pk)
    context["kept"] = case.handovers.filter(direction=Direction.IN).first()
    promised = receipts.receipt_of(petition)
    if promised is not None:
        code = receipts.code_of(promised)
        context |= {
            "promised": promised,
            "digest": grouped(promised.digest, by=4),
            "qr": as_address(f"{_check_address(request)}#{code}") if code else "",
        }
    return render(request, "desk/intake/receipt.html", context)


@staff
@require_safe
def receipt_pdf(request: StaffRequest, case_id: int) -> HttpResponse:
    case = _ours(request, case_id)
    address = request.build_absolute_uri(reverse("portal:follow"))
    pdf = papers.receipt(
        case, tracking_url=address, check_url=_check_address(request), received_by=request.user.full_name
    )
    operations.note_receipt(case, by=request.actor, on=timezone.localdate())
    return handed(pdf, name=f"bien-nhan-{case.number}.pdf", kind=PDF, inline=True)


@staff
@require_safe
def receipt_file(request: StaffRequest, case_id: int) -> HttpResponse:
    """Hand the signed receipt over with its proof: it tells nothing but number, moment and digest."""
    case = _ours(request, case_id)
    made = as_file.receipt_file(_promised(case))
    operations.note_receipt(case, by=request.actor, on=timezone.localdate())
    return handed(made, name=f"bien-nhan-{case.number}.json", kind=JSON)


@staff
@require_POST
def receipt_opening(request: StaffRequest, case_id: int) -> HttpResponse:
    """Hand over what opens the digest: the words, the papers' digests and the salt. It stands in the reader's chain."""
    case = _ours(request, case_id)
    queries.must_be_open(request.actor, case, at=timezone.now())
    promised = _promised(case)
    opening = as_file.opening_file(promised)
    if opening is None:
        raise NotAllowedNow("receipt", [_("Lời của đơn đã được xóa theo quy định nên biên nhận không mở được nữa.")])
    operations.note_opening(case, digest=promised.digest, by=request.actor, on=timezone.localdate())
    return handed(opening, name=f"mo-bien-nhan-{case.number}.json", kind=JSON)


def _promised(case: Case) -> Receipt:
    found = receipts.receipt_of(papers.petition_of(case))
    if found is None:
        raise NotAllowedNow("receipt", [str(NO_PROMISE)])
    return found


def _check_address(request: StaffRequest) -> str:
    return request.build_absolute_uri(reverse("portal:receipt"))


def _ours(request: StaffRequest, case_id: int) -> Case:
    """The code on a receipt opens the petition to its holder: an agency that was sent the case never sees it."""
    case = queries.case_for(request.actor, case_id)
    if not queries.reads_internal(request.actor, case) or not access.may_read(request.actor, case):
        raise NotYoursToSee(case_id)
    if case.kind in access.NEED_TO_KNOW:
        raise NotYoursToSee(case_id)  # no slip, no code: it is not followed in public
    return case
