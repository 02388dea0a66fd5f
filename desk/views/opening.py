"""Quản trị: old books come in by a table, numbers go on from the paper book, and the register goes out as a table."""

from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import operations
from cases.errors import Unusable
from cases.models import Opening
from cases.opening import handing_out, looking, sheets
from cases.opening.problems import Problem
from cases.vocabulary import OpeningState, RowState
from files.handing import handed, handed_in_parts
from files.vocabulary import CSV, SHEET
from organizations.models import Field
from organizations.vocabulary import Role

from ..doors import StaffRequest, at_the_front, for_roles
from ..forms.opening import HandInForm, HandOutForm, SeriesForm
from ..forms.refusing import refuse
from ..navigation import BRINGS_BOOKS
from ..paging import page_after
from ..running import how_far

PAGE = 50
RECENT = 20
MOST = 20_000
"""Rows of the register in one spreadsheet; a longer period goes out as CSV, which is sent while it is written."""
TABS = ("", RowState.BAD, RowState.REFUSED, "warned", RowState.READY, RowState.ENTERED)

opens_books = for_roles(*BRINGS_BOOKS, only=at_the_front)
"""Lets in whoever keeps the books of an MTTQ unit, or sets its office up."""


@opens_books
@require_http_methods(["GET", "HEAD", "POST"])
def openings(request: StaffRequest) -> HttpResponse:
    """List the tables, and take a new one in."""
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            opening = operations.hand_in(request.capacity.unit, content, by=request.actor, on=timezone.localdate())
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            return redirect("desk:opening", opening.pk)
    context = {
        "form": form,
        "refused": request.method == "POST",
        "openings": list(looking.openings_for(request.actor)[:RECENT]),
        "administrator": Role.ADMINISTRATOR in request.actor.roles,
        "hands_out": bool(request.actor.roles & {Role.RECORDS_OFFICER, Role.LEADER}),
        "continued": list(looking.continued_for(request.actor)[:RECENT]),
    }
    return render(request, "desk/opening/list.html", context, status=422 if form.errors else 200)


@opens_books
@require_safe
def empty_form(request: StaffRequest) -> HttpResponse:
    """Give the form to fill in, with the lists of this house."""
    fields = Field.objects.filter(in_force_to=None).order_by("order").values_list("name", flat=True)
    return handed(sheets.empty_form({"field": list(fields)}), name="bang-so-lieu-dau-ky.xlsx", kind=SHEET)


@opens_books
@require_safe
def opening(request: StaffRequest, opening_id: int) -> HttpResponse:
    """Show how far the table has come, and its rows; while it is under way the page looks again by itself."""
    found = looking.opening_for(request.actor, opening_id)
    if request.htmx:
        return how_far(request, "desk/opening/_progress.html", {"opening": found}, is_under_way=found.is_under_way)
    tab = request.GET.get("xem", "")
    if tab not in TABS:
        raise Http404(tab)
    names = looking.reads_names(request.actor, found)
    rows = found.rows.select_related("case")
    rows = rows.filter(warned=True) if tab == "warned" else rows.filter(state=tab) if tab else rows
    shown, after = page_after(request, rows, size=PAGE, by="line")
    context = {
        "opening": found,
        "tab": tab,
        "tabs": list(_tabs(found)),
        "rows": [looking.shown(row, names=names) for row in shown],
        "after": after,
        "names": names,
        "reads_cases": Role.RECORDS_OFFICER in request.actor.roles,
        "waits": found.state == OpeningState.CHECKED and found.forgotten_on is None,
        "trouble": Problem("", *found.trouble).said() if found.trouble else "",
        "wanting": found.bad + found.refused,
    }
    return render(request, "desk/opening/page.html", context)


@opens_books
@require_POST
def choose(request: StaffRequest, opening_id: int) -> HttpResponse:
    """Let the table into the register; who chooses second lands on the same page and sees how far it is."""
    found = looking.opening_for(request.actor, opening_id)
    if found.state in {OpeningState.ENTERING, OpeningState.DONE}:
        return redirect("desk:opening", found.pk)
    good_ones = request.POST.get("rows") == "good"
    operations.choose(found, good_ones=good_ones, by=request.actor, on=timezone.localdate())
    return redirect("desk:opening", found.pk)


