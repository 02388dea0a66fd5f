"""`manage.py timetable`: sends the jobs of `config/schedule.py` when their time comes, in one process of all."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from celery.signals import before_task_publish
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone

from audit import heartbeat
from config.celery import app

# Any number will do, as long as nothing else in this database takes it.
LOCK_NUMBER = 0x43_4E_54_54


class Command(BaseCommand):
    help = "Runs the timetable. A second one waits until the first is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        with the_only_one():
            before_task_publish.connect(say_here, sender=heartbeat.TASK)
            app.Beat(
                loglevel="WARNING",
                schedule=str(settings.DATA_DIR / "broker" / "timetable"),
                scheduler="celery.beat:PersistentScheduler",
                pidfile=None,
            ).run()


def say_here(headers: dict[str, Any], **_rest: Any) -> None:
    """Write down that the timetable is there when it asks the worker the same; a busy database waits for the next."""
    headers[heartbeat.SENT_AT] = timezone.now().isoformat()
    with suppress(DatabaseError):
        heartbeat.beat(heartbeat.TIMETABLE, at=timezone.now())


@contextmanager
def the_only_one() -> Iterator[None]:
    """Hold the timetable's lock: in the database when several machines share it, in the data folder otherwise."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            yield
        return
    with (settings.DATA_DIR / "broker" / "timetable.lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(1)
        yield
