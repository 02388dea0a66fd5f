"""What Django's system check asks of the tables in config: a misspelt name would be silent, and somebody never told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import autodiscover_modules

from audit.kinds import declared
from config.celery import app
from config.reactions import AFTER_COMMIT, IN_TRANSACTION
from config.schedule import TIMETABLE


@register()
def tables_name_what_exists(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    autodiscover_modules("tasks")  # what the worker does; asking Celery to do it would run these checks again
    return [*unknown_events([*IN_TRANSACTION, *AFTER_COMMIT], declared()), *unknown_jobs(TIMETABLE, app.tasks)]


def unknown_events(patterns: Iterable[str], known: Mapping[str, object]) -> Iterator[CheckMessage]:
    for pattern in patterns:
        if "*" not in pattern and pattern not in known:
            yield Error(
                f"config/reactions.py waits for {pattern!r}, which nobody records.",
                hint="Declare the kind with its sentence in the vocabulary of the package that records it.",
                id="cau_noi.E001",
            )


def unknown_jobs(timetable: Mapping[str, Mapping[str, Any]], known: Iterable[str]) -> Iterator[CheckMessage]:
    names = set(known)
    for title, job in timetable.items():
        if job["task"] not in names:
            yield Error(
                f"config/schedule.py sends {job['task']!r} ({title}), which no worker knows.",
                hint="Name a task of one of the tasks.py modules.",
                id="cau_noi.E002",
            )
