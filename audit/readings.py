"""What somebody only reads: it changes no file, and goes into the reader's own chain, one for each person and day."""

from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .acting import acting
from .actor import Actor
from .chain import canonical
from .models import Event, ReadingDay
from .record import NewEvent, record_many

GATHERED = timedelta(minutes=1)
"""A browser asks twice, a finger slips: the same reading again within this time is the same reading."""


def record_reading(
    kind: str,
    /,
    *,
    by: Actor,
    on: date,
    about: models.Model | None = None,
    gathered: bool = False,
    most: int | None = None,
    **facts: Any,
) -> Event | None:
    """Append the reading to the reader's chain of the day, in a short transaction of its own.

    What is `gathered` is not written again within a minute, nor anything beyond the `most` of its kind on one day: the
    last of these says that more were left out.
    """
    # Asked without a lock: a second look costs one query and no transaction, and of two at the same instant both stand.
    if gathered and _was_just_said(kind, about, facts, by=by, on=on):
        return None
    with acting(by), transaction.atomic():
        day = _day_of(by, on)
        if most is not None:
            before = Event.objects.filter(subject_type=_LABEL, subject_id=day.pk, kind=kind).count()
            if before >= most:
                return None
            if before == most - 1:
                facts["no_more_today"] = True
        return record_many([NewEvent(kind, day, facts, about)], by=by, on=on)[0]


_LABEL = ReadingDay._meta.label_lower


def _day_of(by: Actor, on: date) -> ReadingDay:
    """Lock the day of this reader: what is counted up to a `most` is counted by one at a time."""
    days = ReadingDay.objects.select_for_update()
    day, _new = days.get_or_create(actor_kind=by.kind, actor_key=by.key, on=on)
    return day


def _was_just_said(kind: str, about: models.Model | None, facts: dict[str, Any], *, by: Actor, on: date) -> bool:
    fresh = Event.objects.filter(
        subject_type=_LABEL,
        subject_id__in=ReadingDay.objects.filter(actor_kind=by.kind, actor_key=by.key, on=on).values("pk"),
        kind=kind,
        recorded_at__gt=timezone.now() - GATHERED,
    )
    if about is not None:
        fresh = fresh.filter(about_type=about._meta.label_lower, about_id=about.pk)
    said = canonical({name: value for name, value in facts.items() if value is not None})
    # What an operation keeps besides (`no_more_today`) ends the day anyway.
    return any(one.facts == said for one in fresh)
