"""One row of the register: looking into it without leaving, and going to the next one of what is listed."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import operations, queries
from cases.listed import said_of
from cases.models import Case
from cases.timeline import timeline
from cases.vocabulary import Move
from deadlines.calendar import working_calendar
from deadlines.vocabulary import DutyState

from ..addresses import listed_in, within
from ..doors import StaffRequest, staff
from ..due import due_of
from ..listing.order import neighbour
from ..listing.register_filter import narrowed

LIVE = frozenset({DutyState.RUNNING, DutyState.PAUSED})


@staff
@require_safe
def peek(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show under the row what one would open the case for; without the script the link leads to the case itself."""
    if not request.htmx:
        return redirect(within(reverse("desk:case", args=[case_id]), listed_in(request)))
    actor, today = request.actor, timezone.localdate()
    found = queries.case_for(actor, case_id)
    inside = queries.reads_internal(actor, found)
    calendar = working_calendar()
    found.running_duties = [  # type: ignore[attr-defined]  # as the list fetches them
        duty for duty in queries.duties_for(actor, found, inside=inside) if duty.state in LIVE
    ]
    events = queries.events_of(found, seen_by=actor, inside=inside)[:1]
    context = {
        "case": found,
        "inside": inside,
        "said": said_of([found], seen_by=actor)[found.pk],
        "duties": [
            (duty, due_of(duty, today=today, calendar=calendar))
            for duty in found.running_duties  # type: ignore[attr-defined]
        ],
        # The sentence of it and its day; what was written by hand is read on the page of the case.
        "last": next(
            iter(timeline(found, seen_by=actor, inside=inside, opened=False, decided=[], events=events)), None
        ),
        "chase": Move.CHASE if Move.CHASE in queries.moves_open_to(actor, found) else None,
        "address": within(reverse("desk:case", args=[case_id]), listed_in(request)),
    }
    page = render(request, "desk/register/_peek.html", context)
    operations.note_case_read(found, opened=False, by=actor, on=today)
    return page


@staff
@require_safe
def step(request: StaffRequest, case_id: int, *, backwards: bool) -> HttpResponse:
    """Go to the case beside this one among what is listed; one look along the order's index, wherever one stands.

    The case one comes from need not be listed any more: its place is where it stands in the order today.
    """
    listed = listed_in(request)
    asked = narrowed(QueryDict(listed), seen_by=request.actor, on=timezone.localdate())
    place = asked.order.place_of(Case.objects.visible_to(request.actor), case_id)
    beside = neighbour(asked.cases, asked.order, place, backwards=backwards) if place else None
    if beside is None:
        first, last = _("Đây là vụ việc đầu danh sách."), _("Đây là vụ việc cuối danh sách.")
        messages.info(request, first if backwards else last)
    return redirect(within(reverse("desk:case", args=[case_id if beside is None else beside.pk]), listed))
