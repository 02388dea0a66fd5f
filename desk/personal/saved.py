"""Questions to the register that people ask often: one's own, and those that colleagues of the unit share."""

from datetime import datetime

from django.db.models import Q

from cases.errors import NotYoursToSee
from organizations.models import Unit, User

from .models import SavedFilter

MOST = 30
"""Of one person in one unit: who saves more loses the oldest."""
LONGEST_NAME = 80


def saved_for(user: User, unit: Unit) -> list[SavedFilter]:
    """Return one's own and those shared in the unit, one's own first."""
    found = SavedFilter.objects.filter(Q(user=user) | Q(shared=True), unit=unit).select_related("user")
    return sorted(found, key=lambda one: (one.user_id != user.pk, one.name.casefold()))


def save_filter(user: User, unit: Unit, *, name: str, query: str, shared: bool, at: datetime) -> SavedFilter:
    """Keep the question under the name; one's own of the same name is replaced."""
    mine = SavedFilter.objects.filter(user=user, unit=unit)
    same = next((one for one in mine if one.name.casefold() == name.casefold()), SavedFilter(user=user, unit=unit))
    same.name, same.query, same.shared, same.kept_at = name, query, shared, at
    same.save()
    kept = mine.order_by("-kept_at").values_list("pk", flat=True)[:MOST]
    mine.exclude(pk__in=list(kept)).delete()
    return same


def drop_filter(user: User, filter_id: int) -> None:
    """Take one's own away, whoever uses it. Raises NotYoursToSee."""
    if not SavedFilter.objects.filter(user=user, pk=filter_id).delete()[0]:
        raise NotYoursToSee(filter_id)
