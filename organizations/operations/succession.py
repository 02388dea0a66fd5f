"""What happens when a unit is merged into another or split into several: it ends, and others carry on."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, require
from ..models import Membership, Succession, Unit
from ..vocabulary import SuccessionKind
from .changing import Mistakes, changing, locked
from .units import put_under


def succeed_unit(unit: Unit, *, into: Sequence[Unit], how: str, on: date, basis: str, by: Actor) -> list[Succession]:
    """End the unit on the day before `on` and name who carries on from that day.

    Its memberships end with it. When it is merged, the units below it come under the successor; when it is split,
    they must be moved first, since nobody but the office knows where each belongs. Raises ValidationError,
    PermissionDenied.
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
        if how == SuccessionKind.MERGED:
            for lower in before.children.select_for_update(of=("self",)).order_by("pk"):
                put_under(lower, after[0])
        ended = _end_memberships(before, last_day)
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
            memberships_ended=ended,
        )
    unit.refresh_from_db()
    return edges


def _check(before: Unit, after: list[Unit], how: str, on: date, basis: str) -> None:
    mistakes = Mistakes()
    mistakes.note(how not in {SuccessionKind.MERGED, SuccessionKind.SPLIT}, "how", _("Cần chọn nhập hoặc chia tách."))
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
        how == SuccessionKind.SPLIT and before.children.filter(in_force_to__isnull=True).exists(),
        "how",
        _("Cần chuyển các đơn vị trực thuộc sang đơn vị khác trước khi chia tách."),
    )
    mistakes.refuse()


def _end_memberships(unit: Unit, last_day: date) -> int:
    """End what was open, and strike what was to begin only after the unit's end."""
    memberships = Membership.objects.select_for_update(of=("self",)).filter(unit=unit).order_by("pk")
    ending = [row for row in memberships if row.to_on is None or row.to_on > last_day]
    for membership in ending:
        # Begun after the unit's end: it never gave a right, since capacities also ask the unit.
        membership.to_on = max(last_day, membership.from_on)
        membership.save(update_fields=["to_on"])
    return len(ending)