@opens_books
@require_POST
def forget(request: StaffRequest, opening_id: int) -> HttpResponse:
    found = looking.opening_for(request.actor, opening_id)
    operations.forget(found, by=request.actor, on=timezone.localdate())
    return redirect("desk:opening", found.pk)


@opens_books
@require_POST
def refused(request: StaffRequest, opening_id: int) -> HttpResponse:
    """Hand back the rows that did not come in, each with its reasons, to be put right and handed in again."""
    found = looking.opening_for(request.actor, opening_id)
    rows = looking.wanting(found)
    operations.note_refused_out(found, rows=rows.count(), by=request.actor, on=timezone.localdate())
    content = sheets.refused(_with_reasons(looking.shown(row, names=True)) for row in rows.iterator())
    return handed(content, name=f"chua-vao-so-{found.pk}.xlsx", kind=SHEET)


@for_roles(Role.ADMINISTRATOR, only=at_the_front)
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: StaffRequest) -> HttpResponse:
    """Say from which number a row of numbers goes on after the paper book."""
    today = timezone.localdate()
    form = SeriesForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            operations.continue_series(request.capacity.unit, **form.cleaned_data, by=request.actor, on=today)
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            return redirect("desk:openings")
    context = {"form": form, "refused": request.method == "POST"}
    return render(request, "desk/opening/series.html", context, status=422 if form.errors else 200)


@for_roles(Role.RECORDS_OFFICER, Role.LEADER, only=at_the_front)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: StaffRequest) -> HttpResponseBase:
    """Hand the register over in the columns of the table; who took it, and what for, is recorded."""
    today = timezone.localdate()
    form = HandOutForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        unit, said = request.capacity.unit, form.cleaned_data
        as_csv = "csv" in request.POST
        rows = handing_out.cases_of(unit, said["first"], said["last"]).count()
        if rows > MOST and not as_csv:
            reason = _("Kỳ này có hơn %(most)d vụ việc; cần lấy dạng CSV hoặc chọn kỳ ngắn hơn.") % {"most": MOST}
            form.add_error("last", reason)
        else:
            try:
                operations.record_handing_out(unit, **said, rows=rows, by=request.actor, on=today)
            except Unusable as refusal:
                refuse(form, refusal)
            else:
                return _handed_out(request, said["first"], said["last"], as_csv=as_csv)
    context = {"form": form, "refused": request.method == "POST"}
    return render(request, "desk/opening/hand_out.html", context, status=422 if form.errors else 200)


def _handed_out(request: StaffRequest, first: Any, last: Any, *, as_csv: bool) -> HttpResponseBase:
    rows = handing_out.rows_of(request.capacity.unit, first, last)
    name = f"so-vu-viec-{first:%Y%m%d}-{last:%Y%m%d}"
    if not as_csv:
        return handed(sheets.filled(islice(rows, MOST)), name=f"{name}.xlsx", kind=SHEET)
    return handed_in_parts(sheets.as_csv(rows), name=f"{name}.csv", kind=CSV)


def _tabs(found: Opening) -> Any:
    """Yield each question one asks of the rows, with its count; those with nothing in them are left out."""
    entered = found.state in {OpeningState.ENTERING, OpeningState.DONE}
    yield "", _("Mọi dòng"), found.looked_at
    counts = (
        (RowState.BAD, _("Chưa đúng"), found.bad),
        (RowState.REFUSED, _("Không vào sổ được"), found.refused),
        ("warned", _("Nên xem lại"), found.warned),
        (RowState.READY, _("Đúng"), 0 if entered else found.good),
        (RowState.ENTERED, _("Đã vào sổ"), found.entered),
    )
    for name, label, count in counts:
        if count:
            yield name, label, count


def _with_reasons(shown: looking.Shown) -> tuple[int, dict[str, str], str]:
    why = "; ".join(f"{one.heading}: {one.said()}" if one.heading else one.said() for one in shown.problems)
    return shown.row.line, shown.cells, why
