"""What somebody leaves behind goes to others: ordered at once for all, handed over thing by thing by the worker.

Each thing is a transaction of its own under the lock of its case, by ascending id, with its own event and its own line
of result; whoever is killed over it leaves the rest for the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.jobs import take_job
from audit.record import record
from cases import operations as cases
from cases.access import is_the_house, may_hand_over
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Inspection, ReceptionSession
from organizations.models import Unit, User

from .. import inbox, left
from ..models import Assignment, Leaving, LeavingRow, LeavingState, Left, LeftState
from .taking import give

AT_ONCE = 100


def order_leaving(
    person: User,
    *,
    unit: Unit,
    because: str,
    by: Actor,
    on: date,
    handler: User | None = None,
    receiver: User | None = None,
    inspector: User | None = None,
    cases_to: Mapping[int, User] | None = None,
    tasks_to: Mapping[int, User] | None = None,
) -> Leaving:
    """Hand over everything open, or only what a successor is named for. Nothing is done before the worker comes by.

    `handler` gets the cases that `cases_to` does not name; `tasks_to` names tasks one by one, `receiver` the sessions,
    `inspector` the places on inspections that are on the schedule.
    """
    if may_hand_over(by, unit.pk) is None:
        raise PermissionDenied("leaving")
    if not because.strip():
        raise Unusable("because", _("Cần ghi vì sao bàn giao, để người nhận và người đọc sau này biết."))
    wanted = _wanted(person, unit, handler, receiver, inspector, cases_to or {}, tasks_to or {}, on=on)
    if not wanted:
        raise Unusable("handler", _("Cần chọn người nhận cho ít nhất một việc."))
    with acting(by), transaction.atomic():
        leaving = Leaving.objects.create(
            person=person,
            unit=unit,
            because=because.strip(),
            chosen_by={**asdict(by), "roles": sorted(by.roles)},
            ordered_by_id=by.person_id,
            ordered_at=timezone.now(),
        )
        LeavingRow.objects.bulk_create(
            LeavingRow(leaving=leaving, what=what, key=key, case_id=case, to=to) for what, key, case, to in wanted
        )
        record("leaving.ordered", leaving, by=by, on=on, person=person.pk, unit=unit.pk, rows=len(wanted))
    return leaving


def _wanted(
    person: User,
    unit: Unit,
    handler: User | None,
    receiver: User | None,
    inspector: User | None,
    cases_to: Mapping[int, User],
    tasks_to: Mapping[int, User],
    *,
    on: date,
) -> list[tuple[str, int, int | None, User]]:
    handlers = set(left.handlers_besides(person.pk, unit.pk, on=on))
    if any(one not in handlers for one in (*cases_to.values(), *([handler] if handler else []))):
        raise Unusable("handler", _("Người nhận vụ việc phải là người xử lý khác của đơn vị này."))
    receivers = set(left.receivers_besides(person.pk, unit.pk, on=on)) if receiver is not None else set()
    if receiver is not None and receiver not in receivers:
        raise Unusable("receiver", _("Người tiếp phải là cán bộ tiếp dân, người xử lý hoặc lãnh đạo của đơn vị này."))
    if inspector is not None and inspector not in set(left.supervisors_besides(person.pk, unit.pk, on=on)):
        raise Unusable("inspector", _("Người đi kiểm tra thay phải là cán bộ giám sát khác của đơn vị này."))
    found: list[tuple[str, int, int | None, User]] = []
    for case in left.cases_of(person.pk, unit.pk):
        to = cases_to.get(case.pk, handler)
        if to is not None:
            found.append((Left.CASE, case.pk, case.pk, to))
    for task in left.tasks_of(person.pk, unit.pk):
        to = tasks_to.get(task.pk)
        if to is not None:
            if not inbox.who_may_do(task, on=on).filter(pk=to.pk).exists():
                raise Unusable("because", _("Người được giao phải có vai trò làm việc này ở đơn vị."))
            found.append((Left.TASK, task.pk, task.case_id, to))
    if inspector is not None:
        places = left.inspections_of(person.pk, unit.pk)
        found += [(Left.INSPECTION, one.pk, one.case_id, inspector) for one in places]
    if receiver is not None:
        found += [(Left.SESSION, one.pk, None, receiver) for one in left.sessions_of(person.pk, unit.pk, on=on)]
    return found


def carry_leavings_on(*, by: Actor, on: date, enough: Callable[[], bool] = lambda: False) -> int:
    """Go on with what was ordered until it is done or it is enough. Return how many things were handled."""
    if not is_the_house(by):
        raise PermissionDenied("leaving")
    done = 0
    for pk in list(Leaving.objects.filter(state=LeavingState.ORDERED).order_by("pk").values_list("pk", flat=True)):
        if enough() or not take_job(Leaving.objects.filter(pk=pk)):
            continue
        done += _carry_on(Leaving.objects.select_related("person").get(pk=pk), by=by, on=on, enough=enough)
        Leaving.objects.filter(pk=pk).update(taken_at=None)
    return done


def _carry_on(leaving: Leaving, *, by: Actor, on: date, enough: Callable[[], bool]) -> int:
    said = leaving.chosen_by
    leader = Actor(**{**said, "roles": frozenset(said["roles"])})
    done = 0
    while rows := list(
        leaving.rows.filter(state=LeftState.WAITS).order_by("case", "pk").select_related("to")[:AT_ONCE]
    ):
        Leaving.objects.filter(pk=leaving.pk).update(taken_at=timezone.now())
        for row in rows:
            _hand_over(row, leaving, by=leader, on=on)
            done += 1
            if enough():
                return done
    with acting(by), transaction.atomic():
        locked = Leaving.objects.select_for_update(of=("self",)).get(pk=leaving.pk)
        if locked.state == LeavingState.ORDERED:
            locked.state, locked.finished_at = LeavingState.DONE, timezone.now()
            locked.save()
            moved = locked.rows.filter(state=LeftState.MOVED).count()
            record("leaving.finished", locked, by=by, on=on, moved=moved, rows=locked.rows.count())
    return done


def _hand_over(row: LeavingRow, leaving: Leaving, *, by: Actor, on: date) -> None:
    """One thing, once: what stands in its way is said in its line and takes nothing else with it."""
    state, said = LeftState.MOVED, ""
    with transaction.atomic():
        if row.case_id is not None:
            Case.objects.select_for_update().filter(pk=row.case_id).exists()
        held = LeavingRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if held.state != LeftState.WAITS:
            return
        try:
            with transaction.atomic():
                if not _still_theirs(held, leaving, on=on):
                    state = LeftState.GONE
                else:
                    _give(held, leaving, row.to, by=by, on=on)
        except (NotAllowedNow, Unusable) as refusal:
            state, said = LeftState.REFUSED, str(refusal)
        except (NotYoursToSee, PermissionDenied):
            state, said = (
                LeftState.REFUSED,
                str(_("Việc này không còn thuộc quyền bàn giao của người đã ra quyết định.")),
            )
        held.state, held.said, held.done_on = state, said[:250], on
        held.save(update_fields=["state", "said", "done_on"])


def _still_theirs(row: LeavingRow, leaving: Leaving, *, on: date) -> bool:
    person, unit = leaving.person_id, leaving.unit_id
    if row.what == Left.CASE:
        return left.cases_of(person, unit).filter(pk=row.key).exists()
    if row.what == Left.TASK:
        return left.tasks_of(person, unit).filter(pk=row.key).exists()
    if row.what == Left.INSPECTION:
        return left.inspections_of(person, unit).filter(pk=row.key).exists()
    return left.sessions_of(person, unit, on=on).filter(pk=row.key).exists()


def _give(row: LeavingRow, leaving: Leaving, to: User, *, by: Actor, on: date) -> None:
    if row.what == Left.CASE:
        case = Case.objects.get(pk=row.key)
        cases.hand_over(case, handler=to, because=leaving.because, leaving=leaving.pk, by=by, on=on)
    elif row.what == Left.TASK:
        give(Assignment.objects.get(pk=row.key).pk, to=to, by=by, on=on, leaving=leaving.pk)
    elif row.what == Left.INSPECTION:
        case = Inspection.objects.select_related("case").get(pk=row.key).case
        cases.give_place(
            case, person=leaving.person_id, to=to, because=leaving.because, leaving=leaving.pk, by=by, on=on
        )
    else:
        session = ReceptionSession.objects.get(pk=row.key)
        cases.change_receiver(session, receiver=to, by=by, on=on, leaving=leaving.pk)
