"""`manage.py timetable`: sends the jobs of `config/schedule.py` when their time comes, in one process of all."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from config.celery import app

# Any number will do, as long as nothing else in this database takes it.
LOCK_NUMBER = 0x43_4E_54_54


class Command(BaseCommand):
    help = "Runs the timetable. A second one waits until the first is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        with the_only_one():
            app.Beat(
                loglevel="WARNING",
                schedule=str(settings.DATA_DIR / "broker" / "timetable"),
                scheduler="celery.beat:PersistentScheduler",
                pidfile=None,
            ).run()


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
