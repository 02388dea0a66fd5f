"""Who is to be told what an agency answered."""

from django.db.models import QuerySet

from .models import Case, Party
from .vocabulary import STAND_BEHIND, Signing


def people_to_be_told(case: Case) -> "QuerySet[Party]":
    """Return everybody who stands behind a petition that is followed here and said who they are."""
    petitions = case.matters.current().exclude(petition__signing=Signing.ANONYMOUS).values("petition")
    return Party.objects.filter(petition__in=petitions, role__in=STAND_BEHIND).order_by("pk")
