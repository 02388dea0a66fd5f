"""Ai làm trễ: each unit over a period, behind each figure what was late, and the same as a paper."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import operations
from files.handing import handed
from files.vocabulary import PDF
from organizations.models import Unit
from organizations.vocabulary import Role
from reports.late import WAYS, Period, counts, described, late_duties, rules_by_way, tallies
from reports.late_statement import MOST_ROWS, TooLong, lateness_of, statement_pdf

from ..doors import StaffRequest, for_roles
from ..forms.agencies import QuarterForm
from ..listing.order import Order, Stretch, day, turned
from ..paging import place_in

PAGE = 50
OLDEST_FIRST = Order("due", _("hạn, cũ nhất trước"), (Stretch("d", "due_on", read=day),))


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """Show each unit that was late in the period, latest by law first; each figure leads to its list."""
    form = QuarterForm(request.GET or None, today=timezone.localdate())
    period = _period(request, form)
    found = tallies(period)
    after = place_in(request, "after") or 0
    context = {
        "form": form,
        "period": period,
        "labels": [label for label, _is_by in WAYS.values()],
        "rows": [_row(one.unit, one.late, period) for one in found[after : after + PAGE]],
        "number": len(found),
        "next": f"{_address(period)}&after={after + PAGE}" if len(found) > after + PAGE else "",
    }
    return render(request, "desk/late/page.html", context, status=422 if form.is_bound and form.errors else 200)


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """List what one unit was late with in one of the four ways, the oldest day first, a page at a time."""
    owing = get_object_or_404(Unit, pk=unit_id)
    form = QuarterForm(request.GET or None, today=timezone.localdate())
    period = _period(request, form)
    numbers = counts(period, unit=owing.pk)
    first = next((name for name, number in numbers.items() if number), "law")
    way = request.GET.get("way", "")
    way = way if way in WAYS else first
    rows = late_duties(period, rules_by_way()[way], unit=owing.pk)
    rows = rows.select_related("case", "rule", "commitment", "referral__letter")
    page = turned(rows, OLDEST_FIRST, after=request.GET.get("after", ""), size=PAGE)
    context = {
        "unit": owing,
        "form": form,
        "period": period,
        "back": _address(period),
        "tabs": [
            (label, numbers[name], name == way, _address(period, way=name)) for name, (label, _by) in WAYS.items()
        ],
        "label": WAYS[way][0],
        "rows": described(page.rows, on=period.on),
        "next": page.after and _address(period, way=way, after=page.after),
        "may_print": bool(request.actor.roles & {Role.SUPERVISOR, Role.LEADER}) and any(numbers.values()),
    }
    return render(request, "desk/late/unit.html", context, status=422 if form.is_bound and form.errors else 200)


@for_roles(Role.SUPERVISOR, Role.LEADER)
@require_POST
def print_statement(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Hand the statement over as a paper; that it was taken out is recorded."""
    owing = get_object_or_404(Unit, pk=unit_id)
    period = _period(request, QuarterForm(request.POST, today=timezone.localdate()))
    try:
        late = lateness_of(owing, period)
    except TooLong:
        messages.error(request, _("Bản kê dài hơn %(n)s dòng; hãy chọn kỳ ngắn hơn.") % {"n": MOST_ROWS})
        return redirect(f"{reverse('desk:late-unit', args=[owing.pk])}?{_address(period)}")
    here = request.capacity.unit
    made = statement_pdf(here, owing, late, period=period, printed_by=request.user.full_name)
    rows = sum(map(len, late.values()))
    operations.record_lateness(
        here, late=owing, first=period.first, last=period.last, rows=rows, by=request.actor, on=period.on
    )
    return handed(made, name=f"lam-tre-{period.first:%Y%m%d}-{period.last:%Y%m%d}.pdf", kind=PDF)


def _period(request: StaffRequest, form: QuarterForm) -> Period:
    first, last = form.period
    return Period(request.actor, first, last, timezone.localdate())


def _row(unit: Unit, late: dict[str, int], period: Period) -> dict[str, Any]:
    return {
        "unit": unit,
        "figures": [(label, late[name], _address(period, way=name)) for name, (label, _by) in WAYS.items()],
    }


def _address(period: Period, **more: str) -> str:
    return urlencode({"first": period.first.isoformat(), "last": period.last.isoformat(), **more})
