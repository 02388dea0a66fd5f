"""Finds the version of a rule that a clock goes by when it starts on a day, or says which gap there is."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Rule, Transition
from .reading import remembered
from .refusals import NoRuleInForce, UnknownRule

__all__ = ["NoRuleInForce", "UnknownRule", "rule", "rules"]


def rule(key: str, *, on: date) -> Rule:
    """Return the version that a clock started on that day goes by.

    That is the version in force then, unless a transitional provision names another. Raises `UnknownRule`, or
    `NoRuleInForce` that names the gap.
    """
    return rules([key], on=on)[key]


def rules(keys: Iterable[str], *, on: date) -> dict[str, Rule]:
    """Return the same for several keys, asked together. Raises for the first that has none."""
    wanted = list(dict.fromkeys(keys))
    known = remembered()
    unread = [key for key in wanted if ("rule", key, on) not in known]
    if unread:
        found = _in_force(unread, on) | _by_transition(unread, on)
        known.update({("rule", key, on): found.get(key) for key in unread})
    for key in wanted:
        if known["rule", key, on] is None:
            raise _gap(key, on)
    return {key: known["rule", key, on] for key in wanted}


def _in_force(keys: list[str], on: date) -> dict[str, Rule]:
    rows = Rule.objects.filter(key__in=keys, in_force_from__lte=on)
    # The latest version comes last, and stays.
    return {one.key: one for one in rows.filter(Q(in_force_to=None) | Q(in_force_to__gte=on)).order_by("version")}


def _by_transition(keys: list[str], on: date) -> dict[str, Rule]:
    rows = Transition.objects.filter(
        Q(rule__key__in=keys) | Q(goes_by__key__in=keys),
        Q(started_from=None) | Q(started_from__lte=on),
        Q(started_to=None) | Q(started_to__gte=on),
    )
    found: dict[str, Rule] = {}
    for row in rows.select_related("rule", "goes_by"):
        goes_by = row.goes_by or row.rule
        for key in {row.rule.key, goes_by.key} & set(keys) if row.is_in_use else ():
            found.setdefault(key, goes_by)
    return found


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
