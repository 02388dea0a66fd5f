"""Sổ sách: each book of the office for any period, on the page, as paper and as a table."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import operations
from files.handing import handed
from files.vocabulary import PDF, SHEET
from organizations.vocabulary import Role
from reports.exports import book_pdf, book_xlsx
from reports.registers import BOOKS

from ..doors import StaffRequest, for_roles
from ..forms.books import BookForm

SHOWN = 50
MOST = 5000
"""Rows in one printing; a longer period is printed in parts."""
KINDS = {"pdf": (book_pdf, PDF), "xlsx": (book_xlsx, SHEET)}


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_safe
def books(request: StaffRequest) -> HttpResponse:
    """Show the beginning of the chosen book, with the way to all of it."""
    return _shown(request, BookForm(request.GET or None, today=timezone.localdate()))


@for_roles(Role.RECORDS_OFFICER, Role.LEADER)
@require_POST
def print_book(request: StaffRequest, kind: str) -> HttpResponse:
    """Hand the whole book of the period over; who took it out is recorded."""
    if kind not in KINDS:
        raise Http404(kind)
    today = timezone.localdate()
    form = BookForm(request.POST, today=today)
    if not form.is_valid():
        return _shown(request, form)
    name, first, last = (form.cleaned_data[field] for field in ("book", "first", "last"))
    unit, book = request.capacity.unit, BOOKS[name]
    if book.count(unit, first, last) > MOST:
        form.add_error("last", _("Kỳ này có hơn %(most)d dòng; cần chọn kỳ ngắn hơn để in.") % {"most": MOST})
        return _shown(request, form)
    rows = book.lines(unit, first, last, most=MOST)
    operations.record_printing(unit, book=name, first=first, last=last, rows=len(rows), by=request.actor, on=today)
    made, media_type = KINDS[kind]
    file_name = f"{slugify(name)}-{first:%Y%m%d}-{last:%Y%m%d}.{kind}"
    return handed(made(book, unit, first, last, rows), name=file_name, kind=media_type)


def _shown(request: StaffRequest, form: BookForm) -> HttpResponse:
    said = {**form.initial, **(form.cleaned_data if form.is_bound and form.is_valid() else {})}
    unit, book = request.capacity.unit, BOOKS.get(str(said["book"]), BOOKS["outgoing"])
    first, last = said["first"], said["last"]
    total = book.count(unit, first, last)
    context = {
        "form": form,
        "book": book,
        "chosen": said,
        "columns": [column.label for column in book.head()],
        "rows": book.lines(unit, first, last, most=SHOWN),
        "total": total,
        "counted": book.counted(unit, first, last),
        "shown": SHOWN,
    }
    return render(request, "desk/books/page.html", context, status=422 if form.is_bound and form.errors else 200)
