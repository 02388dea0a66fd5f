"""The lists from which many can be chosen at once: those that are ticked, or all that the list holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.actor import Actor
from cases.models import Case
from workflows import inbox
from workflows.models import Assignment
from workflows.operations.acts import ACTS, Act
from workflows.steps import Step
from workflows.vocabulary import Bulk

from .register_filter import narrowed
from .tasks import task_question
from .whole import cases_of

AT_A_TIME = 2000
Chosen = Iterator[tuple[int, int | None]]


@dataclass(frozen=True)
class Chosable:
    """What was chosen from a list: how many, in words, and which case and task each is."""

    number: int
    words: str
    each: Callable[[], Chosen]
    some: list[Case]
    """The first of them, to be shown."""


SHOWN = 50
TASKS: dict[str, tuple[str | Promise, Callable[[Actor], "QuerySet[Assignment]"]]] = {
    "leader": (gettext_lazy("Đơn mới chờ bút phê của đơn vị"), lambda actor: inbox.of_unit(actor, [Step.INSTRUCT])),
    "pool": (gettext_lazy("Việc chưa ai nhận trong đơn vị"), inbox.pool),
    "others": (gettext_lazy("Việc trong tay người khác"), inbox.held_by_others),
}
REGISTER = "register"
OFFERED = {
    REGISTER: (Bulk.INSTRUCT, Bulk.REASSIGN, Bulk.CHASE),
    "leader": (Bulk.INSTRUCT,),
    "pool": (Bulk.TAKE, Bulk.GIVE),
    "others": (Bulk.GIVE,),
}


def acts_on(source: str, actor: Actor) -> list[Act]:
    """Return what this person may be offered to do with many of the list."""
    return [ACTS[name] for name in OFFERED.get(source, ()) if ACTS[name].may(actor)]


def chosen_cases(numbers: Iterable[int], *, by: Actor) -> Chosable:
    """Return the ticked cases that this person may see."""
    rows = Case.objects.visible_to(by).filter(pk__in=list(numbers)).order_by("-pk")
    cases = list(rows)
    return Chosable(len(cases), _("Các đơn được chọn"), lambda: ((case.pk, None) for case in cases), cases[:SHOWN])


def chosen_tasks(source: str, numbers: Iterable[int], *, by: Actor, of_cases: bool) -> Chosable:
    """Return the ticked tasks of the list; where the act is about cases, their cases."""
    _label, rows = TASKS[source]
    name = "case_id__in" if of_cases else "pk__in"
    return _of_tasks(rows(by).filter(**{name: list(numbers)}), _("Các đơn được chọn"), of_cases=of_cases)


def everything(source: str, address: str, *, by: Actor, on: date, of_cases: bool) -> Chosable:
    """Return all that the list holds; of the register, all that match its address."""
    if source in TASKS:
        label, rows = TASKS[source]
        narrowing = task_question(QueryDict(address), seen_by=by)
        words = " · ".join([str(label), *narrowing.in_words()])
        return _of_tasks(narrowing.of(rows(by)), words, of_cases=of_cases)
    asked = narrowed(QueryDict(address), seen_by=by, on=on)
    first = [pk for pk, _number in zip(cases_of(asked), range(SHOWN), strict=False)]
    known = asked.cases.model.objects.in_bulk(first)
    return Chosable(
        asked.cases.count(),
        " · ".join(asked.words),
        lambda: ((pk, None) for pk in cases_of(asked)),
        [known[pk] for pk in first],
    )


def _of_tasks(rows: "QuerySet[Assignment]", words: str, *, of_cases: bool) -> Chosable:
    def each() -> Chosen:
        for pk, case in rows.values_list("pk", "case_id").iterator(chunk_size=AT_A_TIME):
            yield case, None if of_cases else pk

    return Chosable(rows.count(), words, each, [row.case for row in rows[:SHOWN]])
