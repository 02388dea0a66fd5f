"""Decisions to erase: prepared by the records officer, approved by a leader who is another, carried out in the worker.

Case by case, one transaction each: the words go first, with one event; the files once that is certain, then a line in
the ledger. Whoever is killed over it leaves the rest for the next. What is held by then, or open again, is left.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.models import Unit

from .. import access
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..models import Case, Erasure, ErasureRow, Person, Visit
from ..retention import cases_of, is_held, kept, others_behind, run_out, visits_of
from ..retention_words import UNFINISHED, ErasedState, ErasureGround, ErasureState
from ..vocabulary import Status
from . import ledger
from .freezing import author, stood_in_for
from .moving import lock
from .wiping import remove_files, wipe_case, wipe_person, wipe_visit

MOST = 200
"""So many files a list names: it is read and signed by somebody."""


def prepare_list(unit: Unit, *, by: Actor, on: date) -> Erasure:
    """Put the files of the unit whose time has run out on a list, the oldest first."""
    with acting(by), transaction.atomic():
        by = _may_prepare(by, unit.pk)
        cases = list(run_out(by, unit.pk, on=on)[:MOST])
        if not cases:
            raise NotAllowedNow("prepare_list", [_("Chưa có hồ sơ nào của đơn vị hết thời hạn lưu.")])
        periods = [(case, kept(case, on=on)) for case in cases]
        articles = dict.fromkeys(period.row.citation for _case, period in periods if period is not None)
        erasure = _begun(unit, ErasureGround.RUN_OUT, basis="; ".join(articles), by=by, on=on)
        ErasureRow.objects.bulk_create(
            ErasureRow(erasure=erasure, case=case, period=period.row.key, run_out_on=period.until)
            for case, period in periods
            if period is not None
        )
        record("erasure.prepared", erasure, by=by, on=on, ground=erasure.ground, rows=erasure.rows.count())
    return erasure


def prepare_for_person(
    person: Person, cases: Iterable[Case], *, basis: str, asked: str, by: Actor, on: date, visits: bool = True
) -> Erasure:
    """Enter what a person asks to be erased: which of their cases, on which article. Raises Unusable, NotAllowedNow.

    A case that is open or held stands against it, and is named. Where others handed it in as well, only who this one
    is goes. Visits that led to no petition go with it.
    """
    with acting(by), transaction.atomic():
        if by.unit is None:
            raise PermissionDenied("prepare_for_person")
        here = Unit.objects.get(pk=by.unit)
        by = _may_prepare(by, here.pk)
        own = {case.pk: case for case in cases_of(by, person).filter(unit=here)}
        chosen = sorted({case.pk for case in cases})
        if any(pk not in own for pk in chosen):
            raise NotYoursToSee(person.pk)
        alone = list(visits_of(person, here.pk)) if visits else []
        if not chosen and not alone:
            raise Unusable("cases", _("Cần chọn ít nhất một vụ việc của người này."))
        if not basis.strip():
            raise Unusable("basis", _("Cần ghi điều khoản cho phép xóa."))
        if not asked.strip():
            raise Unusable("asked", _("Cần ghi ai yêu cầu, bằng văn bản nào, yêu cầu xóa gì."))
        locked = [lock(pk) for pk in chosen]
        against = [reason for case in locked for reason in _against(case)]
        if against:
            raise NotAllowedNow("prepare_for_person", against)
        erasure = _begun(
            here, ErasureGround.ASKED, basis=basis.strip(), by=by, on=on, person=person, asked=asked.strip()
        )
        rows = [ErasureRow(erasure=erasure, case=case, person_only=others_behind(case, person) > 0) for case in locked]
        rows += [ErasureRow(erasure=erasure, visit=visit) for visit in alone]
        ErasureRow.objects.bulk_create(rows)
        record("erasure.prepared", erasure, by=by, on=on, ground=erasure.ground, rows=len(rows))
    return erasure


def take_row_off(row: ErasureRow, *, because: str, by: Actor, on: date) -> None:
    """Leave one file out, with a reason: a serious case is kept for good, whatever the schedule says of its kind."""
    with acting(by), transaction.atomic():
        erasure = _locked(row.erasure_id)
        preparing = erasure.is_prepared and access.may_prepare_erasures(by, erasure.unit_id)
        role = preparing or (erasure.is_proposed and access.may_judge_erasures(by, erasure.unit_id))
        if not role:
            _must_see(by, erasure)
            raise NotAllowedNow("take_row_off", [_("Danh mục không còn ở bước được đưa hồ sơ ra.")])
        held = ErasureRow.objects.select_for_update().get(pk=row.pk)
        if held.state != ErasedState.WAITS:
            raise NotAllowedNow("take_row_off", [_("Hồ sơ này đã ra khỏi danh mục rồi.")])
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao để hồ sơ này lại."))
        held.state, held.because = ErasedState.OFF, because.strip()
        held.save(update_fields=["state", "because"])
        record("erasure.row_taken_off", erasure, by=by.as_role(role), on=on, row=held.pk, case=held.case_id)


def propose_erasure(erasure: Erasure, *, by: Actor, on: date) -> None:
    """Lay the list before a leader."""
    with acting(by), transaction.atomic():
        locked = _locked(erasure.pk)
        by = _may_prepare(by, locked.unit_id)
        _must_be(locked, ErasureState.PREPARED)
        _must_name_something(locked)
        locked.be_proposed()
        locked.save()
        record("erasure.proposed", locked, by=by, on=on)


def drop_erasure(erasure: Erasure, *, by: Actor, on: date) -> None:
    """Throw a list away that nobody has approved: nothing was erased by it."""
    with acting(by), transaction.atomic():
        locked = _locked(erasure.pk)
        by = _may_prepare(by, locked.unit_id)
        _must_be(locked, ErasureState.PREPARED)
        locked.be_dropped()
        locked.save()
        record("erasure.dropped", locked, by=by, on=on)


def send_erasure_back(erasure: Erasure, *, because: str, by: Actor, on: date) -> None:
    """The leader wants it prepared anew, and says why."""
    with acting(by), transaction.atomic():
        locked, by = _judged(erasure, because, by=by, on=on)
        locked.be_sent_back()
        locked.judged_by, locked.judged_on = None, None
        locked.save()
        record("erasure.sent_back", locked, by=by, on=on)


def refuse_erasure(erasure: Erasure, *, because: str, by: Actor, on: date) -> None:
    """The leader does not agree: the files stay, and the reason."""
    with acting(by), transaction.atomic():
        locked, by = _judged(erasure, because, by=by, on=on)
        locked.be_refused()
        locked.save()
        record("erasure.refused", locked, by=by, on=on)


def approve_erasure(erasure: Erasure, *, by: Actor, on: date) -> None:
    """The second person agrees; from now on the worker carries it out, and nobody takes it back."""
    with acting(by), transaction.atomic():
        locked, by = _judged(erasure, None, by=by, on=on)
        _must_name_something(locked)
        locked.be_approved()
        locked.save()
        rows = locked.rows.filter(state=ErasedState.WAITS).count()
        record("erasure.approved", locked, by=by, on=on, ground=locked.ground, rows=rows)


def carry_erasures_on(*, by: Actor, on: date, enough: Callable[[], bool] = lambda: False) -> int:
    """Go on with every approved decision until it is done or it is enough. Return how many rows were done."""
    if not access.is_the_house(by):
        raise PermissionDenied("erasures")
    done = 0
    for erasure in Erasure.objects.filter(state=ErasureState.APPROVED).order_by("pk"):
        for row in list(erasure.rows.filter(state__in=UNFINISHED).order_by("pk")):
            if enough():
                return done
            carry_row_out(row, by=by, on=on)
            done += 1
        _finish(erasure, by=by, on=on)
    if done:
        _leave_no_copy()
    return done


def carry_row_out(row: ErasureRow, *, by: Actor, on: date) -> None:
    """The words, then the files, then the ledger: whatever was done before is passed over."""
    with acting(by), transaction.atomic():
        _wipe(row, by=by, on=on)
    row.refresh_from_db()
    if row.state != ErasedState.WIPED:
        return
    if not row.person_only:
        remove_files(row.case, row.visit)
    ledger.note(row)
    ErasureRow.objects.filter(pk=row.pk, state=ErasedState.WIPED).update(state=ErasedState.DONE)


def _wipe(row: ErasureRow, *, by: Actor, on: date) -> None:
    case = lock(row.case_id) if row.case_id else None
    held = ErasureRow.objects.select_for_update().get(pk=row.pk)
    if held.state != ErasedState.WAITS:
        return
    erasure = Erasure.objects.get(pk=held.erasure_id)
    told = {"erasure": erasure.pk, "decision": str(erasure.key), "ground": str(erasure.ground)}
    if case is None:
        visit = Visit.objects.get(erasure_rows=held)
        wipe_visit(visit, on=on)
        record("visit.erased", visit, by=by, on=on, **told)
    elif _against(case):
        held.state = ErasedState.LEFT
        held.save(update_fields=["state"])
        return
    elif held.person_only:
        assert erasure.person is not None, "a constraint says so"
        record("case.person_erased", case, by=by, on=on, parties=wipe_person(case, erasure.person, on=on), **told)
    else:
        wiped = wipe_case(case, on=on)
        digests = {"contents": wiped.contents, "letters": wiped.letters, "petitions": wiped.petitions}
        record("case.erased", case, by=by, on=on, **told, **digests)
    ErasureRow.objects.filter(pk=held.pk).update(state=ErasedState.WIPED, done_on=on)


def _finish(erasure: Erasure, *, by: Actor, on: date) -> None:
    with acting(by), transaction.atomic():
        locked = _locked(erasure.pk)
        if not locked.is_under_way or locked.rows.filter(state__in=UNFINISHED).exists():
            return
        locked.be_done()
        locked.finished_on = on
        locked.save()
        # Who asked for what is personal itself; the decision, its article and its rows stay.
        Erasure.objects.filter(pk=locked.pk).exclude(asked="").update(asked=None)
        count = {state: locked.rows.filter(state=state).count() for state in (ErasedState.DONE, ErasedState.LEFT)}
        record("erasure.finished", locked, by=by, on=on, done=count[ErasedState.DONE], left=count[ErasedState.LEFT])


def _leave_no_copy() -> None:
    """SQLite keeps what was overwritten in its log until that is written back."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _begun(unit: Unit, ground: str, *, basis: str, by: Actor, on: date, **of: object) -> Erasure:
    begun: Erasure = Erasure.objects.create(
        unit=unit,
        ground=ground,
        basis=basis[:300],
        prepared_by=author(by),
        prepared_for_id=stood_in_for(by),
        prepared_on=on,
        **of,
    )
    return begun


