"""Sắp xếp đơn vị: a decision that merges, splits or abolishes units; looked at first, then carried out case by case."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import changeover as looking
from cases import operations
from cases.errors import Unusable
from cases.models import AgendaItem, Changeover, ChangeoverRow, ReceptionSession
from cases.succession_words import Handed, HandedState
from organizations.access import administered
from organizations.models import Competence, Field, Membership, Unit
from organizations.models.in_force import in_force
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles
from ..forms.changeovers import ChangeoverForm, HeirsForm, RenameForm
from ..forms.refusing import refuse
from ..paging import page_after
from ..running import how_far

RECENT = 20
PAGE = 50
MOST_BY_HAND = 100
COLUMNS = (
    ("cases", gettext_lazy("Vụ việc")),
    ("referrals", gettext_lazy("Chủ trì")),
    ("requests", gettext_lazy("Phối hợp")),
    ("duties", gettext_lazy("Thời hạn")),
    ("letters", gettext_lazy("Văn bản chưa gửi")),
    ("agenda", gettext_lazy("Việc cần nêu")),
    ("sessions", gettext_lazy("Buổi tiếp")),
    ("competences", gettext_lazy("Dòng danh bạ")),
    ("memberships", gettext_lazy("Người làm việc")),
)
UNDECIDED = ("cases", "agenda", "sessions", "competences")
FIRST = {
    "session": gettext_lazy("buổi tiếp công dân đang diễn ra"),
    "refusal": gettext_lazy("từ chối tiếp công dân chờ xác nhận"),
    "notice": gettext_lazy("thông báo từ chối tiếp công dân chưa gửi"),
    "opening": gettext_lazy("bảng số liệu đầu kỳ đang vào sổ"),
}
SERIES = {
    "letter": gettext_lazy("Số văn bản đi"),
    "incoming": gettext_lazy("Số văn bản đến"),
    "visit": gettext_lazy("Số lượt tiếp công dân"),
}
ERRORS_AT = {"into": "heirs", "on": "effective_on", "basis": "number"}


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def changeovers(request: StaffRequest) -> HttpResponse:
    """List the decisions, and enter a new one."""
    today = timezone.localdate()
    form = ChangeoverForm(request.POST or None, request.FILES or None, units=_units(request))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("paper")
        paper = operations.NewDocument(title=file.name, content=file.read()) if file else None
        try:
            found = operations.prepare_changeover(**said, paper=paper, by=request.actor, on=today)
        except (Unusable, ValidationError) as refusal:
            refuse(form, refusal, at=ERRORS_AT)
        else:
            return redirect("desk:changeover", found.pk)
    mine = Changeover.objects.filter(before__in=Unit.objects.filter(administered(request.actor)))
    context = {
        "form": form,
        "refused": request.method == "POST",
        "changeovers": mine.distinct().prefetch_related("before", "heirs")[:RECENT],
    }
    return render(request, "desk/changeovers/list.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def changeover(request: StaffRequest, changeover_id: int) -> HttpResponse:
    """Show what goes where before anything does, then how far it has come, and what became of each thing."""
    found = _changeover(request, changeover_id)
    if request.htmx:
        return how_far(request, "desk/background/_handed_over.html", _progress(found), is_under_way=found.is_under_way)
    return _page(request, found, _heirs_form(found) if found.is_prepared else None)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def choose(request: StaffRequest, changeover_id: int) -> HttpResponse:
    """Take the rules and what was chosen by hand."""
    found = _changeover(request, changeover_id)
    form = _heirs_form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    operations.choose_heirs(found, **form.chosen(), by=request.actor)
    messages.success(request, _("Đã ghi nơi nhận."))
    return redirect("desk:changeover", found.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def order(request: StaffRequest, changeover_id: int) -> HttpResponse:
    """Order it; whoever orders second lands on the same page and sees how far it is."""
    found = _changeover(request, changeover_id)
    if found.is_prepared:
        operations.order_changeover(found, by=request.actor, on=timezone.localdate())
    return redirect("desk:changeover", found.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def drop(request: StaffRequest, changeover_id: int) -> HttpResponse:
    found = _changeover(request, changeover_id)
    operations.drop_changeover(found, by=request.actor, on=timezone.localdate())
    messages.success(request, _("Đã bỏ quyết định vừa nhập; chưa có gì thay đổi."))
    return redirect("desk:changeovers")


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: StaffRequest) -> HttpResponse:
    """Give a unit another name; everything open stays where it is."""
    today = timezone.localdate()
    named = {"unit": request.GET.get("don-vi", "")}
    form = RenameForm(request.POST or None, units=_units(request), today=today, initial=named)
    if request.method == "POST" and form.is_valid():
        try:
            operations.rename(**form.cleaned_data, by=request.actor, on=today)
        except (Unusable, ValidationError) as refusal:
            refuse(form, refusal, at=ERRORS_AT)
        else:
            messages.success(request, _("Đã đổi tên; tên cũ còn trong lịch sử."))
            return redirect("desk:changeovers")
    context = {"form": form, "refused": request.method == "POST"}
    return render(request, "desk/changeovers/rename.html", context, status=422 if form.errors else 200)


def _page(request: StaffRequest, found: Changeover, form: HeirsForm | None, *, status: int = 200) -> HttpResponse:
    rows = found.rows.select_related("case__field", "case__area", "before", "to")
    shown, after = page_after(request, rows, size=PAGE)
    shares = looking.shares_of(found)
    left = sum(shares[-1].counts[name] for name in UNDECIDED) if found.is_prepared else 0
    context = {
        "changeover": found,
        "before": found.before.all(),
        "form": form,
        "heirs": [share.heir for share in shares],
        "shares": [
            (label, [share.counts[name] for share in shares])
            for name, label in COLUMNS
            # What lies within the cases is counted beforehand; afterwards it is the successor's own.
            if found.is_prepared or name in looking.ROWS_ABOUT.values()
        ],
        "left": left,
        "first": [(FIRST[name], n) for name, n in looking.must_be_done_first(found)] if found.is_prepared else [],
        "series": [(unit, SERIES[name], n) for unit, name, n in looking.series_that_end(found)],
        "rows": _named(shown),
        "next": after,
        **_progress(found),
    }
    return render(request, "desk/changeovers/page.html", context, status=status)


def _progress(found: Changeover) -> dict[str, Any]:
    rows = found.rows.exclude(what=Handed.MEMBERSHIP)
    counted = rows.aggregate(total=Count("pk"), waits=Count("pk", filter=Q(state=HandedState.WAITS)))
    return {"changeover": found, "total": counted["total"], "done": counted["total"] - counted["waits"]}


def _heirs_form(found: Changeover, said: Any = None) -> HeirsForm:
    heirs = list(found.heirs.all())
    open_rows = list(looking.undecided(found)[:MOST_BY_HAND])
    several = len(heirs) > 1
    about = Field.objects.filter(pk__in=found.rows.filter(what=Handed.CASE).values("case__field")) if several else []
    people = list(found.rows.filter(what=Handed.MEMBERSHIP).order_by("pk"))
    members = Membership.objects.select_related("user", "unit").in_bulk([row.key for row in people])
    return HeirsForm(
        said,
        heirs=heirs,
        fields=about,
        rows=[(row.pk, label) for row, label in _named(open_rows)],
        people=[(row.pk, _member(members[row.key]), row.to_id) for row in people if row.key in members],
        by_field=found.by_field,
        rest_to=found.rest_to_id,
    )


def _named(rows: Iterable[ChangeoverRow]) -> list[tuple[ChangeoverRow, str]]:
    """Say which thing each row is about; of a case no more than an administrator may know."""
    rows = list(rows)

    def keys(what: str) -> list[int]:
        return [row.key for row in rows if row.what == what]

    items = AgendaItem.objects.in_bulk(keys(Handed.AGENDA))
    sessions = ReceptionSession.objects.in_bulk(keys(Handed.SESSION))
    members = Membership.objects.select_related("user", "unit").in_bulk(keys(Handed.MEMBERSHIP))
    competences = Competence.objects.select_related("field", "area").in_bulk(keys(Handed.COMPETENCE))
    named = []
    for row in rows:
        label = str(Handed(row.what).label)
        if row.what == Handed.CASE and row.case is not None:
            about = [] if row.case.sealed else [row.case.field.name, row.case.area.name if row.case.area else ""]
            label = " · ".join(filter(None, [row.case.number, *about]))
        elif row.what == Handed.AGENDA and row.case is not None and row.key in items:
            label = f"{row.case.number} · {items[row.key].get_brought_to_display()}"
        elif row.key in members and row.what == Handed.MEMBERSHIP:
            label = _member(members[row.key])
        elif row.key in sessions and row.what == Handed.SESSION:
            label = _("Buổi tiếp công dân ngày %(day)s") % {"day": f"{sessions[row.key].held_on:%d/%m/%Y}"}
        elif row.key in competences and row.what == Handed.COMPETENCE:
            one = competences[row.key]
            where = [
                one.field.name if one.field else _("Mọi lĩnh vực"),
                one.area.name if one.area else _("Mọi địa bàn"),
            ]
            label = " · ".join(where)
        named.append((row, label))
    return named


def _member(membership: Membership) -> str:
    return f"{membership.user.full_name} · {membership.get_role_display()} · {membership.unit.label}"


def _units(request: StaffRequest) -> Any:
    today = timezone.localdate()
    return Unit.objects.filter(in_force(today), administered(request.actor), in_force_to=None).order_by("level", "name")


def _changeover(request: StaffRequest, changeover_id: int) -> Changeover:
    mine = Unit.objects.filter(administered(request.actor))
    found = Changeover.objects.select_related("rest_to", "prepared_by").filter(pk=changeover_id, before__in=mine)
    one = found.distinct().prefetch_related("before", "heirs").first()
    if one is None:
        raise Http404(changeover_id)
    return one
