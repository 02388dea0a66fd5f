"""Finds the version of a rule that is in force on a day, or says which gap there is."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Rule
from .refusals import NoRuleInForce, UnknownRule

__all__ = ["NoRuleInForce", "UnknownRule", "rule"]


def rule(key: str, *, on: date) -> Rule:
    """Return the version in force on that day. Raises `UnknownRule`, or `NoRuleInForce` that names the gap."""
    found = (
        Rule.objects.filter(key=key, in_force_from__lte=on)
        .filter(Q(in_force_to=None) | Q(in_force_to__gte=on))
        .order_by("-version")
        .first()
    )
    if found is None:
        raise _gap(key, on)
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
