"""Old books come in: a table is handed in and looked at, somebody chooses, and its rows are entered one by one.

Reading and entering are long: the worker does them, a batch at a time. Every row is a transaction of its own and is
entered once, by the digest of its file and its line; whoever is killed over it leaves the rest for the next.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from audit.acting import acting
from audit.actor import Actor, Channel
from audit.jobs import take_job
from audit.record import record
from audit.shares import in_shares
from deadlines.calendar import working_calendar
from organizations.models import Unit

from .. import access
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..models import Case, Opening, OpeningRow
from ..opening import problems, reading
from ..opening.checking import Checked, Checker
from ..opening.problems import Problem
from ..vocabulary import OpeningState, RowState
from .entering import Entering, enter
from .identities import newest_key

AT_ONCE = 200
KEPT_FOR = timedelta(days=30)
UNDER_WAY = (OpeningState.READING, OpeningState.ENTERING)


def hand_in(unit: Unit, content: bytes, *, by: Actor, on: date) -> Opening:
    """Keep the table, unreadable without the keys, to be looked at. The same file again is the same table.

    Raises `Unusable` when it is no table of ours.
    """
    with acting(by), transaction.atomic():
        by = _opener(by, unit)
        try:
            reading.must_be_a_table(content)
        except reading.UnreadableTable as refusal:
            raise Unusable("file", Problem("", refusal.sentence, refusal.facts).said()) from refusal
        digest = hashlib.sha256(content).hexdigest()
        opening, new = Opening.objects.select_for_update().get_or_create(
            unit=unit, digest=digest, defaults={"handed_in_on": on, "handed_in_by_id": by.person_id}
        )
        if not new and opening.state in {OpeningState.ENTERING, OpeningState.DONE} and opening.forgotten_on is None:
            return opening
        _begin_reading(opening, content, by=by, on=on)
        record("opening.handed_in", opening, by=by, on=on, unit=unit.pk, sha256=digest)
    return opening


def choose(opening: Opening, *, good_ones: bool, by: Actor, on: date) -> None:
    """Let the table into the register: all of it when every row is good, or only the good ones.

    Of two who choose at once the second is told that it has been chosen.
    """
    with acting(by), transaction.atomic():
        locked, by = _locked(opening, by)
        if locked.state != OpeningState.CHECKED:
            raise NotAllowedNow(
                "opening", [_("Bảng này không chờ chọn: %(state)s.") % {"state": locked.get_state_display().lower()}]
            )
        if locked.bad and not good_ones:
            raise NotAllowedNow("opening", [_("Còn dòng chưa đúng: cần sửa bảng, hoặc chọn chỉ nhập các dòng đúng.")])
        if not locked.good:
            raise NotAllowedNow("opening", [_("Không có dòng nào đúng để vào sổ.")])
        numbers = locked.rows.filter(state=RowState.READY).values("number")
        if Case.objects.filter(unit=locked.unit_id, number__in=numbers).exists():
            again = _("Từ lúc kiểm tra đến nay có số đã được vào sổ; cần nộp lại bảng để kiểm tra lại.")
            raise NotAllowedNow("opening", [again])
        locked.state, locked.good_ones, locked.taken_at = OpeningState.ENTERING, good_ones, None
        locked.chosen_by = {**asdict(by), "roles": sorted(by.roles)}
        locked.save()
        record("opening.chosen", locked, by=by, on=on, good_ones=good_ones, rows=locked.good, left_out=locked.bad)


def forget(opening: Opening, *, by: Actor, on: date) -> None:
    """Throw away what stood in the table. What was entered stays; how many, and who chose, is remembered."""
    with acting(by), transaction.atomic():
        locked, by = _locked(opening, by)
        if locked.is_under_way:
            raise NotAllowedNow("opening", [_("Bảng đang được xử lý; chờ xong rồi mới bỏ được.")])
        _forget(locked, by=by, on=on)


def carry_on(*, by: Actor, on: date, enough: Callable[[], bool] = lambda: False, only: int | None = None) -> int:
    """Go on with every table that is under way until it is done or it is enough. Return how many rows were handled."""
    if not access.is_the_house(by):
        raise PermissionDenied("opening")
    handled = 0
    waiting = Opening.objects.filter(state__in=UNDER_WAY).order_by("pk")
    for pk in list((waiting.filter(pk=only) if only else waiting).values_list("pk", flat=True)):
        if enough():
            break
        if not _take(pk):
            continue
        opening = Opening.objects.select_related("unit").get(pk=pk)
        if opening.state == OpeningState.READING:
            handled += _read(opening, on=on)
        else:
            handled += _enter(opening, by=by, on=on, enough=enough)
        Opening.objects.filter(pk=pk).update(taken_at=None)
    return handled


def forget_old(*, by: Actor, on: date) -> int:
    """Throw away what stood in tables that nobody needed for a month."""
    if not access.is_the_house(by):
        raise PermissionDenied("opening")
    old = Opening.objects.exclude(state__in=UNDER_WAY).filter(forgotten_on=None, handed_in_on__lt=on - KEPT_FOR)
    found = list(old)
    for opening in found:
        with acting(by), transaction.atomic():
            _forget(opening, by=by, on=on)
    return len(found)


# Reading


def _begin_reading(opening: Opening, content: bytes, *, by: Actor, on: date) -> None:
    entered = opening.rows.filter(state=RowState.ENTERED)
    if not entered.exists():
        opening.rows.all().delete()
    newest_key()
    opening.content = b64encode(content).decode()
    opening.state, opening.trouble, opening.forgotten_on = OpeningState.READING, [], None
    opening.handed_in_by_id, opening.handed_in_on, opening.handed_in_at = by.person_id, on, timezone.now()
    opening.total = opening.looked_at = opening.bad = opening.warned = 0
    opening.taken_at = None
    opening.save()


def _read(opening: Opening, *, on: date) -> int:
    """Look at the whole table, a batch of rows at a time; begun again from the first row when it was cut off."""
    OpeningRow.objects.filter(opening=opening).exclude(state=RowState.ENTERED).delete()
    content = b64decode(opening.content)
    checker = Checker(opening.unit, on=on)
    looked_at = bad = warned = 0
    try:
        for batch in in_shares(reading.rows_of(content), size=AT_ONCE):
            rows = [_row_of(opening, row) for row in checker.look_at(batch)]
            looked_at += len(rows)
            bad += sum(row.state == RowState.BAD for row in rows)
            warned += sum(row.warned for row in rows)
            with transaction.atomic():
                OpeningRow.objects.bulk_create(rows)
                Opening.objects.filter(pk=opening.pk).update(
                    looked_at=looked_at, bad=bad, warned=warned, taken_at=timezone.now()
                )
    except reading.UnreadableTable as refusal:
        Opening.objects.filter(pk=opening.pk).update(
            state=OpeningState.UNREADABLE, trouble=[refusal.sentence, refusal.facts], content=""
        )
        return looked_at
    # The rows hold all of it now.
    Opening.objects.filter(pk=opening.pk).update(state=OpeningState.CHECKED, total=looked_at, content="")
    return looked_at


def _row_of(opening: Opening, checked: Checked) -> OpeningRow:
    row = OpeningRow(
        opening=opening,
        line=checked.line,
        number=checked.cells.get("number", "")[:60],
        state=RowState.BAD if checked.problems else RowState.READY,
        warned=bool(checked.warnings),
    )
    row.said = _content(checked)
    return row


def _content(checked: Checked) -> dict[str, Any]:
    return {
        "cells": checked.cells,
        "problems": [one.kept() for one in checked.problems],
        "warnings": [one.kept() for one in checked.warnings],
    }


# Entering


def _enter(opening: Opening, *, by: Actor, on: date, enough: Callable[[], bool]) -> int:
    chosen = opening.chosen_by
    # In the name of who chose, on the road on which it came.
    chooser = replace(Actor(**{**chosen, "roles": frozenset(chosen["roles"])}), channel=Channel.IMPORT)
    checker = Checker(opening.unit, on=on)
    entering = Entering(opening, chooser, on, working_calendar(), checker.rules)
    handled = 0
    while not enough():
        ready = OpeningRow.objects.filter(opening=opening, state=RowState.READY).order_by("line")
        rows = list(ready.values_list("pk", flat=True)[:AT_ONCE])
        if not rows:
            _finish(opening, by=by, on=on)
            break
        Opening.objects.filter(pk=opening.pk).update(taken_at=timezone.now())
        for pk in rows:
            handled += _enter_row(pk, entering, checker)
            if enough():
                break
    return handled


def _enter_row(pk: int, entering: Entering, checker: Checker) -> int:
    """Enter one row, or write down why it cannot be entered any more."""
    try:
        with acting(entering.by), transaction.atomic():
            row = OpeningRow.objects.select_for_update().filter(pk=pk, state=RowState.READY).first()
            if row is None:
                return 0
            # The register and the directory may have changed since the table was looked at.
            [checked] = checker.look_at([(row.line, row.said["cells"])])
            if checked.entry is None:
                _refuse(row, checked)
                return 1
            row.case = enter(checked.entry, row.line, entering)
            row.state, row.said = RowState.ENTERED, {}
            row.save()
            Opening.objects.filter(pk=row.opening_id).update(entered=F("entered") + 1)
    except Unusable as refusal:
        _refuse_later(pk, Problem(refusal.field, refusal.reason))
    except IntegrityError:
        _refuse_later(pk, Problem("number", gettext_noop("Số này vừa được vào sổ ở nơi khác.")))
    return 1


def _refuse(row: OpeningRow, checked: Checked) -> None:
    row.state, row.said = RowState.REFUSED, _content(checked)
    row.save()
    Opening.objects.filter(pk=row.opening_id).update(refused=F("refused") + 1)


def _refuse_later(pk: int, problem: Problem) -> None:
    """The transaction of the row is gone; in one of its own it is told why."""
    with transaction.atomic():
        row = OpeningRow.objects.select_for_update().get(pk=pk)
        content = row.said
        checked = Checked(row.line, content["cells"], None, [problem], problems.read(content["warnings"]))
        _refuse(row, checked)


def _finish(opening: Opening, *, by: Actor, on: date) -> None:
    with acting(by), transaction.atomic():
        locked = Opening.objects.select_for_update().get(pk=opening.pk)
        if locked.state != OpeningState.ENTERING:
            return
        locked.state, locked.finished_at = OpeningState.DONE, timezone.now()
        locked.save()
        record(
            "opening.finished",
            locked,
            by=by,
            on=on,
            entered=locked.entered,
            refused=locked.refused,
            left_out=locked.bad,
        )


def _forget(opening: Opening, *, by: Actor, on: date) -> None:
    opening.content, opening.forgotten_on = "", on
    opening.save()
    opening.rows.exclude(state=RowState.ENTERED).delete()
    record("opening.forgotten", opening, by=by, on=on)


# Rights and locks


def _opener(by: Actor, unit: Unit) -> Actor:
    if access.is_the_house(by):
        return by
    role = access.may_open_books(by, unit.pk) if unit.is_front else None
    if role is None:
        raise PermissionDenied("opening")
    return by.as_role(role)


def _locked(opening: Opening, by: Actor) -> tuple[Opening, Actor]:
    locked: Opening | None = (
        Opening.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=opening.pk).first()
    )
    if locked is None or not (access.is_the_house(by) or locked.unit_id == by.unit):
        raise NotYoursToSee(opening.pk)
    return locked, _opener(by, locked.unit)


def _take(pk: int) -> bool:
    """Take the table for this worker; another one has it: leave it."""
    return take_job(Opening.objects.filter(pk=pk, state__in=UNDER_WAY))
