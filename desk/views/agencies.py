"""Cơ quan nào giữ bao lâu: a table of the agencies over a period, and behind each figure its cases."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from cases.models import Case
from organizations.models import Unit
from organizations.vocabulary import Role
from reports.agencies import FIGURES, MOST, Period, Score, agencies, are_too_many, behind, scores
from reports.counting import Count

from ..doors import StaffRequest, for_roles
from ..forms.agencies import QuarterForm
from ..paging import place_in

PAGE = 50


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """Show each agency with its figures; each figure leads to its cases."""
    today = timezone.localdate()
    form = QuarterForm(request.GET or None, today=today)
    first, last = form.period
    period = Period(seen_by=request.actor, first=first, last=last, on=today)
    refused = are_too_many(**period)
    scored = {} if refused else scores(**period)
    units = agencies(scored)
    after = place_in(request, "after")
    later = [unit for unit in units if after is None or (unit.name, unit.pk) > _place(units, after)]
    context = {
        "form": form,
        "refused": Count(MOST, exact=False) if refused else "",
        "first": first,
        "last": last,
        "labels": FIGURES.values(),
        "rows": [(unit, scored[unit.pk], _figures(scored[unit.pk])) for unit in later[:PAGE]],
        "next": later[PAGE - 1].pk if len(later) > PAGE else None,
        "total": len(units),
    }
    return render(request, "desk/agencies/page.html", context, status=422 if form.is_bound and form.errors else 200)


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def cases(request: StaffRequest, agency_id: int, figure: str) -> HttpResponse:
    """List the cases behind one figure, as they stand in the register."""
    if figure not in FIGURES:
        raise Http404(figure)
    today = timezone.localdate()
    form = QuarterForm(request.GET or None, today=today)
    first, last = form.period
    agency = get_object_or_404(Unit, pk=agency_id)
    period = Period(seen_by=request.actor, first=first, last=last, on=today)
    refused = are_too_many(agency=agency.pk, **period)
    found = [] if refused else behind(figure, agency.pk, **period)
    after = place_in(request, "after")
    keys = [pk for pk in found if after is None or pk < after][: PAGE + 1]
    shown = Case.objects.filter(pk__in=keys[:PAGE]).order_by("-pk")
    context = {
        "agency": agency,
        "refused": Count(MOST, exact=False) if refused else "",
        "label": FIGURES[figure],
        "figure": figure,
        "first": first,
        "last": last,
        "rows": shown,
        "total": len(found),
        "next": keys[PAGE - 1] if len(keys) > PAGE else None,
    }
    return render(request, "desk/agencies/cases.html", context)


def _figures(score: Score) -> list[tuple[str, str | Promise, int]]:
    return [(name, label, score.figures[name]) for name, label in FIGURES.items()]


def _place(units: list[Unit], pk: int) -> tuple[str, int]:
    return next(((unit.name, unit.pk) for unit in units if unit.pk == pk), ("", 0))
