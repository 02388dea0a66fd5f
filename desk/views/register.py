"""Sổ đơn: everything I may see, by question, by filter, by word; a page at a time without ever counting pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases import queries
from cases.models import Case, Duty
from cases.vocabulary import Kind, Status
from deadlines.calendar import working_calendar
from deadlines.vocabulary import DutyState
from organizations.models import Field

from ..doors import StaffRequest, staff
from ..due import most_urgent

PAGE = 50
EXACT_UP_TO = 1000


@dataclass(frozen=True)
class Tab:
    name: str
    label: str | Promise
    only: Q


def tabs(today: date) -> list[Tab]:
    """The questions people ask of the book."""
    open_now = ~Q(status=Status.CLOSED)
    # A subquery, not a join: a case with two late duties is one row.
    late = Q(pk__in=Duty.objects.filter(state=DutyState.RUNNING, due_on__lt=today).values("case"))
    return [
        Tab("open", _("Đang mở"), open_now),
        Tab("late", _("Quá hạn"), late),
        Tab("unassigned", _("Chưa có người giữ"), open_now & Q(handler=None)),
        Tab("answered", _("Đã trả lời, chưa xem"), Q(status=Status.ANSWERED)),
        Tab("closed", _("Đã kết thúc"), Q(status=Status.CLOSED)),
        Tab("all", _("Tất cả"), Q()),
    ]


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Tìm số đơn, họ tên, nội dung"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *Kind.choices])
    status = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Mọi trạng thái")), *Status.choices]
    )
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), required=False, queryset=Field.objects.order_by("order"), empty_label=_("Mọi lĩnh vực")
    )
    received_from = forms.DateField(label=_("Vào sổ từ"), required=False)

    def narrow(self, cases: Any) -> Any:
        said = self.cleaned_data
        if said["q"]:
            cases = queries.search(said["q"], cases)
        for name in ("kind", "status", "field"):
            if said[name]:
                cases = cases.filter(**{name: said[name]})
        if said["received_from"]:
            cases = cases.filter(registered_on__gte=said["received_from"])
        return cases


@staff
@require_safe
def register(request: StaffRequest) -> HttpResponse:
    """Show one page of the chosen tab, newest first; `after` and `before` hold the place."""
    today = timezone.localdate()
    form = FilterForm(request.GET)
    form.is_valid()
    said = {name: form.cleaned_data.get(name) for name in form.fields}
    form.cleaned_data = {name: value or None for name, value in said.items()}
    seen = form.narrow(Case.objects.visible_to(request.actor))
    chosen = next((tab for tab in tabs(today) if tab.name == request.GET.get("tab", "open")), tabs(today)[0])
    found = (
        seen.filter(pk__in=seen.filter(chosen.only).values("pk")) if chosen.name == "late" else seen.filter(chosen.only)
    )
    rows, newer, older = _page(found, request.GET.get("after", ""), request.GET.get("before", ""))
    calendar = working_calendar()
    for row in rows:
        duties = row.running_duties  # type: ignore[attr-defined]  # prefetched by with_next_duty
        row.due = most_urgent(duties, today=today, calendar=calendar)  # type: ignore[attr-defined]
    kept = {name: str(value) for name, value in request.GET.items() if name not in {"after", "before", "tab"} and value}
    context = {
        "form": form,
        "tabs": [
            (tab, _count(seen, tab), tab.name == chosen.name, urlencode({**kept, "tab": tab.name}))
            for tab in tabs(today)
        ],
        "chips": list(_chips(form, kept, chosen.name)),
        "rows": rows,
        "newer": newer and urlencode({**kept, "tab": chosen.name, "before": newer}),
        "older": older and urlencode({**kept, "tab": chosen.name, "after": older}),
        "chosen": chosen,
        "filtered": bool(kept),
    }
    return render(request, "desk/register/page.html", context)


def _count(seen: Any, tab: Tab) -> str:
    """Exact up to a thousand, then said so: nobody waits for a count of a million."""
    number = len(seen.filter(tab.only).order_by().values_list("pk", flat=True)[: EXACT_UP_TO + 1])
    return str(number) if number <= EXACT_UP_TO else gettext("hơn 1.000")


def _page(found: Any, after: str, before: str) -> tuple[list[Case], str, str]:
    """Return the rows and the keys of the neighbouring pages. The id follows the order of registration."""
    found = queries.with_next_duty(found.select_related("unit", "lead__agency", "handler"))
    if before.isdigit():
        rows = list(found.filter(pk__gt=int(before)).order_by("pk")[: PAGE + 1])
        more, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        return rows, str(rows[0].pk) if more and rows else "", str(rows[-1].pk) if rows else ""
    if after and not after.isdigit():
        raise Http404(after)
    rows = list((found.filter(pk__lt=int(after)) if after else found).order_by("-pk")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return rows, str(rows[0].pk) if after and rows else "", str(rows[-1].pk) if more else ""


def _chips(form: FilterForm, kept: dict[str, str], tab: str) -> Any:
    """One removable chip for each filter in the address."""
    for name, value in kept.items():
        if name not in form.fields or not form.cleaned_data.get(name):
            continue
        shown = dict(getattr(form.fields[name], "choices", [])).get(value, form.cleaned_data[name])
        without = {other: kept[other] for other in kept if other != name}
        yield f"{form.fields[name].label}: {shown}", urlencode({**without, "tab": tab})
