"""Tiếp nhận: one page, one petition, one receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access, operations, people, queries, reception
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.id_cards import read_card
from cases.kinds import WHAT_IT_MEANS, rules_that_start, standing
from cases.models import Case
from cases.vocabulary import Standing
from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.models import Rule as RuleVersion
from deadlines.refusals import Refused
from deadlines.rules import rule
from deadlines.working_days import WEEKEND
from files.scans import Scan
from organizations.competence import Finding, who_is_competent
from organizations.models import Unit
from organizations.vocabulary import Role

from ..addresses import number_in, token_in
from ..doors import StaffRequest, for_roles
from ..forms.competence import QuestionForm
from ..forms.intake import ClockForm, IntakeForm, WhoForm
from ..forms.refusing import refuse
from ..personal import phones
from ..personal.models import PhonePhoto
from ..personal.operations import drop_draft, keep_draft
from ..personal.queries import draft_of, drafts_of
from ..scans import chosen, let_go, scans_beside, take
from .intake_aids import beside_the_form


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    """Show the empty form, or register what is in it and go to the receipt."""
    unit = request.capacity.unit
    if request.POST.get("card", "").strip():
        # A scanner ends its line with Enter: whatever button that pressed, a line of a card is no petition yet.
        return _with_card(request)
    if "look" in request.POST:
        # The button beside the panel, for a browser without scripts: nothing is registered yet.
        form = IntakeForm.as_typed(request.POST, unit=unit)
        known = beside_the_form(request) | phone_beside(request, request.POST.get("form_token"))
        return render(request, "desk/intake/page.html", _page(request, form) | known)
    if "suggest" in request.POST:
        return _with_suggestion(request)
    posted = request.method == "POST"
    if not posted and "nhap" in request.GET:
        return _from_draft(request)
    if not posted and (visit := number_in(request.GET.get("luot", ""))) is not None:
        return _from_visit(request, visit)
    if not posted and (petition := number_in(request.GET.get("cung-nguoi", ""))) is not None:
        return _from_same_person(request, petition)
    form = IntakeForm(request.POST if posted else None, request.FILES if posted else None, unit=unit)
    if (
        posted
        and form.is_valid()
        and _leaves_room(
            form,
            sent := phones.sent_by(lent := phones.lent_for(request.user, form.token)),
            found := chosen(request, form),
        )
    ):
        try:
            scanned = take(unit.pk, found)
            papers = [*phones.as_papers(sent), *(one.paper for one in scanned)]
            case = _register(request, form, papers)
        except Unusable as refusal:
            refuse(form, refusal, at=form.at_their_rows())
        except NotAllowedNow as refusal:
            form.add_error(None, str(refusal))
        else:
            drop_draft(request.user, form.token)
            phones.forget(lent)
            let_go(case, unit.pk, scanned)
            for sentence in form.wanting():
                messages.warning(request, sentence)
            return _registered(request, case, more=form.cleaned_data["more"])
    known = beside_the_form(request) if posted else {"drafts": drafts_of(request.user, unit)}
    known |= phone_beside(request, request.POST.get("form_token"))
    return render(request, "desk/intake/page.html", _page(request, form) | known, status=422 if form.is_bound else 200)


def _leaves_room(form: IntakeForm, sent: Sequence[PhonePhoto], scanned: Sequence[Scan]) -> bool:
    together = sum(one.size for one in sent) + sum(one.size for one in scanned)
    return form.leaves_room_for(len(sent) + len(scanned), together)


def _register(request: StaffRequest, form: IntakeForm, papers: Sequence[operations.NewDocument]) -> Case:
    """Register what is in the form: as a case of its own, or into the one that was chosen beside it."""
    facts = form.facts() | {"unit": request.capacity.unit, "by": request.actor, "on": timezone.localdate()}
    facts["documents"] = [*facts["documents"], *papers]
    what, _colon, number = form.cleaned_data["tie"].partition(":")
    if not what:
        return operations.register(**facts)
    seen = Case.objects.visible_to(request.actor).filter(pk=number_in(number), sealed=False)
    other = seen.first()
    if other is None:
        raise Unusable("tie", _("Vụ việc đã chọn bên cạnh không còn xem được; cần chọn lại."))
    if what == "link":
        return operations.register(**facts | {"previous": facts["previous"] or other})
    same = (one for one in people.earlier(request.actor, WhoForm(request.POST).personal()) if one.case == other)
    found = next((str(one.sameness.label) for one in same), _("Cùng nội dung"))
    because = form.cleaned_data["same_because"] or _("Người tiếp nhận thấy khi ghi đơn: %(why)s.") % {"why": found}
    return operations.register_into(other, because=because, **facts)


def page_as_typed(request: StaffRequest, more: dict[str, object]) -> HttpResponse:
    """Without JavaScript: show the form again as it was typed, with more beside it."""
    form = IntakeForm.as_typed(request.POST, unit=request.capacity.unit)
    return _unkept(render(request, "desk/intake/page.html", _page(request, form) | beside_the_form(request) | more))


def phone_beside(request: StaffRequest, token: object) -> dict[str, object]:
    """What a telephone has sent for the form, and whether one still may."""
    number = token_in(str(token or ""))
    if number is None:
        return {}
    return {
        "phone": phones.link_of(request.user, number, at=timezone.now()),
        "photos": list(phones.photos_of(request.user, number)),
    }


def _with_card(request: StaffRequest) -> HttpResponse:
    """Without JavaScript: show the form again as it was typed, with what the card says in it."""
    unit = request.capacity.unit
    more = phone_beside(request, request.POST.get("form_token"))
    try:
        form = IntakeForm.with_card(request.POST, read_card(request.POST["card"]), unit=unit)
    except Unusable as refusal:
        form, more = IntakeForm.as_typed(request.POST, unit=unit), more | {"card_refused": refusal.reason}
    return _unkept(render(request, "desk/intake/page.html", _page(request, form) | beside_the_form(request) | more))


def _from_same_person(request: StaffRequest, case_id: int) -> HttpResponse:
    """Begin with who handed in the petition before: they came with more than one thing."""
    case = queries.case_for(request.actor, case_id)
    if case.sealed or case.unit_id != request.capacity.unit.pk or not access.may_read(request.actor, case):
        raise NotYoursToSee(case_id)
    form = IntakeForm.of_same_person(case, unit=request.capacity.unit)
    return _unkept(render(request, "desk/intake/page.html", _page(request, form) | {"same_person": case}))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _from_visit(request: StaffRequest, visit_id: int) -> HttpResponse:
    """Begin with what was written down about a visit to a session of reception."""
    visit = reception.visit_for(request.actor, visit_id)
    if visit.session.unit_id != request.capacity.unit.pk:
        raise NotYoursToSee(visit_id)
    form = IntakeForm.of_visit(visit, by=request.actor, unit=request.capacity.unit)
    return _unkept(render(request, "desk/intake/page.html", _page(request, form) | {"visit": visit}))


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Keep the form as far as it was typed, or drop what was kept. Papers are chosen again: they are not kept."""
    token = token_in(request.POST.get("form_token", ""))
    if token is None:
        return HttpResponseBadRequest()
    if "drop" in request.POST:
        drop_draft(request.user, token)
        phones.forget(phones.lent_for(request.user, token))
        return redirect("desk:intake")
    typed = {name: str(value) for name, value in request.POST.items() if value and IntakeForm.is_drafted(name)}
    kept = keep_draft(request.user, request.capacity.unit, token, typed, at=timezone.now())
    if not request.htmx:
        return redirect(f"{reverse('desk:intake')}?nhap={token}" if kept else "desk:intake")
    return _unkept(render(request, "desk/intake/_kept.html", {"kept": kept}))


