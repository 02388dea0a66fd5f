"""One page for every move: what will happen, who will be told, what is asked; then one operation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import access, operations, queries
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case
from cases.timeline import timeline
from cases.vocabulary import Move

from .. import consequences
from ..doors import StaffRequest, staff
from ..forms.moves import FORMS
from ..forms.moving import MoveForm
from ..forms.screening import SCREENING_FORMS, ScreenedForm
from ..screened import result_of


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, case_id: int, name: str) -> HttpResponse:
    """Show the move's page, or make the move."""
    wanted = _known(name)
    case = queries.case_for(request.actor, case_id)
    if not access.may(request.actor, wanted, case):
        raise PermissionDenied(wanted)
    reasons = queries.why_not_now(case, wanted)
    if reasons:
        return not_now(request, case, wanted, reasons)
    if wanted not in consequences.NEEDS_NO_READING and not queries.is_open_to(request.actor, case, at=timezone.now()):
        return ask_to_open(request, case)
    posted = request.method == "POST"
    form_class = (FORMS | SCREENING_FORMS).get(wanted, MoveForm)
    form = form_class(
        request.POST if posted else None,
        request.FILES if posted else None,
        case=case,
        actor=request.actor,
        chosen=request.GET,
    )
    if posted and form.is_valid():
        try:
            getattr(operations, wanted)(case, by=request.actor, on=timezone.localdate(), **form.facts())
        except Unusable as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.reason)
        except NotAllowedNow as refusal:
            return not_now(request, case, wanted, refusal.reasons)
        else:
            messages.success(request, _("Đã ghi: %(move)s.") % {"move": wanted.label})
            return redirect("desk:case", case_id)
    context = {
        "case": case,
        "move": wanted,
        "form": form,
        "will_happen": consequences.WILL_HAPPEN.get(wanted, ""),
        "will_be_told": consequences.WILL_BE_TOLD.get(wanted, consequences.NOBODY),
        "for_good": wanted in consequences.FOR_GOOD,
        "with_letter": wanted in consequences.WITH_LETTER,
        "refused": form.is_bound,
        "instead": consequences.INSTEAD.get(wanted),
    }
    if isinstance(form, ScreenedForm):
        context |= result_of(case)
    return render(request, "desk/move/page.html", context, status=422 if form.is_bound else 200)


def ask_to_open(request: StaffRequest, case: Case) -> HttpResponse:
    """Lead to the page that asks why: what is to be done shows what the case says."""
    messages.info(request, _("Vụ việc niêm phong: cần mở niêm phong trước khi làm việc này."))
    return redirect("desk:move", case.pk, Move.REVEAL)


def _known(name: str) -> Move:
    if name not in Move.values or name in queries.NOT_ON_A_CASE:
        raise Http404(name)
    return Move(name)


def not_now(request: StaffRequest, case: Case, wanted: Move, reasons: list[str]) -> HttpResponse:
    """Say why, and what is possible now in the state the case has come to."""
    case = queries.case_for(request.actor, case.pk)
    happenings = timeline(case, seen_by=request.actor)
    context = {
        "case": case,
        "move": wanted,
        "reasons": reasons,
        "possible": queries.moves_open_to(request.actor, case),
        "last": happenings[0] if happenings else None,
    }
    return render(request, "desk/move/not_now.html", context, status=409)
