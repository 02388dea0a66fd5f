"""Kết xuất: the list as a table, at once where it is short; a long one is written in the background and found again."""

from itertools import islice

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit.sheets import MOST_ROWS
from files.handing import handed_in_parts
from files.vocabulary import CSV, SHEET

from ..doors import StaffRequest, staff
from ..listing.tables import REGISTER, TABLES
from ..personal import exporting
from ..personal.models import Export, ExportForm
from ..running import how_far

KINDS = {ExportForm.XLSX: SHEET, ExportForm.CSV: CSV}


@staff
@require_POST
def take_out(request: StaffRequest) -> HttpResponseBase:
    """Hand a list over as it is shown, or begin to write it where that takes longer than somebody waits."""
    now = timezone.now()
    today, form, name = timezone.localdate(now), request.POST.get("form", ""), request.POST.get("list", REGISTER)
    form = form if form in ExportForm.values else ExportForm.XLSX
    if name not in TABLES:
        raise Http404(name)
    table = TABLES[name]
    if not table.is_for(request.actor):
        raise PermissionDenied(name)
    question = table.asked(QueryDict(request.POST.get("asked", "")), request.actor, today)
    first = list(islice(question.rows(), exporting.AT_ONCE + 1))
    if not first:
        messages.error(request, _("Danh sách không có dòng nào để kết xuất."))
        return redirect(question.address)
    if len(first) <= exporting.AT_ONCE:
        parts = exporting.hand_over_at_once(name, question, first, form=form, by=request.actor, on=today)
        return handed_in_parts(parts, name=f"{table.stem}-{now:%Y%m%d}.{form}", kind=KINDS[ExportForm(form)])
    export = exporting.ask_for_export(name, question, unit=request.capacity.unit, form=form, by=request.actor, at=now)
    if form == ExportForm.XLSX and export.total > MOST_ROWS:
        messages.info(request, _("Một trang Excel không chứa hết ngần ấy dòng; bảng được kết xuất thành CSV."))
    return redirect("desk:export", export.pk)


@staff
@require_safe
def export(request: StaffRequest, export_id: int) -> HttpResponse:
    """Show how far the table has come; while it is under way the page looks again by itself."""
    found = exporting.export_for(request.actor, export_id)
    context = shown(found)
    if request.htmx:
        return how_far(request, "desk/background/_export_progress.html", context, is_under_way=found.is_under_way)
    return render(request, "desk/background/export.html", context)


@staff
@require_POST
def fetch(request: StaffRequest, export_id: int) -> HttpResponseBase:
    """Hand the finished table over. Every time it leaves is an event, so it is asked for by a button."""
    found = exporting.export_for(request.actor, export_id)
    now = timezone.now()
    if not exporting.is_ready(found, at=now):
        return redirect("desk:export", found.pk)
    try:
        parts = exporting.hand_over(found, by=request.actor, on=timezone.localdate(now), at=now)
    except exporting.Damaged:
        messages.error(request, _("Tệp đã hỏng hoặc không còn trên đĩa; cần kết xuất lại."))
        return redirect("desk:export", found.pk)
    name = f"{TABLES[found.table].stem}-{timezone.localtime(found.asked_at):%Y%m%d-%H%M}.{found.form}"
    return handed_in_parts(parts, name=name, kind=KINDS[ExportForm(found.form)])


def shown(found: Export) -> dict[str, object]:
    """What its page says of it."""
    rows = exporting.rows_of(found)
    return {
        "export": found,
        "label": TABLES[found.table].label,
        "done": exporting.done_of(found),
        "ready": exporting.is_ready(found, at=timezone.now()),
        "until": found.finished_at + exporting.KEPT_FOR if found.finished_at is not None else None,
        "rows": rows,
        "left_out": found.total - rows,
    }
