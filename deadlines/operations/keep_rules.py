"""Rules kept by two: one proposes, another approves or refuses with a reason. Shipped rows are closed, never edited."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from .. import access, drafts
from ..facts import AppliesHere, Confidence
from ..models import Proposal, Rule
from ..vocabulary import ProposalKind, ProposalState

Facts = dict[str, Any]


def propose_rule(
    kind: str, *, rule: Rule | None = None, content: Mapping[str, Any], reason: str, by: Actor, on: date
) -> Proposal:
    """Ask for a new rule of the house, a new version, or a judgement on a rule. Nothing is in force by it.

    Raises ValidationError, PermissionDenied.
    """
    with _keeping(by):
        before = _locked(rule)
        key = before.key if before is not None else str(content.get("key", ""))
        mistakes = drafts.Mistakes()
        mistakes.note(not reason.strip(), "reason", _("Cần nói vì sao đề nghị."))
        mistakes.note(
            Proposal.objects.filter(key=key, state=ProposalState.WAITING).exists(),
            "key" if before is None else "reason",
            _("Quy tắc này đang có một đề nghị chờ quyết định; cần quyết định đề nghị đó trước."),
        )
        mistakes.refuse()
        _check(kind, before, content)
        proposal = Proposal.objects.create(
            kind=kind,
            key=key,
            rule=before,
            content=dict(content),
            reason=reason.strip(),
            proposed_by=by.key,
            proposed_for=by.on_behalf_of,
            proposed_on=on,
        )
        record("law.rule_proposed", proposal, by=by, on=on, key=key, kind=kind, version=before and before.version)
    return proposal


def approve_rule(proposal: Proposal, *, by: Actor, on: date) -> Rule:
    """Put the proposal into force and return the rule it made or changed. Raises ValidationError, PermissionDenied."""
    with _keeping(by):
        waiting = _waiting(proposal, by)
        made, facts = _carry_out(waiting, by, on)
        _decide(waiting, ProposalState.APPROVED, by, on, made=made)
        record("law.rule_approved", waiting, by=by, on=on, key=made.key, kind=waiting.kind, **facts)
    return made


def refuse_rule(proposal: Proposal, *, reason: str, by: Actor, on: date) -> Proposal:
    """Leave everything as it is and say why. Raises ValidationError, PermissionDenied."""
    with _keeping(by):
        waiting = _waiting(proposal, by)
        mistakes = drafts.Mistakes()
        mistakes.note(not reason.strip(), "reason", _("Cần nói lý do không duyệt."))
        mistakes.refuse()
        _decide(waiting, ProposalState.REFUSED, by, on, refused_because=reason.strip())
        record("law.rule_refused", waiting, by=by, on=on, key=waiting.key, kind=waiting.kind)
    return waiting


@contextmanager
def _keeping(by: Actor) -> Iterator[None]:
    access.require_keeper(by)
    with acting(by), transaction.atomic():
        yield


def _locked(rule: Rule | None) -> Rule | None:
    return None if rule is None else Rule.objects.select_for_update().get(pk=rule.pk)


def _waiting(proposal: Proposal, by: Actor) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if access.is_same_person(by, found.proposed_by, found.proposed_for):
        raise PermissionDenied(access.OWN)
    if found.state != ProposalState.WAITING:
        raise ValidationError(_("Đề nghị này đã được quyết định rồi."))
    return found


def _decide(proposal: Proposal, state: str, by: Actor, on: date, **more: Any) -> None:
    proposal.state, proposal.decided_by, proposal.decided_on = state, by.key, on
    for name, value in more.items():
        setattr(proposal, name, value)
    proposal.save()


def _check(kind: str, before: Rule | None, content: Mapping[str, Any]) -> None:
    """Raise ValidationError when the proposal could not be carried out as things stand."""
    if kind == ProposalKind.NEW_RULE:
        drafts.new_rule(content)
        return
    if before is None:
        raise ValidationError(_("Cần chọn quy tắc trước."))
    if kind == ProposalKind.NEW_VERSION:
        drafts.new_version(before, content)
        return
    mistakes = drafts.Mistakes()
    if kind == ProposalKind.CONFIRM:
        mistakes.note(
            before.confidence != Confidence.SECONDARY or before.approved_on is not None,
            "reason",
            _("Chỉ xác nhận được quy tắc theo nguồn thứ cấp mà chưa ai xác nhận."),
        )
    else:
        wanted = content.get("applies_here")
        mistakes.note(wanted not in list(AppliesHere), "applies_here", _("Cần chọn có áp dụng hay không."))
        mistakes.note(wanted == before.applies_here, "applies_here", _("Quy tắc đang ghi đúng như vậy rồi."))
        mistakes.note(
            not str(content.get("applies_basis", "")).strip(), "applies_basis", _("Cần ghi căn cứ của quyết định này.")
        )
    mistakes.refuse()


def _carry_out(proposal: Proposal, by: Actor, on: date) -> tuple[Rule, Facts]:
    before = _locked(proposal.rule)
    _check(proposal.kind, before, proposal.content)
    if proposal.kind == ProposalKind.NEW_RULE:
        made = drafts.as_rule(drafts.new_rule(proposal.content))
        made.save()
        return made, {"version": made.version, "in_force_from": str(made.in_force_from)}
    assert before is not None
    if proposal.kind == ProposalKind.NEW_VERSION:
        return _follow(before, drafts.as_rule(drafts.new_version(before, proposal.content)))
    if proposal.kind == ProposalKind.CONFIRM:
        before.approved_by, before.approved_on = by.key, on
        before.save(update_fields=["approved_by", "approved_on"])
        return before, {"version": before.version}
    before.applies_here = proposal.content["applies_here"]
    before.applies_basis = proposal.content["applies_basis"].strip()
    before.applies_by, before.applies_on = by.key, on
    before.save(update_fields=["applies_here", "applies_basis", "applies_by", "applies_on"])
    return before, {"version": before.version, "applies_here": before.applies_here}


def _follow(before: Rule, made: Rule) -> tuple[Rule, Facts]:
    """Close the version before and let the new one begin: one act, so that no day is without a rule."""
    facts: Facts = {"version": made.version, "in_force_from": str(made.in_force_from)}
    if before.in_force_to is None:
        before.in_force_to = made.in_force_from - timedelta(days=1)
        before.save(update_fields=["in_force_to"])
        facts |= {"closed_version": before.version, "closed_until": str(before.in_force_to)}
    made.save()
    return made, facts
