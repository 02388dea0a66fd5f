"""Screening as a guided form: what is known is filled in with its source, what is needed is asked, one leaf ends it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import access, operations, queries
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case
from cases.prefilling import Known, known_of
from cases.screening import TREE, Option, Question, Road, kind_of, needs_second_person, road
from cases.vocabulary import Move

from ..doors import StaffRequest, staff
from ..forms.refusing import refuse
from ..forms.screening import DecisionForm
from ..screened import proposed
from .move import ask_to_open, not_now

QUESTIONS = frozenset(question.key for question in TREE.values())


@dataclass(frozen=True)
class Shown:
    """A question as the page shows it: answered or not, and who says so."""

    question: Question
    option: Option | None
    source: str


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: StaffRequest, case_id: int) -> HttpResponse:
    """Ask the next question, propose, or record what is decided; answers travel in the body, never in an address."""
    case = queries.case_for(request.actor, case_id)
    if not access.may(request.actor, Move.SCREEN, case):
        raise PermissionDenied(Move.SCREEN)
    if reasons := queries.why_not_now(case, Move.SCREEN, actor=request.actor):
        return not_now(request, case, Move.SCREEN, reasons)
    if not queries.is_open_to(request.actor, case, at=timezone.now()):
        return ask_to_open(request, case)
    known = known_of(case)
    said = {key: request.POST.get(key, "") for key in QUESTIONS & set(request.POST)}
    way = road({key: one.value for key, one in known.items()} | said)
    decides = "decide" in request.POST
    decision = DecisionForm(request.POST if decides else None)
    if decides and way.leaf is not None and decision.is_valid():
        try:
            operations.screen(case, answers=way.answers, by=request.actor, on=timezone.localdate(), **decision.facts())
        except Unusable as refusal:
            refuse(decision, refusal)
        except NotAllowedNow as refusal:
            return not_now(request, case, Move.SCREEN, refusal.reasons)
        else:
            messages.success(request, _("Đã ghi: %(move)s.") % {"move": Move.SCREEN.label})
            return redirect("desk:case", case_id)
    context = _page(case, way, known) | {"form": decision, "refused": decision.is_bound}
    return render(request, "desk/screening/page.html", context, status=422 if decides else 200)


def _page(case: Case, way: Road, known: dict[str, Known]) -> dict[str, object]:
    answered = [Shown(one.question, one.option, _source(one.question.key, one.option, known)) for one in way.answered]
    proposal = proposed(way.leaf) if way.leaf is not None else None
    return {
        "case": case,
        "petitions": [matter.petition for matter in case.matters.select_related("petition").order_by("pk")],
        "answered": answered,
        "asks": way.asks,
        "proposal": proposal,
        "another_kind": bool(kind_of(way.answers)) and kind_of(way.answers) != case.kind,
        "second_person": proposal is not None
        and any(needs_second_person(kind, str(proposal["outcome"])) for kind in (kind_of(way.answers), case.kind)),
        "earlier": case.all_screenings,
    }


def _source(key: str, option: Option, known: dict[str, Known]) -> str:
    """Say from where an answer comes that nobody has changed."""
    told = known.get(key)
    return str(told.source) if told is not None and told.value == option.value else ""
