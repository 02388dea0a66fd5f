"""Kiểm tra lịch sử: the register of events searched, who saw what, unusual reading; every question is written down."""

from dataclasses import asdict
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.models import Event
from cases import operations, queries
from files.handing import handed, handed_in_parts
from files.vocabulary import CSV, SHEET
from organizations.vocabulary import Role
from reports import audit_tables
from reports.auditing import Asked, found, older_than, told, who_saw
from reports.unusual import MEASURES, SINCE, unusual

from ..addresses import number_in
from ..doors import StaffRequest, for_roles
from ..forms.agencies import QuarterForm
from ..forms.audit import SearchForm

PAGE = 50
MOST = 20_000
"""Rows of one spreadsheet; more goes out as CSV, which is sent while it is written."""
auditors = for_roles(Role.AUDITOR, Role.SUPERVISOR)


@auditors
@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """Show what was asked for, newest first; `after` holds the place."""
    today = timezone.localdate()
    form = SearchForm(request.GET, actor=request.actor, today=today)
    valid = form.is_valid()
    context: dict[str, Any] = {"form": form, "chips": list(_chips(form)), "query": urlencode(form.given)}
    if not valid:
        return render(request, "desk/audit/page.html", context, status=422)
    asked = form.asked()
    rows = list(_from(found(request.actor, asked), request.GET.get("after", ""))[: PAGE + 1])
    shown = told(rows[:PAGE], seen_by=request.actor)
    older = urlencode({**form.given, "after": rows[PAGE - 1].pk}) if len(rows) > PAGE else ""
    context |= {"rows": shown, "older": older, "case": form.case, "asked": asked}
    page = render(request, "desk/audit/page.html", context)
    operations.note_search(asked=_said(asked), by=request.actor, on=today)
    return page


@auditors
@require_POST
def hand_out(request: StaffRequest, kind: str) -> HttpResponseBase:
    """Hand everything that was found over as a table; that it was taken out is written down first."""
    if kind not in {"xlsx", "csv"}:
        raise Http404(kind)
    today = timezone.localdate()
    form = SearchForm(request.POST, actor=request.actor, today=today)
    if not form.is_valid():
        context = {"form": form, "chips": list(_chips(form)), "query": urlencode(form.given)}
        return render(request, "desk/audit/page.html", context, status=422)
    asked = form.asked()
    events = found(request.actor, asked)
    if kind == "xlsx":
        events = events[:MOST]
    operations.note_search_out(asked=_said(asked), rows=events.count(), form=kind, by=request.actor, on=today)
    rows = audit_tables.rows_of(events, seen_by=request.actor)
    name = f"so-su-kien-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.{kind}"
    if kind == "xlsx":
        return handed(audit_tables.as_sheet(islice(rows, MOST)), name=name, kind=SHEET)
    return handed_in_parts(audit_tables.as_csv(rows), name=name, kind=CSV)


@auditors
@require_safe
def readers(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show everyone who opened, read, took out or was turned away from one case."""
    case = queries.case_for(request.actor, case_id)
    page = render(request, "desk/audit/readers.html", {"case": case, "readers": who_saw(request.actor, case)})
    operations.note_readers_asked(case, by=request.actor, on=timezone.localdate())
    return page


@auditors
@require_safe
def unusual_days(request: StaffRequest) -> HttpResponse:
    """Show the days on which somebody read beyond a measure, with the measures."""
    form = QuarterForm(request.GET or None, today=timezone.localdate())
    first, last = form.period
    context = {
        "form": form,
        "first": first,
        "last": last,
        "days": unusual(request.actor, first=first, last=last, most=PAGE),
        "measures": [(name, label, measure) for name, (label, measure) in MEASURES.items()],
        "since": SINCE,
        "most": PAGE,
    }
    status = 422 if form.is_bound and form.errors else 200
    page = render(request, "desk/audit/unusual.html", context, status=status)
    operations.note_unusual_asked(first=first, last=last, by=request.actor, on=timezone.localdate())
    return page


def _from(events: Any, after: str) -> Any:
    if not after:
        return events
    number = number_in(after)
    place = Event.objects.filter(pk=number).first() if number is not None else None
    if place is None:
        raise Http404(after)
    return older_than(events, place)


def _said(asked: Asked) -> dict[str, Any]:
    return {**asdict(asked), "first": asked.first.isoformat(), "last": asked.last.isoformat()}


def _chips(form: SearchForm) -> Any:
    """One removable chip for each filter in the address of a form that was looked at."""
    for name in form.given:
        value = form[name].value()
        field: Any = form.fields[name]
        if hasattr(field, "queryset"):
            one = field.queryset.filter(pk=number_in(str(value))).first()
            shown = str(one) if one is not None else value
        elif isinstance(field, forms.DateField):
            day = form.cleaned_data.get(name)
            shown = f"{day:%d/%m/%Y}" if day else value
        else:
            shown = dict(getattr(field, "choices", [])).get(value, value)
        without = {other: said for other, said in form.given.items() if other != name}
        yield f"{field.label}: {shown}", urlencode(without)
