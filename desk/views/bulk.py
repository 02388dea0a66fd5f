"""One act on many cases: choose, say once, look at it in words; then the worker does each by itself, and says so."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cases.errors import Unusable
from cases.models import Case
from workflows import operations
from workflows.models import Batch, BatchRowState
from workflows.operations.acts import ACTS, Act
from workflows.vocabulary import Bulk

from .. import consequences
from ..addresses import number_in, numbers_in, said_again, token_in
from ..doors import StaffRequest, staff
from ..forms.bulk import FORMS
from ..listing.sources import REGISTER, TASKS, Chosable, chosen_cases, chosen_tasks, everything
from ..paging import page_after
from ..running import how_far

PAGE = 100
TABS = ("", BatchRowState.REFUSED, BatchRowState.DONE)
BACK = {"leader": "desk:leader", "pool": "desk:inbox", "others": "desk:inbox", REGISTER: "desk:register"}
FOLLOWS = {
    Bulk.TAKE: gettext_lazy("Việc đứng tên bạn và ở trong “Phải làm” của bạn."),
    Bulk.GIVE: gettext_lazy(
        "Việc đứng tên người được giao; việc nào người ấy không có vai trò để làm thì không được ghi."
    ),
}


@staff
@require_POST
def bulk(request: StaffRequest, name: str) -> HttpResponse:
    """Ask, show in words, order: which of them, the pressed button says. What is ordered is fixed with the order."""
    act = _act(request, name)
    source, scope = request.POST.get("source", REGISTER), request.POST.get("scope", "chosen")
    if source not in BACK or (act.of_tasks and source == REGISTER):
        raise Http404(source)
    chosen = _chosen(request, act, source, scope)
    if not chosen.number:
        messages.error(request, _("Cần chọn ít nhất một vụ việc."))
        return redirect(_back(request, source))
    said = {"look", "change", "do"} & set(request.POST)
    form = FORMS[act.name](request.POST if said else None, unit=request.capacity.unit)
    token = token_in(request.POST.get("token", "")) or uuid4()
    context = {
        "act": act,
        "chosen": chosen,
        "form": form,
        "source": source,
        "scope": scope,
        "asked": request.POST.get("asked", ""),
        "ticked": _ticked(request),
        "token": token,
        "back": _back(request, source),
        "refused": form.is_bound and "change" not in said,
        "will_happen": consequences.WILL_HAPPEN.get(act.moves) or FOLLOWS.get(Bulk(act.name), ""),
        "will_be_told": consequences.WILL_BE_TOLD.get(act.moves, consequences.NOBODY),
    }
    nothing_to_ask = not form.fields and not said
    if not nothing_to_ask and (not said or "change" in said or not form.is_valid()):
        return render(request, "desk/bulk/ask.html", context, status=422 if said & {"look", "do"} else 200)
    if nothing_to_ask:
        form = FORMS[act.name]({}, unit=request.capacity.unit)
        form.is_valid()
        context["form"] = form
    context["answers"] = form.in_words()
    if "do" not in said:
        return render(request, "desk/bulk/look.html", context)
    expected = number_in(request.POST.get("expected", ""))
    try:
        batch = operations.order_batch(
            act,
            chosen.each(),
            said=form.said(),
            about=chosen.words,
            token=token,
            unit=request.capacity.unit,
            by=request.actor,
            on=timezone.localdate(),
            expected=chosen.number if expected is None else expected,
        )
    except Unusable as refusal:
        messages.error(request, refusal.reason)
        return render(request, "desk/bulk/look.html", context, status=422)
    return redirect("desk:batch", batch.pk)


@staff
@require_safe
def batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Show how far it is, then what became of each; while it is under way the page looks again by itself."""
    found = operations.batch_for(request.actor, batch_id)
    context = _progress(found)
    if request.htmx:
        return how_far(request, "desk/bulk/_progress.html", context, is_under_way=found.is_under_way)
    tab = request.GET.get("xem", "")
    if tab not in TABS:
        raise Http404(tab)
    shown, after = page_after(request, found.rows.filter(state=tab) if tab else found.rows.all(), size=PAGE)
    # Whose case it is may have changed since: of one that is not to be seen any more nothing is said but that.
    known = Case.objects.visible_to(request.actor).in_bulk([row.case_id for row in shown])
    context |= {
        "act": ACTS[found.act],
        "tab": tab,
        "rows": [(row, known.get(row.case_id)) for row in shown],
        "next": after,
    }
    return render(request, "desk/bulk/results.html", context)


def _progress(found: Batch) -> dict[str, object]:
    made = found.rows.filter(state=BatchRowState.DONE).count()
    refused = found.rows.filter(state=BatchRowState.REFUSED).count()
    return {"batch": found, "made": made, "refused_rows": refused, "done": made + refused}


def _act(request: StaffRequest, name: str) -> Act:
    act = ACTS.get(name)
    if act is None:
        raise Http404(name)
    if not act.may(request.actor):
        raise PermissionDenied(name)
    return act


def _chosen(request: StaffRequest, act: Act, source: str, scope: str) -> Chosable:
    by, today = request.actor, timezone.localdate()
    if scope == "all":
        return everything(source, request.POST.get("asked", ""), by=by, on=today, of_cases=not act.of_tasks)
    if source in TASKS:
        return chosen_tasks(source, _ticked(request), by=by, of_cases=not act.of_tasks)
    return chosen_cases(_ticked(request), by=by)


def _ticked(request: StaffRequest) -> list[int]:
    return numbers_in(request.POST.getlist("case"))


def _back(request: StaffRequest, source: str) -> str:
    tab = {"tab": source} if source in {"pool", "others"} else {}
    query = said_again(request.POST.get("asked", ""), **tab)
    return f"{reverse(BACK[source])}?{query}" if query else reverse(BACK[source])
