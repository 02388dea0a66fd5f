"""What it means for a dated row to be in force on a day: both ends belong to it."""

from datetime import date

from django.db.models import Q


def in_force(on: date, *, prefix: str = "", start: str = "in_force_from", end: str = "in_force_to") -> Q:
    """Return the filter for rows in force on the day; a missing date is open on that side."""
    begun = Q(**{f"{prefix}{start}__lte": on}) | Q(**{f"{prefix}{start}__isnull": True})
    not_over = Q(**{f"{prefix}{end}__gte": on}) | Q(**{f"{prefix}{end}__isnull": True})
    return begun & not_over
