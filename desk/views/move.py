"""One page for every move: what will happen, who will be told, what is asked; then one operation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import access, operations, queries
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Hold
from cases.timeline import timeline
from cases.vocabulary import Move

from .. import consequences
from ..addresses import listed_in, within
from ..doors import StaffRequest, staff_or_link
from ..forms.moves import FORMS
from ..forms.moving import MoveForm
from ..forms.refusing import refuse
from ..forms.screening import SCREENING_FORMS, ScreenedForm
from ..links import come_in
from ..resuming import files_with, forget, keep_what_was_said, kept_for, names_of, resume
from ..screened import result_of


@staff_or_link
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, case_id: int, name: str) -> HttpResponse:
    """Show the move's page, or make the move."""
    wanted = _known(name)
    case = queries.case_for(request.actor, case_id)
    if not access.may(request.actor, wanted, case):
        raise PermissionDenied(wanted)
    reasons = queries.why_not_now(case, wanted, actor=request.actor)
    if reasons:
        return not_now(request, case, wanted, reasons)
    if wanted not in consequences.NEEDS_NO_READING and not queries.is_open_to(request.actor, case, at=timezone.now()):
        return ask_to_open(request, case)
    posted = request.method == "POST"
    kept = kept_for(request.actor, case, wanted) if posted or request.link is not None else None
    form_class = (FORMS | SCREENING_FORMS).get(wanted, MoveForm)
    form = form_class(
        request.POST if posted else None,
        files_with(kept, request) if posted else None,
        case=case,
        actor=request.actor,
        chosen=request.GET,
    )
    if not posted:
        resume(form, kept)
    if posted and form.is_valid():
        try:
            came_of = getattr(operations, wanted)(case, by=request.actor, on=timezone.localdate(), **form.facts())
        except Unusable as refusal:
            refuse(form, refusal)
        except NotAllowedNow as refusal:
            if request.FILES or request.link is not None:
                keep_what_was_said(request, request.actor, case, wanted)
            return not_now(request, case, wanted, refusal.reasons)
        else:
            if kept is not None:
                forget(request.actor, case, wanted)
            messages.success(request, _said(wanted, came_of))
            return _after(request, case_id)
    if posted and (request.FILES or kept is not None):
        kept = keep_what_was_said(request, request.actor, case, wanted, form)
    context = {
        "case": case,
        "move": wanted,
        "form": form,
        "will_happen": consequences.WILL_HAPPEN.get(wanted, ""),
        "will_be_told": consequences.WILL_BE_TOLD.get(wanted, consequences.NOBODY),
        "for_good": wanted in consequences.FOR_GOOD,
        "with_letter": wanted in consequences.WITH_LETTER,
        "refused": form.is_bound,
        "kept_files": names_of(kept),
        "instead": consequences.INSTEAD.get(wanted),
    }
    if isinstance(form, ScreenedForm):
        context |= result_of(case)
    return render(request, "desk/move/page.html", context, status=422 if form.is_bound else 200)


def _said(wanted: Move, came_of: object) -> str:
    if isinstance(came_of, Hold):
        at = timezone.localtime(came_of.leaves_at)
        return _("Văn bản sẽ gửi lúc %(at)s; gọi lại được đến lúc ấy.") % {"at": f"{at:%H:%M}"}
    return _("Đã ghi: %(move)s.") % {"move": wanted.label}


def _after(request: StaffRequest, case_id: int) -> HttpResponse:
    """Back to the case; who came by a link that this act has ended is told so."""
    if request.link is not None:
        come_in(request)
        if request.dead_link is not None:  # type: ignore[attr-defined]
            return render(request, "desk/link/done.html")
    return redirect(within(reverse("desk:case", args=[case_id]), listed_in(request)))


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
