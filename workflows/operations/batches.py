"""One act on many cases: confirmed at once for all, done case by case by the worker.

Each is a transaction of its own under the lock of its case, with its own event and its own line of result; whoever is
killed over it leaves the rest for the next. It is done with the rights its author has on the day it is done.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from audit.acting import acting
from audit.actor import Actor
from audit.jobs import take_job
from audit.record import record
from audit.shares import in_shares
from cases.access import is_the_house
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case
from organizations.capacities import acting_again
from organizations.models import Unit

from ..models import Batch, BatchRow, BatchRowState, BatchState
from .acts import ACTS, Act

AT_ONCE = 100
LONGEST_SAID = 250

Chosen = Iterable[tuple[int, int | None]]
"""The case and, for an act on tasks, the task."""


def order_batch(
    act: Act,
    chosen: Chosen,
    *,
    said: Mapping[str, Any],
    about: str,
    token: UUID,
    unit: Unit,
    by: Actor,
    on: date,
    expected: int | None = None,
) -> Batch:
    """Fix which they are. Nothing is done before the worker comes by. Ordered again, it is the same order.

    `expected` is how many were shown when it was confirmed: where there are others by now, nothing is ordered.
    """
    if not act.may(by) or by.unit != unit.pk:
        raise PermissionDenied(act.name)
    with acting(by), transaction.atomic():
        facts = {
            "act": act.name,
            "person_id": by.person_id,
            "unit": unit,
            "on_behalf_of": by.on_behalf_of,
            "said": dict(said),
            "about": about,
            "asked_at": timezone.now(),
        }
        batch, new = Batch.objects.get_or_create(token=token, defaults=facts)
        if not new:
            return batch_for(by, batch.pk)
        for share in in_shares(chosen, size=AT_ONCE * 10):
            rows = [BatchRow(batch=batch, case_id=case, task_id=task) for case, task in share]
            batch.total += len(BatchRow.objects.bulk_create(rows))
        if not batch.total:
            raise Unusable("case", _("Cần chọn ít nhất một vụ việc."))
        if expected is not None and batch.total != expected:
            raise Unusable(
                "expected",
                ngettext_lazy(
                    "Trong lúc bạn xem lại, bộ lọc nay khớp %(n)s vụ việc; cần xem và xác nhận lại.",
                    "Trong lúc bạn xem lại, bộ lọc nay khớp %(n)s vụ việc; cần xem và xác nhận lại.",
                    batch.total,
                )
                % {"n": batch.total},
            )
        batch.save(update_fields=["total"])
        record("batch.ordered", batch, by=by, on=on, act=act.name, rows=batch.total)
    return batch


def batch_for(actor: Actor, pk: int) -> Batch:
    """Return what this person ordered, in the capacity they ordered it in. Raises NotYoursToSee."""
    mine = Batch.objects.filter(person=actor.person_id, unit=actor.unit, on_behalf_of=actor.on_behalf_of)
    batch = mine.filter(pk=pk).first()
    if batch is None:
        raise NotYoursToSee(pk)
    return batch


def carry_batches_on(*, by: Actor, on: date, enough: Callable[[], bool] = lambda: False) -> int:
    """Go on with what was ordered until it is done or it is enough. Return how many rows were handled."""
    if not is_the_house(by):
        raise PermissionDenied("batch")
    done = 0
    for pk in list(Batch.objects.filter(state=BatchState.RUNNING).order_by("pk").values_list("pk", flat=True)):
        if enough() or not take_job(Batch.objects.filter(pk=pk)):
            continue
        done += _carry_on(Batch.objects.select_related("person").get(pk=pk), by=by, on=on, enough=enough)
        Batch.objects.filter(pk=pk).update(taken_at=None)
    return done


def _carry_on(batch: Batch, *, by: Actor, on: date, enough: Callable[[], bool]) -> int:
    done = 0
    waiting = batch.rows.filter(state=BatchRowState.WAITS).order_by("case", "pk")
    while rows := list(waiting[:AT_ONCE]):
        Batch.objects.filter(pk=batch.pk).update(taken_at=timezone.now())
        author = acting_again(batch.person, unit_id=batch.unit_id, on_behalf_of=batch.on_behalf_of, on=on)
        for row in rows:
            _do(row, batch, by=author, on=on)
            done += 1
            if enough():
                return done
    with acting(by), transaction.atomic():
        locked = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.state == BatchState.RUNNING and not waiting.exists():
            locked.state, locked.finished_at, locked.said = BatchState.DONE, timezone.now(), {}
            locked.save(update_fields=["state", "finished_at", "said"])
            made = locked.rows.filter(state=BatchRowState.DONE).count()
            record("batch.finished", locked, by=by, on=on, act=locked.act, done=made, rows=locked.total)
    return done


def _do(row: BatchRow, batch: Batch, *, by: Actor | None, on: date) -> None:
    """One row, once: what stands in its way is said in its line and takes nothing else with it."""
    state, said = BatchRowState.DONE, ""
    with transaction.atomic():
        Case.objects.select_for_update().filter(pk=row.case_id).exists()
        held = BatchRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if held.state != BatchRowState.WAITS:
            return
        act = ACTS[batch.act]
        try:
            with transaction.atomic():
                if by is None or not act.may(by):
                    raise PermissionDenied(batch.act)
                act.do(held, batch.said, by, on)
        except NotAllowedNow as refusal:
            state, said = BatchRowState.REFUSED, " ".join(str(reason) for reason in refusal.reasons)
        except Unusable as refusal:
            state, said = BatchRowState.REFUSED, str(refusal.reason)
        except (NotYoursToSee, PermissionDenied):
            state, said = BatchRowState.REFUSED, str(_("Vụ việc này không thuộc quyền làm việc ấy của bạn."))
        held.state, held.said, held.done_on = state, said[:LONGEST_SAID], on
        held.save(update_fields=["state", "said", "done_on"])