def _from_draft(request: StaffRequest) -> HttpResponse:
    """Show the form as it was left; a draft that is gone, or somebody else's, is no page."""
    token = token_in(request.GET["nhap"])
    found = draft_of(request.user, request.capacity.unit, token) if token else None
    if found is None:
        raise Http404("draft")
    form = IntakeForm(initial=found.typed, unit=request.capacity.unit)
    return render(
        request, "desk/intake/page.html", _page(request, form) | {"kept": found} | phone_beside(request, token)
    )


def _registered(request: StaffRequest, case: Case, *, more: bool) -> HttpResponse:
    """Go to the receipt. Of what only the leader and the handler know, whoever entered it learns the number."""
    if access.may_see(request.actor, case):
        if more:
            return redirect(f"{reverse('desk:intake')}?cung-nguoi={case.pk}")
        return redirect("desk:receipt", case.pk)
    said = _("Đã vào sổ riêng, số %(number)s. Từ đây chỉ lãnh đạo và người được giao xem được.")
    messages.success(request, said % {"number": case.number})
    return redirect("desk:intake")


def _page(request: StaffRequest, form: IntakeForm) -> dict[str, object]:
    several = access.may_register_several(request.actor, request.capacity.unit.pk)
    shown = {"form": form, "refused": form.is_bound, "several": several}
    shown |= scans_beside(request, form["scans"].value() or [])
    return shown | clocks_if_received(ClockForm(form.data or form.initial))


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
    more = {"finding": finding, "asked": True} | phone_beside(request, typed.get("form_token"))
    return render(request, "desk/intake/page.html", _page(request, form) | more)


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
    """One clock as it would run: until when, how long, under which article, and which days it leaves out."""

    rule: RuleVersion
    due_on: date
    passes_over: str
    weekends: int


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_safe
def clocks(request: StaffRequest) -> HttpResponse:
    """Say which clocks would start for what has been chosen so far."""
    return render(request, "desk/intake/_clocks.html", clocks_if_received(ClockForm(request.GET)))


def clocks_if_received(form: ClockForm) -> dict[str, object]:
    """Return the dates the MTTQ would owe, and what the petition would count as where that is less than complete."""
    kind, intake, received_on, signed = form.chosen()
    stands = standing(kind, intake, signed=signed)
    previews, refused, calendar = [], [], working_calendar()
    for key in rules_that_start(kind, stands):
        try:
            ruled = rule(key, on=received_on)
            counted = clock.explain(ruled.facts, start=received_on, calendar=calendar)
        except Refused as refusal:
            refused.append(str(refusal))
            continue
        off = [step for step in counted.steps if not step.counted and step.day != received_on]
        holidays = [f"{step.day:%d/%m} ({_(step.why)})" for step in off if step.why != WEEKEND]
        passes_over = _("Bỏ qua %(days)s.") % {"days": ", ".join(holidays)} if holidays else ""
        previews.append(Preview(ruled, counted.due_on, passes_over, len(off) - len(holidays)))
    means = "" if stands == Standing.FULL else WHAT_IT_MEANS[stands]
    return {"clock": previews, "uncounted": refused, "means": means, "from_day": received_on}