def _against(case: Case) -> list[str]:
    """Why nothing of the case may be erased now."""
    about = {"number": case.number}
    if case.status != Status.CLOSED:
        return [str(_("Vụ việc %(number)s chưa kết thúc nên chưa xóa được gì.") % about)]
    if is_held(case):
        return [str(_("Hồ sơ %(number)s đang được tạm giữ nên không xóa được gì.") % about)]
    return []


def _judged(erasure: Erasure, because: str | None, *, by: Actor, on: date) -> tuple[Erasure, Actor]:
    """Lock it; the one who judges is neither who prepared it nor whom one of the two stands in for."""
    locked = _locked(erasure.pk)
    role = access.may_judge_erasures(by, locked.unit_id)
    if role is None:
        _must_see(by, locked)
        raise PermissionDenied("erasure")
    _must_be(locked, ErasureState.PROPOSED)
    if {locked.prepared_by_id, locked.prepared_for_id} & access.persons_of(by):
        raise NotAllowedNow("erasure", [_("Người lập danh mục không tự duyệt; cần người thứ hai.")])
    if because is not None and not because.strip():
        raise Unusable("because", _("Cần ghi lý do."))
    locked.judged_by, locked.judged_on, locked.judged_because = author(by), on, (because or "").strip()
    return locked, by.as_role(role)


def _locked(pk: int) -> Erasure:
    locked: Erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=pk)
    return locked


def _may_prepare(by: Actor, unit: int) -> Actor:
    role = access.may_prepare_erasures(by, unit)
    if role is None:
        raise PermissionDenied("erasures")
    return by.as_role(role)


def _must_see(by: Actor, erasure: Erasure) -> None:
    if not access.may_see_erasures(by, erasure.unit_id):
        raise NotYoursToSee(erasure.pk)


def _must_be(erasure: Erasure, state: str) -> None:
    if erasure.state != state:
        where = ErasureState(erasure.state).label
        raise NotAllowedNow("erasure", [_("Danh mục này đang ở bước “%(where)s”.") % {"where": where}])


def _must_name_something(erasure: Erasure) -> None:
    if not erasure.rows.filter(state=ErasedState.WAITS).exists():
        raise NotAllowedNow("erasure", [_("Danh mục không còn hồ sơ nào.")])
