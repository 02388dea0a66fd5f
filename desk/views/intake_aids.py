"""What the intake page answers while somebody types: communes, a card's line, what went before."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cases import alike, people
from cases.errors import Unusable
from cases.id_cards import read_card
from cases.kinds import KINDS
from cases.models import Case, Party
from cases.vocabulary import Status
from organizations.places import places_like
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..forms.intake import IntakeForm, WhoForm, of_card

PLACES = tuple(f"{name}_typed" for name in IntakeForm.PLACES)


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def places(request: StaffRequest) -> HttpResponse:
    """Offer the communes that answer to the words typed so far. They travel in the body: somebody lives there."""
    name = next((name for name in PLACES if name in request.POST), None)
    if name is None:
        return HttpResponseBadRequest()
    typed = request.POST[name]
    found = places_like(typed, on=timezone.localdate(), near=request.capacity.unit.area)
    return _unkept(render(request, "desk/intake/_places.html", {"places": found, "name": name, "typed": typed}))


@sensitive_post_parameters()
@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def card(request: StaffRequest) -> HttpResponse:
    """Say which field of the form takes what from the card; the line itself is kept nowhere."""
    try:
        said = of_card(read_card(request.POST.get("card", "")))
    except Unusable as refusal:
        return _unkept(render(request, "desk/intake/_card.html", {"card_refused": refusal.reason}))
    return _unkept(render(request, "desk/intake/_card.html", {"fills": said, "read": said["name"]}))


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def earlier(request: StaffRequest) -> HttpResponse:
    """Show what went before of whom and of what the form names so far, never in an address."""
    return _unkept(render(request, "desk/intake/_earlier.html", beside_the_form(request)))


@dataclass(frozen=True)
class Before:
    """A case shown beside the form: why, with whom it is, and what it may be to the petition being written down."""

    case: Case
    received_on: date | None
    with_whom: str
    may_take_it_in: bool
    why: str = ""
    hundredths: int = 0
    party: Party | None = field(default=None, repr=False)


def beside_the_form(request: StaffRequest) -> dict[str, object]:
    """Return earlier petitions of the same person, and cases of anybody that say much the same."""
    typed, unit = request.POST, request.capacity.unit
    if any(_is_sealed(typed.get(name, "")) for name in ("kind", "more_kind")):
        # Nothing of a denunciation is looked up while it is written, and nobody else's petitions are shown beside it.
        return {"earlier": [], "alike": [], "looked": False, "recognised": "", "tie": "", "sealed": True}
    personal = WhoForm(typed).personal()
    same = [
        _shown(one.case, unit.pk, one.received_on, why=str(one.sameness.label), party=one.party)
        for one in people.earlier(request.actor, personal)
    ]
    summary, text, chosen = (typed.get(name, "") for name in ("summary", "text", "field"))
    known = {one.case.pk for one in same}
    say_the_same = [
        _shown(
            one.case,
            unit.pk,
            one.received_on,
            why=_("Cùng nội dung") if one.word_for_word else "",
            hundredths=one.hundredths,
        )
        for one in alike.alike(request.actor, unit, summary=summary, text=text, field=chosen)
        if one.case.pk not in known
    ]
    return {
        "earlier": same,
        "alike": say_the_same,
        "looked": bool(personal.name or personal.identity_number),
        "recognised": typed.get("person", ""),
        "tie": typed.get("tie", ""),
        "same_because": typed.get("same_because", ""),
    }


def _shown(
    case: Case, unit: int, received_on: date | None, *, why: str, hundredths: int = 0, party: Party | None = None
) -> Before:
    with_agency = case.status == Status.FORWARDED and case.lead is not None
    holder = case.lead.agency.name if with_agency and case.lead else case.unit.name
    if not with_agency and case.handler is not None:
        holder = case.handler.full_name
    open_here = case.unit_id == unit and case.status != Status.CLOSED
    return Before(case, received_on, holder, open_here, why, hundredths, party)


def _is_sealed(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].sealed


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
