"""Finds the version of a rule that a clock goes by when it starts on a day, or says which gap there is."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Rule, Transition
from .refusals import NoRuleInForce, UnknownRule

__all__ = ["NoRuleInForce", "UnknownRule", "rule"]


def rule(key: str, *, on: date) -> Rule:
    """Return the version that a clock started on that day goes by.

    That is the version in force then, unless a transitional provision names another. Raises `UnknownRule`, or
    `NoRuleInForce` that names the gap.
    """
    found = _by_transition(key, on) or (
        Rule.objects.filter(key=key, in_force_from__lte=on)
        .filter(Q(in_force_to=None) | Q(in_force_to__gte=on))
        .order_by("-version")
        .first()
    )
    if found is None:
        raise _gap(key, on)
    return found


def _by_transition(key: str, on: date) -> Rule | None:
    rows = Transition.objects.filter(
        Q(rule__key=key) | Q(goes_by__key=key),
        Q(started_from=None) | Q(started_from__lte=on),
        Q(started_to=None) | Q(started_to__gte=on),
    )
    row = next((one for one in rows.select_related("rule", "goes_by") if one.is_in_use), None)
    return None if row is None else row.goes_by or row.rule


def _gap(key: str, on: date) -> NoRuleInForce | UnknownRule:
    versions = list(Rule.objects.filter(key=key).order_by("in_force_from"))
    if not versions:
        return UnknownRule(key=key)
    earlier = [one for one in versions if one.in_force_from <= on]
    later = [one for one in versions if one.in_force_from > on]
    parts = []
    if earlier and earlier[-1].in_force_to is not None:
        parts.append(_("đã hết hiệu lực sau ngày %(day)s") % {"day": f"{earlier[-1].in_force_to:%d/%m/%Y}"})
    if later:
        parts.append(_("chỉ có hiệu lực từ ngày %(day)s") % {"day": f"{later[0].in_force_from:%d/%m/%Y}"})
        if later[0].follows and not earlier:
            parts.append(_("trước đó xem quy tắc “%(key)s”") % {"key": later[0].follows})
    followers = Rule.objects.filter(follows=key, in_force_from__lte=on).values_list("key", flat=True)
    parts.extend(_("nay xem quy tắc “%(key)s”") % {"key": follower} for follower in followers)
    return NoRuleInForce(key=key, on=on, gap=", ".join(parts))
