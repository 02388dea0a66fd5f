"""Quản trị: the calendar of a year with what each special day rests on, and the table that brings the next one."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.queries import latest_recount
from deadlines import calendar_file, queries
from deadlines.calendar_file import UnreadableTable
from deadlines.calendar_table import Plan, Table, plan, problems
from deadlines.models import CalendarDay
from deadlines.operations import change_calendar
from deadlines.operations.change_calendar import as_day
from deadlines.vocabulary import DayKind
from deadlines.working_days import SATURDAY
from files.handing import handed
from files.vocabulary import CSV

from ..addresses import number_in
from ..doors import StaffRequest
from ..forms.calendar import FIRST, LAST, TableForm
from ..law_doors import is_keeper, keeps_law, reads_law
from ..what_if import would_move

FIXED = {(1, 1), (4, 30), (5, 1), (9, 2)}
"""Days off on a fixed date (Bộ luật Lao động Điều 112); from 2026 also 24 November (Nghị quyết 28/2026/QH16 Điều 2)."""
CULTURE, CULTURE_SINCE = (11, 24), 2026
TET_DAYS = 5


@dataclass(frozen=True)
class Cell:
    day: date | None
    css: str = ""
    why: str = ""


@reads_law
@require_safe
def year(request: StaffRequest, number: int | None = None) -> HttpResponse:
    """Show twelve months with their special days, the source of each, and what is missing."""
    today = timezone.localdate()
    number = number or today.year
    if not FIRST <= number <= LAST:
        raise Http404(number)
    known = queries.years_known()
    rows = queries.days_of(number)
    holding = {row.day: row for row in rows if row.withdrawn_on is None}
    context = {
        "number": number,
        "years": sorted({one.year for one in known} | {today.year, today.year + 1, number}),
        "notice": next((one for one in known if one.year == number), None),
        "months": [(date(number, month, 1), _weeks_of(number, month, holding, today)) for month in range(1, 13)],
        "rows": [row for row in rows if row.withdrawn_on is None],
        "withdrawn": [row for row in rows if row.withdrawn_on is not None],
        "missing": list(_missing(number, holding)),
        "keeper": is_keeper(request.capacity),
        "recount": latest_recount(),
    }
    return render(request, "desk/calendar/year.html", context)


@keeps_law
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    """Look at a table line by line; nothing is stored before it is confirmed."""
    today = timezone.localdate()
    posted = request.method == "POST"
    form = TableForm(
        request.POST if posted else None, request.FILES if posted else None, initial=_first(request, today)
    )
    context: dict[str, Any] = {"form": form, "refused": posted}
    if posted and form.is_valid():
        context |= _looked_at(form, today)
        if request.POST.get("confirmed") and context.get("change"):
            try:
                changed = change_calendar(context["table"], by=request.actor, on=today)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Đã nạp lịch năm %(year)s.") % {"year": changed.year})
                return redirect("desk:calendar-year", changed.year)
    shown = bool(context.get("change")) and form.is_valid()
    return render(request, "desk/calendar/import.html", context, status=200 if shown or not posted else 422)


@reads_law
@require_safe
def empty_table(request: StaffRequest) -> HttpResponse:
    """Give the empty table to fill in."""
    return handed(calendar_file.empty_table(), name="bang-ngay-nghi.csv", kind=CSV)


def _first(request: StaffRequest, today: date) -> dict[str, Any]:
    wanted = number_in(request.GET.get("year", ""))
    return {"year": today.year + 1 if wanted is None else wanted, "whole": "part"}


def _looked_at(form: TableForm, today: date) -> dict[str, Any]:
    """Read the table and say what is wrong or what it would change."""
    notice = form.notice()
    try:
        days, wrong = calendar_file.read(form.cleaned_data["table"], notice)
    except UnreadableTable as refusal:
        form.add_error("file", forms.ValidationError(str(refusal)))
        return {}
    table = Table(notice, days, whole=form.cleaned_data["whole"] == "whole")
    holding = [as_day(row) for row in queries.days_of(notice.year) if row.withdrawn_on is None]
    wrong = wrong or problems(table, holding, on=today)
    if wrong:
        return {"wrong": [(one.line, _(one.sentence) % one.facts) for one in wrong]}
    change = plan(table, {one.day: one for one in holding})
    if not change.days:
        form.add_error(None, _("Bảng này không khác lịch đã nạp; không có gì để thay đổi."))
        return {}
    return {"table": table, "change": change, "said": _said(change), "moves": would_move(change, table, on=today)}


def _said(change: Plan) -> list[tuple[str, date, str]]:
    """Return each change in words, in the order of the days."""
    rows = [(_("Thêm"), one.day, f"{DayKind(one.kind).label} · {one.name} · {one.citation}") for one in change.added]
    rows += [(_("Thay"), one.day, f"{DayKind(one.kind).label} · {one.name} · {one.citation}") for one in change.changed]
    rows += [(_("Bỏ"), day, _("trở lại ngày thường")) for day in change.withdrawn]
    return sorted(rows, key=lambda row: row[1])


def _weeks_of(year: int, month: int, holding: dict[date, CalendarDay], today: date) -> list[list[Cell]]:
    weeks = Months().monthdatescalendar(year, month)
    return [[_cell(day, month, holding.get(day), today) for day in week] for week in weeks]


def _cell(day: date, month: int, special: CalendarDay | None, today: date) -> Cell:
    if day.month != month:
        return Cell(None, "none")
    css = ["off"] if (not special.works if special else day.weekday() >= SATURDAY) else []
    if special is not None:
        css.append("end")
    if day == today:
        css.append("now")
    return Cell(day, " ".join(css), f"{special.get_kind_display()}: {special.name}" if special else "")


def _missing(year: int, holding: dict[date, CalendarDay]) -> Any:
    """Say what a table of a year should have and this one has not."""
    if not holding:
        yield _("Chưa nạp lịch của năm này: thời hạn nào chạm đến năm này đều chưa tính được.")
        return
    wanted = FIXED | ({CULTURE} if year >= CULTURE_SINCE else set())
    for month, day in sorted(wanted):
        if date(year, month, day) not in holding:
            yield _("Thiếu ngày nghỉ cố định %(day)s.") % {"day": f"{day:02}/{month:02}"}
    if (
        sum(row.kind == DayKind.DAY_OFF and "Tết" in row.name and row.day.month in {1, 2} for row in holding.values())
        <= TET_DAYS
    ):
        yield _("Chưa thấy đủ năm ngày Tết Nguyên đán.")
    if not any("Hùng Vương" in row.name for row in holding.values()):
        yield _("Thiếu ngày Giỗ Tổ Hùng Vương.")
    if not any(row.day.month == 9 and row.day.day in {1, 3} for row in holding.values()):
        yield _("Thiếu ngày nghỉ Quốc khánh thứ hai (01/9 hoặc 03/9).")
