"""Quản trị: the time limits in force, one rule with its versions and sources, and a trial count."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from deadlines import queries
from deadlines.calendar import working_calendar
from deadlines.clock import explain
from deadlines.facts import AppliesHere, Confidence
from deadlines.models import Rule
from deadlines.refusals import Refused
from deadlines.rules import rule as rule_in_force
from deadlines.thresholds import HALF, Thresholds
from deadlines.vocabulary import BINDS, CASE_KINDS, ProposalKind
from deadlines.words import in_own_words, nature_in_words

from ..doors import StaffRequest
from ..forms.law import VARIANTS, RuleFilter, TrialForm
from ..law_doors import is_keeper, reads_law
from ..listing.order import Order, Stretch, turned
from .certificate import weeks

PAGE = 60
# A key may have several versions: their number says which of them a page ends with.
BY_KEY = Order("key", "", (Stretch("k", "key", number="version"),))
DOUBTS = {
    Confidence.SECONDARY: gettext_lazy(
        "Mới đọc qua nguồn thứ cấp, chưa ai xác nhận: chưa được coi là quá hạn theo luật."
    ),
    Confidence.MEMORY: gettext_lazy("Ghi theo trí nhớ, chưa đối chiếu văn bản: không được coi là quá hạn theo luật."),
    Confidence.UNSURE: gettext_lazy("Chưa xác minh được văn bản: không được coi là quá hạn theo luật."),
}
ELSEWHERE = {
    AppliesHere.UNSURE: gettext_lazy("Chưa chắc áp dụng tại đơn vị."),
    AppliesHere.NO: gettext_lazy("Không áp dụng tại đơn vị."),
}


@reads_law
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """List the versions that match, in the order of their keys; the marks of doubt stand in words beside them."""
    today = timezone.localdate()
    form = RuleFilter(request.GET)
    form.is_valid()
    said = {name: form.cleaned_data.get(name, "") for name in form.fields}
    marks = {name: said[name] for name in ("case_kind", "nature", "confidence", "applies_here")}
    found = queries.rules_found(on=None if said["force"] == "all" else today, q=said["q"], **marks)
    after = request.GET.get("after", "")
    page = turned(found, BY_KEY, after=after, size=PAGE)
    kept = {name: value for name, value in said.items() if value}
    context = {
        "form": form,
        "rows": [
            (row, CASE_KINDS.get(row.case_kind, row.case_kind), list(doubts(row)), force(row, today))
            for row in page.rows
        ],
        "filtered": bool(kept),
        "older": page.after and urlencode({**kept, "after": page.after}),
        "after": after,
        "waiting": queries.proposals_waiting().count(),
        "keeper": is_keeper(request.capacity),
    }
    return render(request, "desk/law/rules.html", context)


@reads_law
@require_safe
def rule(request: StaffRequest, key: str) -> HttpResponse:
    """Show every version of one rule with its sources and its doubts; count a date on trial when one is asked for."""
    versions = queries.versions_of(key)
    if not versions:
        raise Http404(key)
    today = timezone.localdate()
    now = next((one for one in versions if force(one, today) == _("đang có hiệu lực")), versions[0])
    proposals = queries.proposals_of(key)
    context = {
        "rule": now,
        "kind": CASE_KINDS.get(now.case_kind, now.case_kind),
        "bound": BINDS.get(now.binds, now.binds),
        "points": points(now.told_at),
        "variants": [(VARIANTS.get(one["when"], one["when"]), one["length"]) for one in now.variants],
        "grants": [one for one in now.extension if one.get("max_total") or one.get("add")],
        "doubts": list(doubts(now)),
        "versions": [(one, force(one, today)) for one in versions],
        "transitions": queries.transitions_of(key),
        "proposals": proposals,
        "keeper": is_keeper(request.capacity),
        "may": list(_open_to_proposal(versions[0], proposals)),
        **_trial(request, now, today),
    }
    return render(request, "desk/law/rule.html", context)


def doubts(rule: Rule) -> Any:
    """Say in words what speaks against calling this the law, here."""
    mark = Confidence(rule.confidence)
    if mark in DOUBTS and rule.approved_on is None:
        yield DOUBTS[mark]
    if rule.applies_here in ELSEWHERE:
        yield ELSEWHERE[AppliesHere(rule.applies_here)]


def force(rule: Rule, today: date) -> str:
    if rule.in_force_from > today:
        return _("chưa có hiệu lực")
    if rule.in_force_to is not None and rule.in_force_to < today:
        return _("đã hết hiệu lực")
    return _("đang có hiệu lực")


def points(told: Thresholds) -> dict[str, str]:
    before = [_("nửa thời hạn") if one == HALF else str(one) for one in told.nearing]
    return {"before": ", ".join(before), "after": ", ".join(map(str, told.overdue)), "every": str(told.then_every)}


def _open_to_proposal(latest: Rule, proposals: list[Any]) -> Any:
    """What may be proposed about the rule now; one question at a time."""
    if any(one.state == "waiting" for one in proposals):
        return
    labels: list[tuple[str, str | Promise]] = [(ProposalKind.NEW_VERSION, gettext_lazy("Đề nghị phiên bản mới"))]
    if latest.confidence == Confidence.SECONDARY and latest.approved_on is None:
        labels.append((ProposalKind.CONFIRM, gettext_lazy("Đề nghị xác nhận đã đối chiếu")))
    labels.append((ProposalKind.APPLIES, gettext_lazy("Đề nghị quyết định việc áp dụng")))
    yield from labels


def _trial(request: StaffRequest, shown: Rule, today: date) -> dict[str, Any]:
    """Count as the engine would, by the version of the day; a refusal is its own sentence."""
    asked = "start" in request.GET
    form = TrialForm(request.GET if asked else None, rule=shown, initial={"start": today})
    if not asked or not form.is_valid():
        return {"trial": form}
    start, variant = form.cleaned_data["start"], form.cleaned_data.get("variant", "")
    try:
        found = rule_in_force(shown.key, on=start)
        counted = explain(
            found.facts.for_case(variant) if variant else found.facts,
            start=start,
            calendar=working_calendar(),
            given=form.cleaned_data.get("given"),
        )
    except Refused as refused:
        return {"trial": form, "refusal": in_own_words(refused)}
    return {
        "trial": form,
        "counted": counted,
        "by": found,
        "by_nature": nature_in_words(found),
        "weeks": list(weeks(counted, today)),
        "skipped": [(step, _(step.why)) for step in counted.steps if not step.counted],
    }
