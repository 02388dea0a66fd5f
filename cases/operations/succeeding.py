"""Units merged, split or abolished while work is open: entered, looked at, ordered, then handed on case by case.

Ordering it ends the units in the directory, dated. On the day it takes effect the worker hands each case on in a
transaction of its own, by ascending id, with one event: whoever is killed over it leaves the rest for the next, and
what came up since the preview finds its successor in the last round.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.jobs import take_job
from audit.record import record
from audit.rows import set_each
from files.content import Unfit
from files.operations import keep
from organizations.access import may_administer, require
from organizations.models import Client, Membership, Unit
from organizations.operations import carry_competence, rename_unit, revoke_client, succeed_unit
from organizations.vocabulary import SuccessionKind

from .. import access
from ..changeover import (
    Route,
    agenda_beside,
    cases_open_at,
    comes_along,
    competences_of,
    memberships_of,
    must_be_done_first,
    sessions_planned_at,
    undecided,
)
from ..errors import NotAllowedNow, Unusable
from ..models import AgendaItem, Changeover, ChangeoverRow
from ..succession_words import ChangeoverState, Handed, HandedState
from .documents import NewDocument
from .handing_on import hand_agenda_on, hand_case_on, hand_session_on
from .moving import lock

AT_ONCE = 100


def prepare_changeover(
    *,
    how: str,
    number: str,
    dated_on: date,
    effective_on: date,
    before: Sequence[Unit],
    heirs: Sequence[Unit],
    by: Actor,
    on: date,
    paper: NewDocument | None = None,
    by_area: bool = True,
) -> Changeover:
    """Enter the decision and look what is open. Nothing changes hands yet. Raises ValidationError as the units do."""
    if not number.strip():
        raise Unusable("number", _("Cần ghi số quyết định."))
    if dated_on > effective_on:
        raise Unusable("effective_on", _("Quyết định không thể có hiệu lực trước ngày ban hành."))
    if how == SuccessionKind.RENAMED:
        raise Unusable("how", _("Đổi tên không làm thay đổi việc đang mở; hãy đổi tên đơn vị trong danh bạ."))
    if not before:
        raise Unusable("before", _("Cần chọn đơn vị thôi hoạt động."))
    if how == SuccessionKind.SPLIT and len(before) > 1:
        raise Unusable("before", _("Mỗi quyết định chia tách chỉ ghi một đơn vị cũ; cần nhập từng đơn vị."))
    with acting(by), transaction.atomic():
        require(all(may_administer(by, unit) for unit in (*before, *heirs)))
        changeover = Changeover.objects.create(
            how=how,
            number=number.strip(),
            dated_on=dated_on,
            on=effective_on,
            by_area=by_area,
            prepared_by_id=by.person_id,
            prepared_at=timezone.now(),
        )
        if paper is not None:
            _keep_paper(changeover, paper)
        changeover.before.set(before)
        changeover.heirs.set(heirs)
        _try(changeover, by=by)
        _plan(changeover)
        units = {"before": [unit.pk for unit in before], "heirs": [unit.pk for unit in heirs]}
        record("changeover.prepared", changeover, by=by, on=on, how=str(how), number=number.strip(), **units)
    return changeover


def choose_heirs(
    changeover: Changeover,
    *,
    by: Actor,
    by_area: bool | None = None,
    by_field: Mapping[str, Unit] | None = None,
    rest_to: Unit | None = None,
    by_hand: Mapping[int, Unit | None] | None = None,
) -> None:
    """Say by which rules, and row by row, who gets what; for people nobody means that their role ends."""
    with acting(by), transaction.atomic():
        locked = _prepared(changeover, by)
        heirs = set(locked.heirs.values_list("pk", flat=True))
        chosen = [*(by_field or {}).values(), *(unit for unit in (by_hand or {}).values() if unit is not None)]
        if any(unit.pk not in heirs for unit in [*chosen, *([rest_to] if rest_to else [])]):
            raise Unusable("rest_to", _("Chỉ chọn trong các đơn vị kế thừa ghi trong quyết định."))
        if by_area is not None:
            locked.by_area = by_area
        if by_field is not None:
            locked.by_field = {key: unit.pk for key, unit in by_field.items()}
        locked.rest_to = rest_to or locked.rest_to
        locked.save()
        _must_be_no_head(locked, [pk for pk, unit in (by_hand or {}).items() if unit is not None])
        for pk, unit in (by_hand or {}).items():
            locked.rows.filter(pk=pk, state=HandedState.WAITS).update(to=unit, by_hand=True)
        _plan(locked)
        record("changeover.chosen", locked, by=by, by_hand=len(by_hand or {}))


def _must_be_no_head(changeover: Changeover, rows: Sequence[int]) -> None:
    moved = changeover.rows.filter(pk__in=rows, what=Handed.MEMBERSHIP).values_list("key", flat=True)
    if any(not comes_along(one) for one in Membership.objects.filter(pk__in=list(moved))):
        reason = _("Người đứng đầu không chuyển theo đơn vị; người đứng đầu mới ghi ở trang “Cơ quan nhận văn bản”.")
        raise Unusable("by_hand", reason)


def drop_changeover(changeover: Changeover, *, by: Actor, on: date) -> None:
    """Throw a decision away that was entered wrongly: nothing was handed on by it."""
    with acting(by), transaction.atomic():
        locked = _prepared(changeover, by)
        locked.state = ChangeoverState.DROPPED
        locked.save()
        locked.rows.all().delete()
        record("changeover.dropped", locked, by=by, on=on)


def order_changeover(changeover: Changeover, *, by: Actor, on: date) -> None:
    """Order it: the units end in the directory, people go along or leave, and from the effective day work follows."""
    with acting(by), transaction.atomic():
        locked = _prepared(changeover, by)
        if must_be_done_first(locked):
            raise NotAllowedNow(
                "changeover",
                [_("Đơn vị cũ còn buổi tiếp đang diễn ra, từ chối chờ xác nhận hoặc bảng số liệu đang vào sổ.")],
            )
        _plan(locked)
        if undecided(locked).exists():
            raise NotAllowedNow(
                "changeover", [_("Còn việc chưa biết giao cho đơn vị nào; cần chọn trước khi quyết định.")]
            )
        if locked.rest_to_id is None:
            heirs = list(locked.heirs.order_by("pk")[:2])
            if len(heirs) > 1:
                raise NotAllowedNow(
                    "changeover", [_("Cần chọn đơn vị nhận phần còn lại, cho việc phát sinh sau khi xem trước.")]
                )
            locked.rest_to = heirs[0]
        _end_units(locked, by=by)
        people = locked.rows.filter(what=Handed.MEMBERSHIP)
        people.filter(to=None).update(state=HandedState.ENDED, done_on=on)
        people.filter(to__isnull=False).update(state=HandedState.MOVED, done_on=on)
        locked.state, locked.taken_at = ChangeoverState.ORDERED, None
        locked.chosen_by = {**asdict(by), "roles": sorted(by.roles)}
        locked.save()
        record("changeover.ordered", locked, by=by, on=on, effective_on=locked.on.isoformat(), rows=locked.rows.count())


def carry_changeovers_on(*, by: Actor, on: date, enough: Callable[[], bool] = lambda: False) -> int:
    """Go on with every decision whose day has come until it is done or it is enough. Return how many rows were done."""
    if not access.is_the_house(by):
        raise PermissionDenied("changeover")
    done = 0
    waiting = Changeover.objects.filter(state=ChangeoverState.ORDERED, on__lte=on).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        if enough():
            break
        if not _take(pk):
            continue
        done += _carry_on(Changeover.objects.get(pk=pk), by=by, on=on, enough=enough)
        Changeover.objects.filter(pk=pk).update(taken_at=None)
    return done


def rename(unit: Unit, *, name: str, short_name: str, number: str, dated_on: date, by: Actor, on: date) -> None:
    """A unit goes on under another name: everything open stays where it is."""
    if not number.strip():
        raise Unusable("number", _("Cần ghi số quyết định."))
    rename_unit(unit, name=name, short_name=short_name, by=by, on=on, basis=f"{number.strip()}, {dated_on:%d/%m/%Y}")


# Looking


def _try(changeover: Changeover, *, by: Actor) -> None:
    """Ask the directory whether it would let the units end like that, and take it back."""
    with transaction.atomic():
        _end_units(changeover, by=by)
        transaction.set_rollback(True)


def _plan(changeover: Changeover) -> None:
    """Write down every open thing with its successor; what somebody chose by hand stays."""
    route = Route.of(changeover)
    heirs = [heir.pk for heir in route.heirs]
    alone = heirs[0] if len(heirs) == 1 else None
    for unit in changeover.before.order_by("pk"):
        new = [
            ChangeoverRow(
                changeover=changeover,
                before=unit,
                what=Handed.CASE,
                key=case.pk,
                case=case,
                to_id=route.heir_of(case.field, case.area),
            )
            for case in cases_open_at(unit).select_related("field", "area")
        ]
        new += [_agenda_row(changeover, unit, item, route.heir_above(item)) for item in agenda_beside(unit)]
        others = (
            (Handed.SESSION, [(one.pk, alone or route.rest_to) for one in sessions_planned_at(unit)]),
            (
                Handed.COMPETENCE,
                [
                    (one.pk, route.heir_of(one.field, one.area))
                    for one in competences_of(unit, changeover).select_related("field", "area")
                ],
            ),
            (
                Handed.MEMBERSHIP,
                [(one.pk, alone if comes_along(one) else None) for one in memberships_of(unit, changeover)],
            ),
            (Handed.CLIENT, [(one.pk, None) for one in Client.objects.filter(unit=unit, revoked_on=None)]),
        )
        for what, found in others:
            new += [
                ChangeoverRow(changeover=changeover, before=unit, what=what, key=key, to_id=to) for key, to in found
            ]
        known = {(row.what, row.key): row for row in changeover.rows.filter(before=unit)}
        ChangeoverRow.objects.bulk_create(row for row in new if (row.what, row.key) not in known)
        changed = []
        for row in new:
            before = known.pop((row.what, row.key), None)
            if before is not None and not before.by_hand and before.to_id != row.to_id:
                before.to_id = row.to_id
                changed.append(before)
        set_each(changed, ["to"])
        # Settled since the last look: there is nothing to hand on any more.
        gone = [row.pk for row in known.values() if row.state == HandedState.WAITS]
        ChangeoverRow.objects.filter(pk__in=gone).delete()


def _agenda_row(changeover: Changeover, unit: Unit, item: AgendaItem, to: int | None) -> ChangeoverRow:
    return ChangeoverRow(
        changeover=changeover, before=unit, what=Handed.AGENDA, key=item.pk, case_id=item.case_id, to_id=to
    )


def _prepared(changeover: Changeover, by: Actor) -> Changeover:
    locked = Changeover.objects.select_for_update(of=("self",)).select_related("rest_to").get(pk=changeover.pk)
    require(all(may_administer(by, unit) for unit in (*locked.before.all(), *locked.heirs.all())))
    if locked.state != ChangeoverState.PREPARED:
        raise NotAllowedNow(
            "changeover",
            [_("Quyết định này không còn ở bước chuẩn bị: %(state)s.") % {"state": locked.get_state_display()}],
        )
    return locked


def _end_units(changeover: Changeover, *, by: Actor) -> None:
    heirs = list(changeover.heirs.order_by("pk"))
    going = {
        (row.before_id, row.key): row.to
        for row in changeover.rows.filter(what=Handed.MEMBERSHIP, to__isnull=False).select_related("to")
    }
    for unit in changeover.before.order_by("pk"):
        members = {key: to for (before, key), to in going.items() if before == unit.pk and to is not None}
        succeed_unit(
            unit, into=heirs, how=changeover.how, on=changeover.on, basis=changeover.basis, by=by, members=members
        )


def _keep_paper(changeover: Changeover, paper: NewDocument) -> None:
    try:
        changeover.paper = keep(paper.content, name=paper.title)
    except Unfit as refusal:
        raise Unusable("paper", str(refusal)) from refusal
    changeover.paper_name = paper.title[:120]
    changeover.save()


# Carrying out


def _take(pk: int) -> bool:
    """Take the decision for this worker; another one has it: leave it."""
    return take_job(Changeover.objects.filter(pk=pk))


def _carry_on(changeover: Changeover, *, by: Actor, on: date, enough: Callable[[], bool]) -> int:
    said = changeover.chosen_by
    # In the name of whoever ordered it.
    chooser = Actor(**{**said, "roles": frozenset(said["roles"])})
    done = 0
    while True:
        waiting = changeover.rows.filter(state=HandedState.WAITS).order_by("what", "key", "pk")
        rows = list(waiting.select_related("before", "to")[:AT_ONCE])
        if not rows and not _what_came_since(changeover):
            _finish(changeover, by=by, on=on)
            return done
        Changeover.objects.filter(pk=changeover.pk).update(taken_at=timezone.now())
        for row in rows:
            _hand_on(row, changeover, by=chooser, on=on)
            done += 1
            if enough():
                return done


def _hand_on(row: ChangeoverRow, changeover: Changeover, *, by: Actor, on: date) -> None:
    """Hand one thing on, once: its row is locked with it, and says what became of it."""
    with acting(by), transaction.atomic():
        case = lock(row.case_id) if row.case_id is not None else None
        held = ChangeoverRow.objects.select_for_update(of=("self",)).select_related("before", "to").get(pk=row.pk)
        heir = held.to
        if held.state != HandedState.WAITS:
            return
        if held.what == Handed.CLIENT:
            revoke_client(Client.objects.get(pk=held.key), by=by, on=on)
            held.state, held.done_on = HandedState.ENDED, on
            held.save(update_fields=["state", "done_on"])
            return
        assert heir is not None, "nothing is ordered while anything is undecided"
        if held.what == Handed.CASE:
            assert case is not None, "a row about a case names it"
            moved = cases_open_at(held.before).filter(pk=case.pk).exists()
            if moved:
                hand_case_on(case, held.before, heir, changeover, by=by, on=on)
        elif held.what == Handed.AGENDA:
            assert case is not None, "a row about a list names the case"
            held.state = hand_agenda_on(held.key, case, held.before, heir, changeover, by=by, on=on)
            held.done_on = on
            held.save(update_fields=["state", "done_on"])
            return
        elif held.what == Handed.SESSION:
            moved = hand_session_on(held.key, held.before, heir, changeover, by=by, on=on)
        else:
            moved = _hand_competence_on(held, heir, changeover, by=by, on=on)
        held.state, held.done_on = HandedState.MOVED if moved else HandedState.GONE, on
        held.save(update_fields=["state", "done_on"])


def _hand_competence_on(held: ChangeoverRow, heir: Unit, changeover: Changeover, *, by: Actor, on: date) -> bool:
    row = competences_of(held.before, changeover).select_related("field", "area").filter(pk=held.key).first()
    if row is None:
        return False
    carry_competence(row, heir=heir, on=changeover.on, basis=changeover.basis, by=by)
    return True


def _what_came_since(changeover: Changeover) -> bool:
    """Write down what came up after the preview and before the unit's end; say whether there was anything."""
    route = Route.of(changeover)
    new: list[tuple[Handed, int, int, dict[str, Any]]] = []
    for unit in changeover.before.order_by("pk"):
        settled = changeover.rows.filter(before=unit, what=Handed.CASE, state=HandedState.MOVED).values("case")
        for case in cases_open_at(unit).exclude(pk__in=settled).select_related("field", "area"):
            to = route.heir_of(case.field, case.area)
            new.append((Handed.CASE, unit.pk, case.pk, {"case": case, "to_id": to}))
        for item in agenda_beside(unit):
            new.append((Handed.AGENDA, unit.pk, item.pk, {"case": item.case, "to_id": route.heir_above(item)}))
    for what, before, key, facts in new:
        ChangeoverRow.objects.update_or_create(
            changeover=changeover,
            before_id=before,
            what=what,
            key=key,
            defaults={**facts, "state": HandedState.WAITS, "done_on": None},
        )
    return bool(new)


def _finish(changeover: Changeover, *, by: Actor, on: date) -> None:
    with acting(by), transaction.atomic():
        locked = Changeover.objects.select_for_update(of=("self",)).get(pk=changeover.pk)
        if locked.state != ChangeoverState.ORDERED:
            return
        locked.state, locked.finished_at = ChangeoverState.DONE, timezone.now()
        locked.save()
        counted = {
            name: locked.rows.filter(state=state).count()
            for name, state in (("moved", HandedState.MOVED), ("gone", HandedState.GONE), ("ended", HandedState.ENDED))
        }
        record("changeover.finished", locked, by=by, on=on, **counted)
