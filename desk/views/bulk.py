"""Bút phê for many: choose, say once, look at it in words; then one operation and one line of result for each case."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import operations, queries
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case
from cases.vocabulary import Status
from organizations.vocabulary import Role
from workflows import inbox
from workflows.steps import Step

from ..doors import StaffRequest, for_roles
from ..forms.bulk import InstructManyForm

MOST_AT_ONCE = 200
"""A page waits for all of them; what is more is instructed in a second go, and the page says so beforehand."""


@dataclass(frozen=True)
class Result:
    case: Case
    done: bool
    words: str


@for_roles(Role.LEADER)
@require_POST
def instruct_many(request: StaffRequest) -> HttpResponse:
    """Ask, show in words, do: which of them the pressed button says. Which cases is fixed with the first page."""
    waiting = inbox.of_unit(request.actor, [Step.INSTRUCT])
    total = waiting.count()
    if "all" in request.POST:
        chosen = [row.case_id for row in waiting[:MOST_AT_ONCE]]
    else:
        chosen = [int(said) for said in request.POST.getlist("case") if said.isdigit()][:MOST_AT_ONCE]
    own = Case.objects.visible_to(request.actor).filter(unit_id=request.actor.unit)
    cases = list(own.filter(pk__in=chosen).order_by("pk"))
    if not cases:
        messages.error(request, _("Cần chọn ít nhất một đơn để bút phê."))
        return redirect("desk:leader")
    said = {"look", "change", "do"} & set(request.POST)
    form = InstructManyForm(request.POST if said else None, unit=request.capacity.unit)
    context = {"cases": cases, "total": total, "form": form, "refused": form.is_bound and "change" not in said}
    if not said or "change" in said or not form.is_valid():
        return render(request, "desk/bulk/ask.html", context, status=422 if said & {"look", "do"} else 200)
    if "do" not in said:
        return render(request, "desk/bulk/look.html", context | {"said": form.cleaned_data})
    results = [_instruct(request, case, form) for case in cases]
    done = sum(one.done for one in results)
    return render(request, "desk/bulk/results.html", {"results": results, "done": done, "left": len(results) - done})


def _instruct(request: StaffRequest, case: Case, form: InstructManyForm) -> Result:
    """Instruct one case in a transaction of its own; what stands in its way is said in its line."""
    said = form.cleaned_data
    try:
        operations.instruct(case, by=request.actor, on=timezone.localdate(), **said)
    except (NotAllowedNow, Unusable) as refusal:
        return Result(case, False, _already(request, case) or str(refusal))
    except (NotYoursToSee, PermissionDenied):
        return Result(case, False, _("Đơn này không còn thuộc quyền bút phê của bạn."))
    return Result(case, True, _("Đã bút phê, giao cho %(who)s.") % {"who": said["handler"].full_name})


def _already(request: StaffRequest, case: Case) -> str:
    now = queries.case_for(request.actor, case.pk)
    if now.status == Status.REGISTERED or now.handler is None:
        return ""
    return _("Đã có bút phê trước đó, giao cho %(who)s; không thay đổi gì.") % {"who": now.handler.full_name}
