"""What the pages of the law read: rules a page at a time, the versions of one, what waits for a second person."""

from datetime import date

from django.db.models import Q, QuerySet

from .models import CalendarDay, CalendarYear, Proposal, Rule, Transition
from .vocabulary import ProposalState

DECEMBER = 12


def rules_found(*, on: date | None, q: str = "", **marks: str) -> QuerySet[Rule]:
    """Return the versions that match, by key; with `on`, only those in force on that day."""
    found = Rule.objects.order_by("key", "version").filter(**{name: mark for name, mark in marks.items() if mark})
    if on is not None:
        found = found.filter(Q(in_force_to=None) | Q(in_force_to__gte=on), in_force_from__lte=on)
    if q:
        found = found.filter(Q(key__icontains=q) | Q(title__icontains=q) | Q(citation__icontains=q))
    return found


def versions_of(key: str) -> list[Rule]:
    """Return every version of the rule, the latest first."""
    return list(Rule.objects.filter(key=key).order_by("-in_force_from", "-version"))


def transitions_of(key: str) -> list[Transition]:
    rows = Transition.objects.filter(Q(rule__key=key) | Q(goes_by__key=key))
    return list(rows.select_related("rule", "goes_by").order_by("started_from", "pk"))


def proposals_of(key: str) -> list[Proposal]:
    return list(Proposal.objects.filter(key=key).select_related("rule", "made"))


def proposals_waiting() -> QuerySet[Proposal]:
    return Proposal.objects.filter(state=ProposalState.WAITING).select_related("rule")


def proposals_decided() -> QuerySet[Proposal]:
    return Proposal.objects.exclude(state=ProposalState.WAITING).select_related("rule", "made").order_by("-pk")


def years_known() -> list[CalendarYear]:
    return list(CalendarYear.objects.order_by("year"))


def days_of(year: int) -> list[CalendarDay]:
    """Return every row of the year, those that were withdrawn as well."""
    return list(CalendarDay.objects.filter(year=year).order_by("day", "pk"))


def missing_year(*, on: date) -> int | None:
    """Return next year when December has come and its table of days has not; None while there is time."""
    following = on.year + 1
    if on.month < DECEMBER or CalendarYear.objects.filter(year=following).exists():
        return None
    return following
