"""How much one person has open, unit by unit: before a role is ended or an account is closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from cases.models import Case
from organizations.models import User

from .models import Assignment


@dataclass(frozen=True)
class Held:
    cases: int = 0
    tasks: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.cases or self.tasks)


def held_by(person: User, units: Iterable[int]) -> dict[int, Held]:
    """Return for each of these units how many open cases the person handles there, and tasks taken."""
    units = list(units)
    cases = Case.objects.open().filter(handler=person, unit__in=units).order_by()
    tasks = Assignment.objects.filter(ended_at=None, owner=person, unit__in=units).order_by()
    of_cases = dict(cases.values_list("unit").annotate(Count("pk")))
    of_tasks = dict(tasks.values_list("unit").annotate(Count("pk")))
    return {unit: Held(of_cases.get(unit, 0), of_tasks.get(unit, 0)) for unit in units}
