"""What happens when a unit is merged into another or split into several: it ends, and others carry on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, require
from ..models import Competence, Membership, Succession, Unit
from ..vocabulary import SuccessionKind
from .changing import Mistakes, changing, locked
from .competence import NewCompetence, add_competence, end_competence
from .units import put_under


def succeed_unit(
    unit: Unit,
    *,
    into: Sequence[Unit],
    how: str,
    on: date,
    basis: str,
    by: Actor,
    members: Mapping[int, Unit] | None = None,
) -> list[Succession]:
    """End the unit on the day before `on` and name who carries on from that day.

    Its memberships end with it; those in `members` go on in the successor named there. When one successor carries on,
    the units below it come under that one; when there are several, they must be moved first, since nobody but the
    office knows where each belongs. Raises ValidationError, PermissionDenied.
    """
    last_day = on - timedelta(days=1)
    with changing(by):
        rows = locked([unit, *into])
        before, after = rows[unit.pk], [rows[heir.pk] for heir in into]
        require(all(may_administer(by, row) for row in rows.values()))
        _check(before, after, how, on, basis)
        edges = [
            Succession.objects.create(
                before=before, after=heir, how=how, on=on, basis=basis.strip(), name_before=before.name
            )
            for heir in after
        ]
        if len(after) == 1:
            for lower in before.children.select_for_update(of=("self",)).order_by("pk"):
                put_under(lower, after[0])
        ended = _end_memberships(before, last_day)
        moved = _go_on(ended, {pk: rows[heir.pk] for pk, heir in (members or {}).items()}, on=on)
        before.in_force_to = last_day
        before.save(update_fields=["in_force_to"])
        record(
            "unit.succeeded",
            before,
            by=by,
            on=on,
            how=how,
            into=[heir.pk for heir in after],
            basis=basis.strip(),
            memberships_ended=len(ended),
            memberships_moved=moved,
        )
    unit.refresh_from_db()
    return edges


def _check(before: Unit, after: list[Unit], how: str, on: date, basis: str) -> None:
    mistakes = Mistakes()
    ends = {SuccessionKind.MERGED, SuccessionKind.SPLIT, SuccessionKind.ABOLISHED}
    mistakes.note(how not in ends, "how", _("Cần chọn nhập, chia tách hoặc giải thể."))
    mistakes.note(not after, "into", _("Cần chọn đơn vị tiếp nhận: không việc nào được bỏ lại."))
    mistakes.note(
        how == SuccessionKind.MERGED and len(after) != 1, "into", _("Cần chọn đúng một đơn vị tiếp nhận khi nhập.")
    )
    mistakes.note(
        how == SuccessionKind.SPLIT and len(after) < 2, "into", _("Cần chọn ít nhất hai đơn vị mới khi chia tách.")
    )
    within = any(heir.path.startswith(before.path) for heir in after)
    mistakes.note(within, "into", _("Đơn vị tiếp nhận không thể là chính đơn vị này hoặc đơn vị trực thuộc nó."))
    idle = any(not heir.is_in_force(on) for heir in after)
    mistakes.note(idle, "into", _("Đơn vị tiếp nhận phải đang hoạt động vào ngày này."))
    mistakes.note(
        any(heir.is_front != before.is_front for heir in after),
        "into",
        _("Đơn vị của Mặt trận và cơ quan khác không thể kế thừa lẫn nhau."),
    )
    mistakes.note(before.in_force_to is not None, "on", _("Đơn vị này đã kết thúc hoạt động."))
    mistakes.note(
        on - timedelta(days=1) <= before.in_force_from, "on", _("Ngày kế thừa phải sau ngày đơn vị bắt đầu hoạt động.")
    )
    mistakes.note(not basis.strip(), "basis", _("Cần ghi văn bản làm căn cứ."))
    mistakes.note(
        len(after) > 1 and before.children.filter(in_force_to__isnull=True).exists(),
        "how",
        _("Cần chuyển các đơn vị trực thuộc sang đơn vị khác trước khi chia cho nhiều đơn vị."),
    )
    mistakes.refuse()


def _end_memberships(unit: Unit, last_day: date) -> list[tuple[Membership, date | None]]:
    """End what was open, and strike what was to begin only after the unit's end. Return each with its own end."""
    memberships = Membership.objects.select_for_update(of=("self",)).select_related("user").filter(unit=unit)
    ending = [(row, row.to_on) for row in memberships.order_by("pk") if row.to_on is None or row.to_on > last_day]
    for membership, _would_end in ending:
        # Begun after the unit's end: it never gave a right, since capacities also ask the unit.
        membership.to_on = max(last_day, membership.from_on)
        membership.save(update_fields=["to_on"])
    return ending


def _go_on(ended: Sequence[tuple[Membership, date | None]], members: Mapping[int, Unit], *, on: date) -> int:
    """Give whoever goes along the same role in the successor, unless they have it there already."""
    moved = 0
    for one, to_on in ended:
        heir = members.get(one.pk)
        if heir is None or not one.user.is_active:
            continue
        there = Membership.objects.filter(user=one.user_id, unit=heir, role=one.role)
        if not there.filter(Q(to_on__isnull=True) | Q(to_on__gte=on)).exists():
            Membership.objects.create(
                user_id=one.user_id,
                unit=heir,
                role=one.role,
                title=one.title,
                from_on=max(on, one.from_on),
                to_on=to_on,
            )
            moved += 1
    return moved


def carry_competence(row: Competence, *, heir: Unit, on: date, basis: str, by: Actor) -> Competence:
    """End the row of a unit that ended and enter the same for its successor, from `on`."""
    # One that was to begin only after the unit's end holds for that one day, on which it names nobody.
    last_on = max(on - timedelta(days=1), row.in_force_from)
    with changing(by):
        end_competence(row, last_on=last_on, by=by, on=on)
        return add_competence(
            NewCompetence(
                basis=f"{row.basis}; {basis}"[:250],
                confidence=row.confidence,
                in_force_from=last_on + timedelta(days=1),
                in_force_to=row.in_force_to,
                field=row.field,
                kind=row.kind,
                area=row.area,
                agency=heir,
                note=row.note,
            ),
            by=by,
            on=on,
        )
