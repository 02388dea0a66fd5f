"""Đơn vị: the tree of units on a day, one unit's page, entering one and moving one, looked at first."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations import operations, tree
from organizations.access import may_administer
from organizations.heads import head_of
from organizations.models import Unit
from organizations.staff import people_within
from organizations.vocabulary import Role

from ..addresses import number_in
from ..doors import StaffRequest, for_roles
from ..forms.refusing import refuse
from ..forms.units import MoveUnitForm, UnitForm
from ..paging import page_after

PAGE = 50
MOST = 100
"""Units to choose from at once; words typed find the others."""


@for_roles(Role.ADMINISTRATOR)
@require_safe
def units(request: StaffRequest) -> HttpResponse:
    """List where the tree begins, or what answers to the words; on the day asked for."""
    on, words = _day(request), request.GET.get("q", "")
    found = tree.found_by(request.actor, words, on=on) if words.strip() else tree.tops_of(request.actor, on=on)
    shown, after = page_after(request, found, size=PAGE)
    context = {
        "rows": _called(shown, on),
        "after": after,
        "words": words,
        "on": on,
        "today": timezone.localdate(),
        "query": urlencode({"q": words, "ngay": on.isoformat()}),
    }
    return render(request, "desk/units/list.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Show one unit: what it is, who leads it, what hangs below, what it came from and what became of it."""
    found, on = _mine(request, unit_id), _day(request)
    shown, after = page_after(request, tree.below(found, on=on), size=PAGE)
    today = timezone.localdate()
    context = {
        "unit": found,
        "above": tree.above(found),
        "head": None if found.is_front else head_of(found.pk, on=today),
        "people": people_within(request.actor, on=today, unit=found).count(),
        "rows": _called(shown, on),
        "after": after,
        "edges": tree.edges_of(found)[:MOST],
        "runs": found.is_in_force(today),
        "on": on,
        "today": today,
    }
    return render(request, "desk/units/unit.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Enter a unit below another, or an agency that stands below none."""
    named = number_in(request.GET.get("duoi", ""))
    parent = _mine(request, named) if named is not None else None
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_unit(parent=parent, by=request.actor, **form.cleaned_data)
        except PermissionDenied:
            form.add_error("area", _("Chỉ lập được đơn vị dưới đơn vị mình quản trị, hoặc cơ quan ở địa bàn của mình."))
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã lập đơn vị."))
            return redirect("desk:unit", made.pk)
    context = {"form": form, "parent": parent, "refused": request.method == "POST"}
    return render(request, "desk/units/new.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Say what would change, then put the unit with all below it under another."""
    found, today = _mine(request, unit_id), timezone.localdate()
    words, posted = request.GET.get("q", ""), request.method == "POST"
    around = tree.found_by(request.actor, words, on=today).exclude(path__startswith=found.path).order_by("name", "pk")
    shown = list(around[: MOST + 1])
    form = MoveUnitForm(request.POST or None, units=around.filter(pk__in=[one.pk for one in shown[:MOST]]))
    change = None
    if posted and form.is_valid():
        said = form.cleaned_data
        change = tree.what_moves(found, said["parent"], on=said["on"])
        if "confirmed" in request.POST:
            try:
                operations.move_unit(found, by=request.actor, **said)
            except ValidationError as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, _("Đã chuyển đơn vị."))
                return redirect("desk:unit", found.pk)
    context = {
        "unit": found,
        "form": form,
        "change": change if not form.errors else None,
        "words": words,
        "many": len(shown) > MOST,
        "refused": posted,
    }
    return render(request, "desk/units/move.html", context, status=422 if form.errors else 200)


def _mine(request: StaffRequest, unit_id: int) -> Unit:
    """A unit that one administers; of any other nobody is told more than its name elsewhere."""
    found = Unit.objects.select_related("area", "area__parent", "parent").filter(pk=unit_id).first()
    if found is None or not may_administer(request.actor, found):
        raise Http404(unit_id)
    return found


def _called(rows: list[Unit], on: date) -> list[tuple[Unit, str]]:
    names = tree.names_on(rows, on=on)
    return [(one, names[one.pk]) for one in rows]


def _day(request: StaffRequest) -> date:
    typed = request.GET.get("ngay", "")
    try:
        on = parse_date(typed) if typed else None
    except ValueError:
        on = None
    if typed and on is None:
        raise Http404(typed)
    return on or timezone.localdate()
