"""Which parts of the machinery are there: each writes the time over its own row, so that a page can say how old."""

import os
import platform
from datetime import datetime

from django.db import transaction

from .models import Heartbeat

WORKER, TIMETABLE, BACKUP = "worker", "timetable", "backup"
SWEEP = "sweep"
"""Written when a look at all deadlines came to its end."""
TASK = "audit.beat"
SENT_AT = "sent_at"


def beat(name: str, *, at: datetime, sent_at: datetime | None = None) -> None:
    """Write that this part was there just now; a beat that lay in the queue never takes back a later one."""
    facts = {"at": at, "sent_at": sent_at, "machine": f"{platform.node()[:60]} · {os.getpid()}"}
    with transaction.atomic():
        if not Heartbeat.objects.filter(name=name, at__lte=at).update(**facts):
            Heartbeat.objects.bulk_create([Heartbeat(name=name, **facts)], ignore_conflicts=True)


def beats() -> dict[str, Heartbeat]:
    """Return the last beat of every part that ever beat."""
    return {row.name: row for row in Heartbeat.objects.all()}
