"""Cơ quan trả lời thế nào: one line for each agency, and behind each figure its sendings."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organizations.models import Unit
from organizations.vocabulary import Role
from reports.counting import counted
from reports.scorecard import FIGURES, Period, Score, behind, scores

from ..addresses import number_in
from ..charts import bar
from ..doors import StaffRequest, for_roles
from ..forms.agencies import YearForm
from ..paging import page_before, place_in

PAGE = 50


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """Show each agency with its figures, most late first, and all together below; each figure leads to its list."""
    form = YearForm(request.GET or None, today=timezone.localdate())
    period = _period(request, form)
    found, everybody = scores(period)
    after = place_in(request, "after") or 0
    context = {
        "form": form,
        "period": period,
        "labels": FIGURES.items(),
        "rows": [_row(one, period) for one in found[after : after + PAGE]],
        "total": _row(everybody, period),
        "number": len(found),
        "next": after + PAGE if len(found) > after + PAGE else None,
    }
    return render(request, "desk/scorecard/page.html", context, status=422 if form.is_bound and form.errors else 200)


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def sendings(request: StaffRequest, figure: str) -> HttpResponse:
    """List the sendings behind one figure of one agency, or of all; newest first, a page at a time."""
    if figure not in FIGURES:
        raise Http404(figure)
    form = YearForm(request.GET or None, today=timezone.localdate())
    period = _period(request, form)
    said = number_in(request.GET.get("agency", ""))
    agency = get_object_or_404(Unit, pk=said) if said is not None else None
    found = behind(figure, period, agency=agency.pk if agency is not None else None)
    rows, after = page_before(request, found.select_related("case", "agency"), size=PAGE, named="after")
    context = {
        "agency": agency,
        "label": FIGURES[figure][0],
        "period": period,
        "rows": rows,
        "total": counted(found),
        "back": _address(period),
        "next": _address(period, agency=agency, after=after) if after else "",
    }
    return render(request, "desk/scorecard/sendings.html", context)


def _period(request: StaffRequest, form: YearForm) -> Period:
    first, last = form.period
    return Period(request.actor, first, last, timezone.localdate())


def _row(one: Score, period: Period) -> dict[str, Any]:
    address = _address(period, agency=one.agency)
    return {
        "score": one,
        "figures": [(name, label, one.figures[name]) for name, (label, _asked) in FIGURES.items()],
        "address": address,
        "bar": bar([("ok", one.figures["on_time"]), ("late", one.late)], one.figures["sent"]),
    }


def _address(period: Period, *, agency: Unit | None = None, after: int | None = None) -> str:
    said: dict[str, Any] = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    said |= {"agency": agency.pk} if agency is not None else {}
    return urlencode(said | ({"after": after} if after else {}))
