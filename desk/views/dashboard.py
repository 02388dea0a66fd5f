"""Báo cáo: figures of a period with their charts; each figure opens its list; one page of it for the leadership."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases import operations
from files.handing import handed
from files.vocabulary import PDF
from organizations.vocabulary import Role
from reports.agenda import agenda_for
from reports.brief import brief_pdf
from reports.counting import counted
from reports.dashboard import FIGURES, Age, Asked, HotSpot, Line, board, listed
from reports.kept import counted_board

from ..charts import bar, columns
from ..doors import StaffRequest, for_roles
from ..forms.dashboard import DashboardForm
from ..paging import page_before

PAGE = 50
MOST_SHOWN = 15
HALF = 420
NOWHERE: Mapping[str, Any] = {}
COLUMNS = ("received", "on_time", "law", "letter", "open", "closed")


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def dashboard(request: StaffRequest) -> HttpResponse:
    """Show the figures of the period: by field, area, agency and month; how old what is open is; what rises."""
    form = DashboardForm(request.GET, seen_by=request.actor, today=timezone.localdate())
    asked = form.asked
    counted_at = counted_board(asked, anew="anew" in request.GET)
    found = counted_at.board
    every = request.GET.get("every", "")
    context = {
        "form": form,
        "asked": asked,
        "counted": counted_at,
        "count_anew": _address(asked, every=every, anew="1"),
        "labels": [(name, FIGURES[name][0]) for name in COLUMNS],
        "total": _figures(found.total, asked),
        "line": found.total,
        "tables": [
            _table(name, lines, asked, every=every)
            for name, lines in (("agency", found.agencies), ("field", found.fields), ("area", found.areas))
        ],
        "months": [(line, _figures(line, asked, _days_of(line.key, asked))) for line in found.months],
        "chart": columns([(one.name, [("ok", one.on_time), ("late", one.missed)]) for one in found.months]),
        "ages": [(age, _address(asked, figure="open", first=age.first, last=age.last)) for age in found.ages],
        "age_chart": columns([(_age(one), [("brand", one.number)]) for one in found.ages], wide=HALF),
        "open_now": found.open_now,
        "hot": [(one, _address(asked, figure="received", **_spot(one))) for one in found.hot],
        "again": _address(asked),
    }
    return render(request, "desk/dashboard/page.html", context, status=422 if form.is_bound and form.errors else 200)


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """List the cases behind one figure, newest first, a page at a time."""
    figure = request.GET.get("figure", "")
    if figure not in FIGURES:
        raise Http404(figure)
    form = DashboardForm(request.GET, seen_by=request.actor, today=timezone.localdate())
    asked = form.asked
    found = listed(figure, asked)
    rows, after = page_before(request, found.select_related("unit", "lead__agency"), size=PAGE, named="after")
    context = {
        "label": FIGURES[figure][0],
        "asked": asked,
        "rows": rows,
        "total": counted(found),
        "back": _address(asked, places=False),
        "next": _address(asked, figure=figure, after=after) if after else "",
    }
    return render(request, "desk/dashboard/cases.html", context)


@for_roles(Role.SUPERVISOR, Role.LEADER)
@require_POST
def brief(request: StaffRequest) -> HttpResponse:
    """Hand the figures over as one page for the leadership; that it was taken out is recorded."""
    today = timezone.localdate()
    form = DashboardForm(request.POST, seen_by=request.actor, today=today)
    asked, unit = form.asked, request.capacity.unit
    waiting = list(agenda_for(request.actor, to="briefing")[: MOST_SHOWN + 1])
    made = brief_pdf(unit, board(asked), waiting, asked=asked, printed_by=request.user.full_name)
    operations.record_brief(unit, first=asked.first, last=asked.last, by=request.actor, on=today)
    return handed(made, name=f"bao-cao-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.pdf", kind=PDF)


def _table(name: str, lines: list[Line], asked: Asked, *, every: str) -> dict[str, Any]:
    """The longest lines first; the rest is one click away and never silently left out."""
    shown = lines if every == name else lines[:MOST_SHOWN]
    rows = [
        (
            one,
            _figures(one, asked, {name: one.key}),
            bar([("ok", one.on_time), ("late", one.missed)], one.figures["received"]),
        )
        for one in shown
    ]
    more = len(lines) - len(shown)
    return {"name": name, "rows": rows, "more": more, "every": _address(asked, every=name)}


def _figures(line: Line, asked: Asked, where: Mapping[str, Any] = NOWHERE) -> list[tuple[str, int, str]]:
    return [(name, line.figures[name], _address(asked, figure=name, **where)) for name in COLUMNS]


def _address(asked: Asked, *, places: bool = True, **said: Any) -> str:
    """Return the question as an address: the period and the places asked for, and what is said beside."""
    kept: dict[str, Any] = {"first": asked.first, "last": asked.last, "unit": asked.unit or ""}
    if places:
        kept |= {"field": asked.field, "area": asked.area, "agency": asked.agency}
    told = {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in (kept | said).items()}
    return urlencode({name: value for name, value in told.items() if value})


def _days_of(month: str, asked: Asked) -> dict[str, date]:
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return {"first": max(first, asked.first), "last": min(last, asked.last)}


def _spot(one: HotSpot) -> dict[str, Any]:
    places = {name: value for name, value in (("field", one.field), ("area", one.area)) if value}
    return {"first": one.first, "last": one.last, **places}


def _age(one: Age) -> str:
    return f"> {one.over}" if one.up_to is None else f"≤ {one.up_to}"
