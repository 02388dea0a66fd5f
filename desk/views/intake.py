"""Tiếp nhận: one page, one petition, one receipt."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access, operations, people, reception
from cases.errors import NotYoursToSee, Unusable
from cases.kinds import KINDS, WHAT_IT_MEANS, rules_that_start, standing
from cases.models import Case
from cases.vocabulary import Standing
from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule
from organizations.competence import Finding, who_is_competent
from organizations.models import Unit
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..forms.competence import QuestionForm
from ..forms.intake import ClockForm, IntakeForm, WhoForm
from ..personal.operations import drop_draft, keep_draft
from ..personal.queries import draft_of, drafts_of


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    """Show the empty form, or register what is in it and go to the receipt."""
    unit = request.capacity.unit
    if "look" in request.POST:
        # The button beside the panel, for a browser without scripts: nothing is registered yet.
        form = IntakeForm.as_typed(request.POST, unit=unit)
        return render(request, "desk/intake/page.html", _page(form) | _earlier(request))
    if "suggest" in request.POST:
        return _with_suggestion(request)
    posted = request.method == "POST"
    if not posted and "nhap" in request.GET:
        return _from_draft(request)
    if not posted and request.GET.get("luot", "").isdigit():
        return _from_visit(request, int(request.GET["luot"]))
    form = IntakeForm(request.POST if posted else None, request.FILES if posted else None, unit=unit)
    if posted and form.is_valid():
        try:
            case = operations.register(unit=unit, by=request.actor, on=timezone.localdate(), **form.facts())
        except Unusable as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.reason)
        else:
            drop_draft(request.user, form.cleaned_data["form_token"])
            return _registered(request, case)
    known = _earlier(request) if posted else {"drafts": drafts_of(request.user, unit)}
    return render(request, "desk/intake/page.html", _page(form) | known, status=422 if form.is_bound else 200)


def _from_visit(request: StaffRequest, visit_id: int) -> HttpResponse:
    """Begin with what was written down about a visit to a session of reception."""
    visit = reception.visit_for(request.actor, visit_id)
    if visit.session.unit_id != request.capacity.unit.pk:
        raise NotYoursToSee(visit_id)
    form = IntakeForm.of_visit(visit, by=request.actor, unit=request.capacity.unit)
    response = render(request, "desk/intake/page.html", _page(form) | {"visit": visit})
    response["Cache-Control"] = "private, no-store"
    return response


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Keep the form as far as it was typed, or drop what was kept. Papers are chosen again: they are not kept."""
    token = _token(request.POST.get("form_token", ""))
    if token is None:
        return HttpResponseBadRequest()
    if "drop" in request.POST:
        drop_draft(request.user, token)
        return redirect("desk:intake")
    typed = {name: str(value) for name, value in request.POST.items() if value and IntakeForm.is_drafted(name)}
    kept = keep_draft(request.user, request.capacity.unit, token, typed, at=timezone.now())
    if not request.htmx:
        return redirect(f"{reverse('desk:intake')}?nhap={token}")
    response = render(request, "desk/intake/_kept.html", {"kept": kept})
    response["Cache-Control"] = "private, no-store"
    return response


def _from_draft(request: StaffRequest) -> HttpResponse:
    """Show the form as it was left; a draft that is gone, or somebody else's, is no page."""
    token = _token(request.GET["nhap"])
    found = draft_of(request.user, request.capacity.unit, token) if token else None
    if found is None:
        raise Http404("draft")
    form = IntakeForm(initial=found.typed, unit=request.capacity.unit)
    return render(request, "desk/intake/page.html", _page(form) | {"kept": found})


def _token(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def earlier(request: StaffRequest) -> HttpResponse:
    """Show earlier petitions of whom the form names so far. What is typed travels in the body, never in an address."""
    response = render(request, "desk/intake/_earlier.html", _earlier(request))
    response["Cache-Control"] = "private, no-store"
    return response


def _registered(request: StaffRequest, case: Case) -> HttpResponse:
    """Go to the receipt. Of what only the leader and the handler know, whoever entered it learns the number."""
    if access.may_see(request.actor, case):
        return redirect("desk:receipt", case.pk)
    said = _("Đã vào sổ riêng, số %(number)s. Từ đây chỉ lãnh đạo và người được giao xem được.")
    messages.success(request, said % {"number": case.number})
    return redirect("desk:intake")


def _page(form: IntakeForm) -> dict[str, object]:
    return {"form": form, "refused": form.is_bound} | clocks_if_received(ClockForm(form.data or form.initial))


def _earlier(request: StaffRequest) -> dict[str, object]:
    if any(_is_sealed(request.POST.get(name, "")) for name in ("kind", "more_kind")):
        # Nothing of a denunciation is looked up while it is written, and nobody else's petitions are shown beside it.
        return {"earlier": [], "looked": False, "recognised": "", "sealed": True}
    personal = WhoForm(request.POST).personal()
    return {
        "earlier": people.earlier(request.actor, personal),
        "looked": bool(personal.name or personal.identity_number),
        "recognised": request.POST.get("person", ""),
    }


def _is_sealed(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].sealed


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_safe
def suggestion(request: StaffRequest) -> HttpResponse:
    """Say who is competent for what has been chosen so far: the part of the page that follows the choices."""
    finding = suggested(QuestionForm(request.GET, unit=request.capacity.unit), unit=request.capacity.unit)
    return render(request, "desk/intake/_suggestion.html", {"finding": finding, "asked": True})


def _with_suggestion(request: StaffRequest) -> HttpResponse:
    """Without JavaScript: show the form again as it was typed, with the agency suggested and already chosen."""
    unit = request.capacity.unit
    finding = suggested(QuestionForm(request.POST, unit=unit), unit=unit)
    typed = request.POST.copy()
    if finding is not None and finding.first is not None and not typed.get("suggested_agency"):
        typed["suggested_agency"] = str(finding.first.agency.pk)
    form = IntakeForm.as_typed(typed, unit=unit)
    return render(request, "desk/intake/page.html", _page(form) | {"finding": finding, "asked": True})


def suggested(form: QuestionForm, *, unit: Unit) -> Finding | None:
    """Return what the directory says to the choices, nothing while they are not enough to ask it."""
    if not form.is_valid() or not form.cleaned_data["field"]:
        return None
    said = form.cleaned_data
    return who_is_competent(
        field=said["field"], area=said["area"] or unit.area, kind=said["kind"], on=timezone.localdate()
    )


@dataclass(frozen=True)
class Preview:
    title: str
    due_on: object
    citation: str
    nature: str


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_safe
def clocks(request: StaffRequest) -> HttpResponse:
    """Say which clocks would start for what has been chosen so far."""
    return render(request, "desk/intake/_clocks.html", clocks_if_received(ClockForm(request.GET)))


def clocks_if_received(form: ClockForm) -> dict[str, object]:
    """Return the dates the MTTQ would owe, and what the petition would count as where that is less than complete."""
    kind, intake, received_on, signed = form.chosen()
    stands = standing(kind, intake, signed=signed)
    previews, calendar = [], working_calendar()
    for key in rules_that_start(kind, stands):
        try:
            ruled = rule(key, on=received_on)
            due_on = clock.due_date(ruled.facts, start=received_on, calendar=calendar)
        except Refused:
            continue
        previews.append(Preview(ruled.title, due_on, ruled.citation, ruled.get_nature_display()))
    return {"clock": previews, "means": "" if stands == Standing.FULL else WHAT_IT_MEANS[stands]}
