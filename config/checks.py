"""What Django's system check asks of the tables in config: a misspelt name would be silent, and somebody never told."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import autodiscover_modules

from audit.kinds import declared
from cases.kinds import KINDS, SIGNED_BY_ITSELF, KindFacts
from cases.vocabulary import Intake, Kind
from config.celery import app
from config.reactions import AFTER_COMMIT, IN_TRANSACTION
from config.schedule import TIMETABLE
from deadlines.law.reading import shipped
from deadlines.vocabulary import CASE_KINDS
from letters.catalogue import FORMS, MTTQ, FormKey


@register()
def tables_name_what_exists(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    autodiscover_modules("tasks")  # what the worker does; asking Celery to do it would run these checks again
    return [*unknown_events([*IN_TRANSACTION, *AFTER_COMMIT], declared()), *unknown_jobs(TIMETABLE, app.tasks)]


@register()
def kinds_are_whole(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    rules = {row.key for row in shipped().rules}
    missing = [
        f"{name}: no road in says whether it is signed" for name in Intake.values if name not in SIGNED_BY_ITSELF
    ]
    for kind in Kind.values:
        missing += missing_of(kind, KINDS.get(kind), rules)
    return [Error(f"cases/kinds.py: {what}.", id="cau_noi.E003") for what in missing]


def missing_of(kind: str, facts: KindFacts | None, rules: Container[str]) -> Iterator[str]:
    """Name what a kind of petition still lacks before anybody may hand one in."""
    if facts is None:
        yield f"{kind} has no row"
        return
    if FormKey(MTTQ, facts.letter_form) not in FORMS:
        yield f"{kind}: the letters catalogue has no form {facts.letter_form!r}"
    if facts.law_case_kind not in CASE_KINDS:
        yield f"{kind}: the law knows no kind {facts.law_case_kind!r}"
    if not facts.own_rules:
        yield f"{kind}: no clock starts when it is received"
    for key in (*facts.own_rules, *facts.agency_rules, *filter(None, [facts.limitation])):
        if key not in rules:
            yield f"{kind}: the law has no rule {key!r}"


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
