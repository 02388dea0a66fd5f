"""How much was handed in, and how much it is about."""

from dataclasses import dataclass

from django.db import models

from cases.models import Matter, Petition
from cases.vocabulary import NO_CASE_OF_ITS_OWN, Outcome


@dataclass(frozen=True)
class Counted:
    """What was handed in, and what it is about: three letters about one road are three petitions and one case."""

    petitions: int
    cases: int


def petitions_and_cases(petitions: models.QuerySet[Petition]) -> Counted:
    """Count the petitions and the cases they are followed in; a number voided or given up for another is none."""
    real = Matter.objects.current().exclude(case__outcome=Outcome.VOIDED)
    handed_in = petitions.filter(pk__in=real.values("petition"))
    concerned = real.filter(petition__in=handed_in.order_by().values("pk"))
    cases = concerned.exclude(case__outcome__in=NO_CASE_OF_ITS_OWN).aggregate(models.Count("case", distinct=True))
    return Counted(petitions=handed_in.order_by().count(), cases=cases["case__count"])
