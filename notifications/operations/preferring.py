"""How one person wants to be told: each chooses for themselves, and the choice is an event."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from cases.errors import Unusable
from organizations.models import User

from ..models import Choice, Preference
from ..plans import plan_of
from ..vocabulary import CHOSEN_BY_PEOPLE, NEEDED, Channel, Timing


def choose(
    *,
    language: str,
    quiet_from: time,
    quiet_to: time,
    working_days_only: bool,
    timings: Mapping[tuple[str, str], str],
    by: Actor,
    on: date,
) -> None:
    """Keep how the person acting wants to be told. Raises Unusable; does nothing where nothing changes."""
    if by.person_id is None:
        raise PermissionDenied("preferences")
    for (group, channel), timing in timings.items():
        _must_be_allowed(group, channel, timing)
    said = {
        "language": language,
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
        "working_days_only": working_days_only,
    }
    with acting(by), transaction.atomic():
        person = User.objects.select_for_update().get(pk=by.person_id)
        before = asdict(plan_of(person))
        chosen = {**before["timings"], **timings}
        changed = sorted(name for name, value in said.items() if before[name] != value)
        turned = {key: timing for key, timing in timings.items() if plan_of(person).timing(*key) != timing}
        if not changed and not turned:
            return
        Preference.objects.update_or_create(user=person, defaults=said)
        for (group, channel), timing in chosen.items():
            Choice.objects.update_or_create(user=person, group=group, channel=channel, defaults={"timing": timing})
        told = sorted(f"{group}.{channel}.{timing}" for (group, channel), timing in turned.items())
        record("preferences.changed", person, by=by, on=on, changed=changed, timings=told)


def _must_be_allowed(group: str, channel: str, timing: str) -> None:
    field = field_of(group, channel)
    known = group in CHOSEN_BY_PEOPLE and channel in Channel.values and timing in Timing.values
    if not known:
        raise Unusable(field, _("Không có lựa chọn này."))
    if timing == Timing.OFF and channel == Channel.IN_APP and group in NEEDED:
        raise Unusable(field, _("Nhóm này luật hoặc công việc cần, nên luôn hiện trên hệ thống."))


def field_of(group: str, channel: str) -> str:
    return f"{group}_{channel}"
