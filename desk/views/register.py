"""Sổ đơn: everything I may see, by question, by filter, by word; a page at a time without ever counting pages."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from organizations.vocabulary import Role
from reports.counting import counted

from ..doors import StaffRequest, staff
from ..listing.case_lines import as_shown, case_lines
from ..listing.order import turned
from ..listing.register_filter import Asked, narrowed, tabs
from ..listing.register_offers import offered
from ..listing.sources import REGISTER, acts_on
from ..personal.models import ExportForm
from ..personal.saved import saved_for

PAGE = 50


@dataclass(frozen=True)
class Column:
    """The head of a column by which the list can be ordered."""

    label: str | Promise
    query: str
    direction: str
    """As `aria-sort` says it; nothing where the list is ordered by another column."""


@staff
@require_safe
def register(request: StaffRequest) -> HttpResponse:
    """Show one page of the chosen tab; `after` and `before` hold the place, `dem` asks for the exact number."""
    today = timezone.localdate()
    asked = narrowed(request.GET, seen_by=request.actor, on=today)
    if request.htmx and request.htmx.target == "tong":
        total = counted(asked.cases, exactly=True)
        return render(request, "desk/register/_total.html", {"asked": asked, "total": total})
    page = turned(
        as_shown(asked.cases, seen_by=request.actor),
        asked.order,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=PAGE,
    )
    within = urlencode({"trong": asked.query})
    known = tabs(request.actor, today)
    counts = asked.counts(known)
    if "dem" in request.GET:
        counts[asked.tab.name] = counted(asked.cases, exactly=True)
    shown = [(tab, counts[name], name == asked.tab.name, asked.of_tab(tab)) for name, tab in known.items()]
    context = {
        "asked": asked,
        "tabs": shown,
        "total": counts[asked.tab.name],
        "chosen": asked.tab,
        "columns": _columns(asked),
        "rows": case_lines(page.rows, seen_by=request.actor, on=today, within=within),
        "everywhere": asked.of_tab(known["all"]),
        "newer": page.before and asked.again(before=page.before),
        "older": page.after and asked.again(after=page.after),
        "offers": offered(asked, seen_by=request.actor, on=today) if "them" in request.GET else None,
        "acts": acts_on(REGISTER, request.actor),
        "forms": ExportForm.choices,
        "saved": saved_for(request.user, request.capacity.unit),
        "inside": bool(request.actor.roles - {Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD}),
    }
    if request.htmx and request.htmx.target == "dieu-kien":
        return render(request, "desk/register/_conditions.html", context)
    return render(request, "desk/register/page.html", context)


def _columns(asked: Asked) -> dict[str, Column]:
    """Pressing a head orders by it, pressing it again turns the order round."""
    first = {"number": (_("Số"), "number"), "received": (_("vào sổ"), "-received"), "due": (_("Hạn"), "due")}
    columns: dict[str, Column] = {}
    for name, (label, order) in first.items():
        here = asked.order.name.removeprefix("-") == name
        turned_round = asked.order.name.removeprefix("-") if asked.order.name.startswith("-") else f"-{name}"
        direction = ("descending" if asked.order.name.startswith("-") else "ascending") if here else ""
        columns[name] = Column(label, asked.again(sort=turned_round if here else order), direction)
    return columns
