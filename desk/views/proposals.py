"""Quản trị: what is proposed about the time limits, and the second person's decision."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from deadlines import access, queries
from deadlines.models import Proposal, Rule
from deadlines.operations import approve_rule, propose_rule, refuse_rule
from deadlines.thresholds import HALF
from deadlines.vocabulary import APPLICABILITY, CONFIDENCES, NATURES, PAUSE_EFFECTS, UNITS, ProposalKind, ProposalState
from organizations.models import User

from ..doors import StaffRequest
from ..forms.law import (
    VARIANTS,
    AppliesForm,
    NewRuleForm,
    ReasonForm,
    RefusalForm,
    VersionForm,
    first_words_of,
    new_rule_defaults,
)
from ..law_doors import is_keeper, keeps_law, reads_law

DECIDED_SHOWN = 50
FORMS: dict[str, type[ReasonForm]] = {
    ProposalKind.NEW_VERSION: VersionForm,
    ProposalKind.CONFIRM: ReasonForm,
    ProposalKind.APPLIES: AppliesForm,
}
SAID = ("title", "nature", "length", "unit", "pause", "citation", "confidence", "applies_here", "in_force_from")
IN_WORDS: dict[str, Any] = {
    "nature": NATURES,
    "unit": UNITS,
    "pause": PAUSE_EFFECTS,
    "confidence": CONFIDENCES,
    "applies_here": APPLICABILITY,
}
PARTS = {
    "when": gettext_lazy("trường hợp"),
    "length": gettext_lazy("thời hạn"),
    "max_total": gettext_lazy("tối đa tổng cộng"),
    "add": gettext_lazy("mỗi lần thêm"),
    "times": gettext_lazy("số lần"),
    "needs": gettext_lazy("cần văn bản"),
    "nearing": gettext_lazy("trước hạn"),
    "overdue": gettext_lazy("quá hạn"),
    "then_every": gettext_lazy("rồi cứ mỗi"),
}
VALUES = {**VARIANTS, HALF: gettext_lazy("nửa thời hạn"), "agreed": gettext_lazy("theo thỏa thuận")}


@reads_law
@require_safe
def proposals(request: StaffRequest) -> HttpResponse:
    """Show what waits for a second person, and what was decided lately."""
    waiting = list(queries.proposals_waiting())
    decided = list(queries.proposals_decided()[:DECIDED_SHOWN])
    names = _names([*waiting, *decided])
    context = {
        "waiting": [(one, names.get(one.proposed_by, one.proposed_by)) for one in waiting],
        "decided": [(one, names.get(one.decided_by, one.decided_by)) for one in decided],
        "keeper": is_keeper(request.capacity),
    }
    return render(request, "desk/law/proposals.html", context)


@keeps_law
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: StaffRequest) -> HttpResponse:
    """Propose a rule of the house."""
    form = NewRuleForm(request.POST or None, initial=new_rule_defaults())
    return _proposed(request, form, ProposalKind.NEW_RULE, None)


@keeps_law
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: StaffRequest, key: str, kind: str) -> HttpResponse:
    """Propose a new version, a confirmation or a judgement on whether the rule applies."""
    versions = queries.versions_of(key)
    if not versions or kind not in FORMS:
        raise Http404(key)
    initial = first_words_of(versions[0]) if kind == ProposalKind.NEW_VERSION else {}
    return _proposed(request, FORMS[kind](request.POST or None, initial=initial), ProposalKind(kind), versions[0])


@reads_law
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """Show one proposal beside what it changes; the second person approves it or refuses with a reason."""
    found = Proposal.objects.select_related("rule", "made").filter(pk=proposal_id).first()
    if found is None:
        raise Http404(proposal_id)
    waits = found.state == ProposalState.WAITING
    own = access.is_same_person(request.actor, found.proposed_by, found.proposed_for)
    form = RefusalForm(request.POST if request.POST.get("answer") == "refuse" else None)
    trouble: list[str] = []
    if request.method == "POST":
        answer = _decided(request, found, form, trouble)
        if answer is not None:
            return answer
    names = _names([found])
    context = {
        "proposal": found,
        "who": names.get(found.proposed_by, found.proposed_by),
        "decider": names.get(found.decided_by, found.decided_by),
        "said": list(_differences(found)),
        "decides": waits and not own and is_keeper(request.capacity),
        "own": waits and own,
        "form": form,
        "refused": form.is_bound,
        "trouble": trouble,
    }
    return render(request, "desk/law/proposal.html", context, status=422 if request.method == "POST" else 200)


def _proposed(request: StaffRequest, form: ReasonForm, kind: ProposalKind, before: Rule | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        content = form.content() if hasattr(form, "content") else {}
        reason = form.cleaned_data["reason"]
        try:
            made = propose_rule(
                kind, rule=before, content=content, reason=reason, by=request.actor, on=timezone.localdate()
            )
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi đề nghị; cần một người quản trị khác quyết định."))
            return redirect("desk:proposal", made.pk)
    context = {"form": form, "kind": kind, "rule": before, "refused": form.is_bound}
    return render(request, "desk/law/propose.html", context, status=422 if form.is_bound else 200)


def _decided(request: StaffRequest, found: Proposal, form: RefusalForm, trouble: list[str]) -> HttpResponse | None:
    """Carry the answer out; None when it could not be, with the reasons in the form or in `trouble`."""
    today = timezone.localdate()
    if not is_keeper(request.capacity):
        raise PermissionDenied(access.OUTSIDE)
    try:
        if request.POST.get("answer") == "approve":
            approve_rule(found, by=request.actor, on=today)
            messages.success(request, _("Đã duyệt."))
            return redirect("desk:rule", found.key)
        if form.is_valid():
            refuse_rule(found, reason=form.cleaned_data["reason"], by=request.actor, on=today)
            messages.success(request, _("Đã ghi không duyệt."))
            return redirect("desk:proposals")
    except ValidationError as refusal:
        trouble += refusal.messages
    return None


def _tell(form: forms.Form, refusal: ValidationError) -> None:
    """Put each sentence at its field; what has no field stands above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(
            name if name in form.fields else None if name == NON_FIELD_ERRORS else _nearest(form, name), errors
        )


