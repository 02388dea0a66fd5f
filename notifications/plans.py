"""When and in which language each person wants to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time

from django.conf import settings

from organizations.models import User

from .models import Choice, Preference
from .vocabulary import Timing


@dataclass(frozen=True)
class Plan:
    language: str = settings.LANGUAGE_CODE
    quiet_from: time = time(19)
    quiet_to: time = time(7)
    working_days_only: bool = True
    timings: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def timing(self, group: str, channel: str) -> Timing:
        return Timing(self.timings.get((group, channel), Timing.AT_ONCE))


def plans_of(people: Iterable[User]) -> dict[int, Plan]:
    """Return everybody's plan, in two queries however many people."""
    ids = [person.pk for person in people]
    timings: dict[int, dict[tuple[str, str], str]] = {pk: {} for pk in ids}
    for choice in Choice.objects.filter(user__in=ids):
        timings[choice.user_id][choice.group, choice.channel] = choice.timing
    said = {one.pk: one for one in Preference.objects.filter(user__in=ids)}
    return {pk: _plan(said.get(pk), timings[pk]) for pk in ids}


def plan_of(person: User) -> Plan:
    return plans_of([person])[person.pk]


def _plan(said: Preference | None, timings: Mapping[tuple[str, str], str]) -> Plan:
    if said is None:
        return Plan(timings=timings)
    return Plan(said.language, said.quiet_from, said.quiet_to, said.working_days_only, timings)
