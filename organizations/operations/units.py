"""Entering a unit, renaming it, and moving it to another unit above."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, may_create, require
from ..models import Area, Succession, Unit
from ..vocabulary import Level, SuccessionKind, UnitKind
from .changing import Mistakes, changing, locked


def create_unit(
    *,
    kind: str,
    level: str,
    name: str,
    by: Actor,
    on: date,
    short_name: str = "",
    code: str = "",
    symbol: str = "",
    parent: Unit | None = None,
    area: Area | None = None,
    email: str = "",
    address: str = "",
) -> Unit:
    """Enter a unit that is in force from `on`. Raises ValidationError, PermissionDenied."""
    unit = Unit(
        kind=kind,
        level=level,
        name=_tidy(name),
        short_name=_tidy(short_name),
        code=code.strip(),
        symbol=symbol.strip(),
        parent=parent,
        area=area,
        email=email.strip(),
        address=_tidy(address),
        in_force_from=on,
    )
    with changing(by):
        if parent is not None:
            unit.parent = locked([parent])[parent.pk]
        require(may_create(by, unit))
        _check_new(unit, on)
        enter(unit)
        record(
            "unit.created",
            unit,
            by=by,
            on=on,
            name=unit.name,
            unit_kind=unit.kind,
            level=unit.level,
            parent=unit.parent_id,
            area=unit.area_id,
        )
    return unit


def rename_unit(
    unit: Unit, *, name: str, by: Actor, on: date, basis: str, short_name: str | None = None, symbol: str | None = None
) -> Succession:
    """Give the unit another name from `on`; the edge keeps the old one. Raises ValidationError, PermissionDenied."""
    with changing(by):
        unit_now = locked([unit])[unit.pk]
        require(may_administer(by, unit_now))
        mistakes = Mistakes()
        mistakes.note(not name.strip(), "name", _("Cần ghi tên mới của đơn vị."))
        mistakes.note(_tidy(name) == unit_now.name, "name", _("Tên mới trùng với tên đang dùng."))
        mistakes.note(not basis.strip(), "basis", _("Cần ghi văn bản làm căn cứ đổi tên."))
        mistakes.note(not unit_now.is_in_force(on), "on", _("Đơn vị không hoạt động vào ngày này."))
        mistakes.refuse()
        edge = Succession.objects.create(
            before=unit_now,
            after=unit_now,
            how=SuccessionKind.RENAMED,
            on=on,
            basis=basis.strip(),
            name_before=unit_now.name,
        )
        unit_now.name = _tidy(name)
        unit_now.short_name = unit_now.short_name if short_name is None else _tidy(short_name)
        unit_now.symbol = unit_now.symbol if symbol is None else symbol.strip()
        unit_now.fold()
        unit_now.save()
        record("unit.renamed", unit_now, by=by, on=on, before=edge.name_before, name=unit_now.name, basis=edge.basis)
    unit.refresh_from_db()
    return edge


def move_unit(unit: Unit, *, parent: Unit, by: Actor, on: date, basis: str) -> Unit:
    """Put the unit, with all below it, under another unit. Raises ValidationError, PermissionDenied."""
    with changing(by):
        rows = locked([unit, parent])
        unit_now, above = rows[unit.pk], rows[parent.pk]
        require(may_administer(by, unit_now) and may_administer(by, above))
        mistakes = Mistakes()
        mistakes.note(not basis.strip(), "basis", _("Cần ghi văn bản làm căn cứ."))
        mistakes.note(
            above.path.startswith(unit_now.path),
            "parent",
            _("Không thể đặt đơn vị dưới chính nó hoặc đơn vị cấp dưới."),
        )
        mistakes.note(not above.is_in_force(on), "parent", _("Đơn vị cấp trên không hoạt động vào ngày này."))
        mistakes.refuse()
        before = unit_now.parent_id
        put_under(unit_now, above)
        record("unit.moved", unit_now, by=by, on=on, before=before, parent=above.pk, basis=basis.strip())
    unit.refresh_from_db()
    return unit


def enter(unit: Unit) -> None:
    """Save a new unit with its path, which holds its own id: one row of history, written when the path is known."""
    unit.fold()
    unit.skip_history_when_saving = True  # type: ignore[attr-defined]
    unit.save()
    del unit.skip_history_when_saving  # type: ignore[attr-defined]
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])


def put_under(unit: Unit, parent: Unit) -> None:
    """Write the new paths of the unit and of all below it."""
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    unit.parent = parent
    below = Unit.objects.select_for_update(of=("self",)).filter(path__startswith=old).exclude(pk=unit.pk)
    for lower in below.order_by("pk"):
        lower.path = new + lower.path.removeprefix(old)
        lower.save(update_fields=["path"])
    unit.path = new
    unit.save(update_fields=["parent", "path"])


def _check_new(unit: Unit, on: date) -> None:
    mistakes = Mistakes()
    mistakes.note(not unit.name, "name", _("Cần ghi tên đơn vị."))
    mistakes.note(unit.kind not in UnitKind.values, "kind", _("Cần chọn loại đơn vị trong danh sách."))
    mistakes.note(unit.level not in Level.values, "level", _("Cần chọn cấp trong danh sách."))
    taken = bool(unit.code) and Unit.objects.filter(code=unit.code).exists()
    mistakes.note(taken, "code", _("Mã định danh này đã được dùng cho đơn vị khác."))
    if unit.parent is not None:
        mistakes.note(not unit.parent.is_in_force(on), "parent", _("Đơn vị cấp trên không hoạt động vào ngày này."))
        # Agencies hang under agencies, units of the MTTQ under units of the MTTQ.
        mixed = unit.is_front and not unit.parent.is_front
        mistakes.note(mixed, "parent", _("Đơn vị của Mặt trận không thể trực thuộc cơ quan khác."))
    if unit.area is not None:
        mistakes.note(not unit.area.is_in_force(on), "area", _("Địa bàn này không còn hiệu lực vào ngày này."))
    mistakes.refuse()


def _tidy(text: str) -> str:
    return " ".join(text.split())
