"""Thẩm quyền: who is competent for what and where, what that rests on, and who would get this petition."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cases.vocabulary import Kind
from files.handing import handed
from files.vocabulary import CSV
from organizations import directory as table
from organizations import operations
from organizations.competence import who_is_competent
from organizations.models import Competence
from organizations.vocabulary import Role

from ..addresses import said_again
from ..doors import StaffRequest, for_roles
from ..forms.competence import CompetenceForm, EndForm, QuestionForm, TableForm
from ..paging import page_after

PAGE = 50


@for_roles(Role.ADMINISTRATOR)
@require_safe
def directory(request: StaffRequest) -> HttpResponse:
    """Answer who would get this, and list the rows; a row that has ended stays to be seen."""
    form = QuestionForm(request.GET or None, unit=request.capacity.unit)
    finding = None
    rows = Competence.objects.select_related("field", "area", "agency")
    if form.is_bound and form.is_valid() and form.cleaned_data["field"]:
        said = form.cleaned_data
        on = said["on"] or timezone.localdate()
        finding = who_is_competent(
            field=said["field"], area=said["area"] or request.capacity.unit.area, kind=said["kind"], on=on
        )
        rows = rows.filter(field__in=[said["field"], said["field"].parent_id])
    shown, after = page_after(request, rows, size=PAGE)
    kinds = dict(Kind.choices)
    context = {
        "form": form,
        "finding": finding,
        "rows": [(row, kinds.get(row.kind, row.kind)) for row in shown],
        "after": after,
        "query": said_again(request.GET.urlencode(), "sau"),
        "today": timezone.localdate(),
    }
    return render(request, "desk/competence/page.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    form = CompetenceForm(request.POST or None, unit=request.capacity.unit)
    if form.is_bound and form.is_valid():
        try:
            operations.add_competence(form.new(), by=request.actor, on=timezone.localdate())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thêm dòng vào danh bạ thẩm quyền."))
            return redirect("desk:competence")
    title = _("Thêm dòng thẩm quyền")
    return _asked(request, form, title=title, button=_("Thêm vào danh bạ"))


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, row_id: int) -> HttpResponse:
    row = get_object_or_404(Competence.objects.select_related("field", "area", "agency"), pk=row_id)
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            operations.end_competence(row, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Dòng thẩm quyền sẽ hết hiệu lực sau ngày đã chọn."))
            return redirect("desk:competence")
    return _asked(request, form, title=_("Kết thúc dòng thẩm quyền"), button=_("Kết thúc dòng này"), row=row)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    """Show what a table would enter and what is wrong in which row; enter all of it once confirmed."""
    posted = request.method == "POST"
    form = TableForm(request.POST if posted else None, request.FILES if posted else None)
    lines: list[table.Line] = []
    if posted and form.is_valid():
        try:
            lines = _tried(request, form.cleaned_data["table"])
        except table.NotATable as refusal:
            form.add_error("file", str(refusal))
    bad = [line for line in lines if line.mistakes]
    if lines and not bad and "confirmed" in request.POST:
        new = [line.new for line in lines if line.new is not None]
        try:
            operations.add_competences(new, by=request.actor, on=timezone.localdate())
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        else:
            said = ngettext("Đã nhập %(n)d dòng.", "Đã nhập %(n)d dòng.", len(new)) % {"n": len(new)}
            messages.success(request, said)
            return redirect("desk:competence")
    context = {
        "form": form,
        "lines": lines[:PAGE],
        "many": len(lines),
        "bad": bad[:PAGE],
        "many_bad": len(bad),
        "text": form.cleaned_data.get("table", "") if posted and form.is_valid() else "",
        "columns": table.COLUMNS,
        "refused": posted,
    }
    refused = bool(form.errors or bad)
    return render(request, "desk/competence/import.html", context, status=422 if refused else 200)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def hand_out(request: StaffRequest) -> HttpResponse:
    """Hand the whole directory over as a table that can be changed and taken in elsewhere."""
    rows = list(Competence.objects.select_related("agency").order_by("pk"))
    content = table.write(rows)
    operations.note_directory_out(rows=len(rows), by=request.actor, on=timezone.localdate())
    return handed(content, name="danh-ba-tham-quyen.csv", kind=CSV)


def _tried(request: StaffRequest, text: str) -> list[table.Line]:
    """Read the table, and let the operation say what it would refuse."""
    lines = table.read(text)
    whole = [line for line in lines if line.new is not None]
    said = operations.trial_of(
        [line.new for line in whole if line.new is not None], by=request.actor, on=timezone.localdate()
    )
    for line, mistakes in zip(whole, said, strict=True):
        line.mistakes.extend(mistakes)
    return lines


def _asked(
    request: StaffRequest, form: Form, *, title: str, button: str, row: Competence | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "row": row, "refused": form.is_bound}
    return render(request, "desk/competence/form.html", context, status=422 if form.is_bound else 200)
