"""Lưu trữ và xóa: how long a file is kept, who may not destroy it, the lists of what goes, and who agrees."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access, operations, people, queries
from cases.erasures import erasure_for, erasures_of, preview, rows_of
from cases.errors import NotYoursToSee, Unusable
from cases.models import Erasure, Person
from cases.retention import cases_of, kept, run_out, standing_hold, visits_of
from cases.retention_words import UNFINISHED
from deadlines.law.schedule import shipped_schedule
from files.handing import handed
from files.vocabulary import PDF
from organizations.vocabulary import Role
from reports.disposal import list_pdf

from ..doors import StaffRequest, for_roles, staff
from ..forms.erasures import ApproveForm, AskedForm, BecauseForm
from ..forms.refusing import refuse
from ..paging import page_after, page_before

PAGE = 50
RECENT = 30
JUDGES_WITH_A_WORD: dict[str, Callable[..., None]] = {
    "tra-lai": operations.send_erasure_back,
    "khong-duyet": operations.refuse_erasure,
}


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: StaffRequest, case_id: int) -> HttpResponse:
    """Say how long this file is kept and why, and hold it or let it go again."""
    found, today = queries.case_for(request.actor, case_id), timezone.localdate()
    if not queries.reads_internal(request.actor, found):
        raise NotYoursToSee(case_id)
    hold = standing_hold(found)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act = operations.lift_hold if hold else operations.hold_case
        act(found, because=form.cleaned_data["because"], by=request.actor, on=today)
        messages.success(request, _("Đã thôi tạm giữ hồ sơ.") if hold else _("Đã tạm giữ hồ sơ."))
        return redirect("desk:keeping", found.pk)
    context = {
        "case": found,
        "kept": kept(found, on=today),
        "hold": hold,
        "opened": queries.is_open_to(request.actor, found, at=timezone.now()),
        "form": form if access.may_hold(request.actor, found) and found.erased_on is None else None,
        "refused": form.is_bound,
    }
    return render(request, "desk/erasures/keeping.html", context, status=422 if form.is_bound else 200)


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def erasures(request: StaffRequest) -> HttpResponse:
    """Show the lists of the unit, the schedule, and how many files have run out; prepare a list of them."""
    today, unit = timezone.localdate(), request.capacity.unit
    if request.method == "POST":
        made = operations.prepare_list(unit, by=request.actor, on=today)
        return redirect("desk:erasure", made.pk)
    rows, older = page_before(request, erasures_of(request.actor), size=RECENT)
    context = {
        "erasures": rows,
        "older": older,
        "waiting": run_out(request.actor, unit.pk, on=today).count(),
        "schedule": [row for row in shipped_schedule() if row.is_in_force(today)],
        "may_prepare": access.may_prepare_erasures(request.actor, unit.pk) is not None,
    }
    return render(request, "desk/erasures/list.html", context)


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_safe
def erasure(request: StaffRequest, erasure_id: int) -> HttpResponse:
    """Show one list: every file, why it goes, how much goes with it, and who has to say what now."""
    return _page(request, erasure_for(request.actor, erasure_id))


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_POST
def act(request: StaffRequest, erasure_id: int, name: str) -> HttpResponse:
    """Lay it before a leader, drop it, approve it, send it back or refuse it."""
    found, today = erasure_for(request.actor, erasure_id), timezone.localdate()
    if name in JUDGES_WITH_A_WORD:
        form: forms.Form = BecauseForm(request.POST)
        if not form.is_valid():
            return _page(request, found, because=form, at=name, status=422)
        JUDGES_WITH_A_WORD[name](found, because=form.cleaned_data["because"], by=request.actor, on=today)
    elif name == "duyet":
        form = ApproveForm(request.POST)
        if not form.is_valid():
            return _page(request, found, approve=form, status=422)
        operations.approve_erasure(found, by=request.actor, on=today)
        messages.success(request, _("Đã duyệt. Từng hồ sơ được xóa trong ít phút; trang này cho biết đến đâu."))
    elif name == "trinh":
        operations.propose_erasure(found, by=request.actor, on=today)
        messages.success(request, _("Đã trình lãnh đạo duyệt."))
    elif name == "bo":
        operations.drop_erasure(found, by=request.actor, on=today)
        messages.success(request, _("Đã bỏ danh mục; chưa có gì bị xóa."))
    else:
        raise Http404(name)
    return redirect("desk:erasure", found.pk)


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: StaffRequest, erasure_id: int, row_id: int) -> HttpResponse:
    """Take one file off the list, with a reason."""
    found = erasure_for(request.actor, erasure_id)
    one = rows_of(found).filter(pk=row_id).first()
    if one is None:
        raise Http404(row_id)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operations.take_row_off(one, because=form.cleaned_data["because"], by=request.actor, on=timezone.localdate())
        messages.success(request, _("Đã đưa hồ sơ ra khỏi danh mục."))
        return redirect("desk:erasure", found.pk)
    context = {"erasure": found, "row": one, "form": form, "refused": form.is_bound}
    return render(request, "desk/erasures/row.html", context, status=422 if form.is_bound else 200)


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_safe
def pdf(request: StaffRequest, erasure_id: int) -> HttpResponse:
    """The list as a paper to be signed."""
    found = erasure_for(request.actor, erasure_id)
    paper = list_pdf(found, list(rows_of(found)), on=timezone.localdate())
    operations.note_disposal_list(found, by=request.actor, on=timezone.localdate())
    return handed(paper, name=f"danh-muc-{found.pk}.pdf", kind=PDF, inline=True)


@for_roles(Role.RECORDS_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: StaffRequest, person_id: int) -> HttpResponse:
    """Enter what a person asks to be erased: which cases, on which article."""
    parties = people.parties_of(request.actor, person_id)
    who, unit = Person.objects.get(pk=person_id), request.capacity.unit
    cases = cases_of(request.actor, who).filter(unit=unit)
    form = AskedForm(request.POST if request.method == "POST" else None, cases=cases)
    if form.is_valid():
        try:
            made = operations.prepare_for_person(who, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            return redirect("desk:erasure", made.pk)
    context = {
        "party": parties[0],
        "form": form,
        "visits": visits_of(who, unit.pk).count(),
        "refused": form.is_bound,
    }
    return render(request, "desk/erasures/person.html", context, status=422 if form.is_bound else 200)


def _page(
    request: StaffRequest,
    found: Erasure,
    *,
    because: forms.Form | None = None,
    approve: forms.Form | None = None,
    at: str = "",
    status: int = 200,
) -> HttpResponse:
    rows, after = page_after(request, rows_of(found), size=PAGE)
    unit = found.unit_id
    own = {found.prepared_by_id, found.prepared_for_id} & access.persons_of(request.actor)
    periods = {period.key: period for period in shipped_schedule()}
    context = {
        "erasure": found,
        "rows": [(one, periods.get(one.period)) for one in rows],
        "next": after,
        "preview": preview(found) if found.is_prepared or found.is_proposed else None,
        "left": found.rows.filter(state__in=UNFINISHED).count(),
        "unsure": any(not periods[one.period].is_sure for one in rows if one.period in periods),
        "prepares": found.is_prepared and access.may_prepare_erasures(request.actor, unit) is not None,
        "judges": found.is_proposed and access.may_judge_erasures(request.actor, unit) is not None and not own,
        "own": bool(own) and found.is_proposed,
        "may_take_off": (found.is_prepared and access.may_prepare_erasures(request.actor, unit) is not None)
        or (found.is_proposed and access.may_judge_erasures(request.actor, unit) is not None),
        "because": because or BecauseForm(),
        "approve": approve or ApproveForm(),
        "at": at,
    }
    return render(request, "desk/erasures/page.html", context, status=status)