def _nearest(form: forms.Form, name: str) -> str | None:
    """Return the field that a part of the content is typed into."""
    typed = {"thresholds": "nearing", "extension": "max_total_1"}.get(name)
    return typed if typed in form.fields else None


def _names(rows: list[Proposal]) -> dict[str, str]:
    keys = {key for row in rows for key in (row.proposed_by, row.decided_by) if key.isdigit()}
    return {str(pk): name for pk, name in User.objects.filter(pk__in=keys).values_list("pk", "full_name")}


def _differences(found: Proposal) -> Any:
    """Yield what the proposal says and what stands now, in the order of the form."""
    labels = {name: field.label for name, field in NewRuleForm().fields.items()}
    now = found.rule
    for name in (*SAID, "applies_basis", "note"):
        if name not in found.content:
            continue
        before = "" if now is None or name == "in_force_from" else _shown(name, getattr(now, name))
        after = _shown(name, found.content.get(name))
        if before or after:
            yield labels.get(name, name), before, after
    for name, label in (
        ("extension", _("Gia hạn")),
        ("variants", _("Trường hợp riêng")),
        ("thresholds", _("Mốc nhắc")),
    ):
        before, after = _listed(getattr(now, name) if now else None), _listed(found.content.get(name))
        if name in found.content and (before or after):
            yield label, before, after


def _shown(name: str, value: Any) -> str:
    if name == "in_force_from" and value:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(dict(IN_WORDS.get(name, {})).get(value, "" if value is None else value))


def _listed(value: Any) -> str:
    rows = [value] if isinstance(value, dict) else value or []
    return "; ".join(
        ", ".join(f"{label}: {_part(row[name])}" for name, label in PARTS.items() if name in row) for row in rows
    )


def _part(said: Any) -> str:
    if isinstance(said, list):
        return " – ".join(_part(one) for one in said)
    return str(VALUES.get(said, said))
