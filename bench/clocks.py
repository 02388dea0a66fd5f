"""The work of the clock on many duties: how long a sweep takes, an idle look, and a recount after a new holiday."""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.models import Case, Duty
from cases.vocabulary import Status
from deadlines.calendar import working_calendar
from deadlines.vocabulary import DutyState
from deadlines.working_days import SpecialDay

MANY, DUE_TO_BE_TOLD = 20_000, 1_000
HOUSE = system("bench")


def many_duties(many: int = MANY) -> None:
    """Lay copies of a running duty on the open cases until there are many; none of them is to be told soon."""
    have = Duty.objects.filter(state=DutyState.RUNNING).count()
    if have >= many:
        return
    model = Duty.objects.filter(state=DutyState.RUNNING, rule__unit="working_day").order_by("pk").first()
    assert model is not None
    cases = list(Case.objects.exclude(status=Status.CLOSED).values_list("pk", flat=True))
    today = timezone.localdate()
    copies = []
    for number in range(many - have):
        one = copy(model)
        one.pk, one.case_id = None, cases[number % len(cases)]
        one.started_on = one.watched_from = today
        one.due_on = one.first_due_on = one.next_mark_on = today + timedelta(days=20)
        copies.append(one)
    Duty.objects.bulk_create(copies, batch_size=2000)


def marks_to_tell() -> None:
    many_duties()
    op.sweep(by=HOUSE, on=timezone.localdate())
    today = timezone.localdate()
    waiting = Duty.objects.filter(state=DutyState.RUNNING, due_on__gt=today).order_by("-pk")[:DUE_TO_BE_TOLD]
    Duty.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        watched_from=today - timedelta(days=1), due_on=today, next_mark_on=today
    )


def sweep(_given: Any) -> None:
    noted = op.sweep(by=HOUSE, on=timezone.localdate())
    assert noted == DUE_TO_BE_TOLD, noted


def nothing_to_tell() -> None:
    many_duties()
    op.sweep(by=HOUSE, on=timezone.localdate())


def idle(_given: Any) -> None:
    assert op.sweep(by=HOUSE, on=timezone.localdate()) == 0


def a_holiday() -> list[op.SupposedDay]:
    many_duties()
    today = timezone.localdate()
    off = working_calendar().on_or_after(today + timedelta(days=18))
    return [op.SupposedDay(SpecialDay(off, False, "đo"), today)]


def what_if(days: list[op.SupposedDay]) -> None:
    assert sum(1 for _ in op.suppose(on=timezone.localdate(), days=days)) >= 0


CLOCKS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    f"sweep: tell {DUE_TO_BE_TOLD:,} of {MANY:,} duties": (marks_to_tell, sweep),
    f"sweep: nothing to tell of {MANY:,}": (nothing_to_tell, idle),
    f"what if a new holiday, {MANY:,} duties": (a_holiday, what_if),
}
