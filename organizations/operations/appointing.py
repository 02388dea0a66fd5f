"""Giving a person a role in a unit, and ending it."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, require
from ..models import Membership, Unit, User
from ..models.in_force import in_force
from ..vocabulary import AGENCY_ROLES, FRONT_ROLES, Role, UnitKind
from .changing import Mistakes, changing, locked


def appoint(
    person: User,
    *,
    unit: Unit,
    role: str,
    from_on: date,
    by: Actor,
    to_on: date | None = None,
    title: str = "",
    salutation: str = "",
) -> Membership:
    """Give the person the role in the unit from `from_on` until the end of `to_on`.

    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        unit_now = locked([unit])[unit.pk]
        require(may_administer(by, unit_now))
        account = User.objects.select_for_update().get(pk=person.pk)
        _check(account, unit_now, role, from_on, to_on)
        membership = Membership.objects.create(
            user=account,
            unit=unit_now,
            role=role,
            title=" ".join(title.split()),
            salutation=salutation,
            from_on=from_on,
            to_on=to_on,
        )
        record(
            "membership.begun",
            membership,
            by=by,
            on=from_on,
            person=person.pk,
            unit=unit_now.pk,
            role=role,
            to_on=str(to_on) if to_on else None,
        )
    return membership


def end_membership(membership: Membership, *, last_on: date, by: Actor, reason: str = "") -> Membership:
    """Let the membership end with the day `last_on`. Raises ValidationError, PermissionDenied."""
    with changing(by):
        unit = locked([membership.unit])[membership.unit_id]
        held = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        require(may_administer(by, unit))
        mistakes = Mistakes()
        mistakes.note(held.to_on is not None and held.to_on <= last_on, "last_on", _("Vai trò này đã kết thúc."))
        mistakes.note(last_on < held.from_on, "last_on", _("Ngày kết thúc không thể trước ngày bắt đầu."))
        mistakes.note(
            held.role == Role.ADMINISTRATOR and not _administered_without(held, unit, last_on),
            "membership",
            _("Cần giao vai trò quản trị cho người khác trước khi kết thúc vai trò của người quản trị cuối cùng."),
        )
        mistakes.refuse()
        held.to_on = last_on
        # Free text may name people: it stands in the history, which can be erased, and not in the event.
        held._change_reason = reason.strip()[:100] or None  # type: ignore[attr-defined]
        held.save(update_fields=["to_on"])
        record(
            "membership.ended",
            held,
            by=by,
            on=last_on,
            person=held.user_id,
            unit=unit.pk,
            role=held.role,
        )
    membership.refresh_from_db()
    return membership


def _check(person: User, unit: Unit, role: str, from_on: date, to_on: date | None) -> None:
    mistakes = Mistakes()
    mistakes.note(not person.is_active, "person", _("Tài khoản của người này đã bị khóa."))
    mistakes.note(role not in Role.values, "role", _("Cần chọn vai trò trong danh sách."))
    mistakes.note(
        role in AGENCY_ROLES and unit.kind == UnitKind.MTTQ,
        "role",
        _("Vai trò của cơ quan không dùng cho đơn vị của Mặt trận."),
    )
    mistakes.note(
        role in FRONT_ROLES and not unit.is_front,
        "role",
        _("Vai trò này chỉ dùng cho đơn vị của Mặt trận và tổ chức chính trị - xã hội."),
    )
    mistakes.note(
        role == Role.AGENCY_HEAD and _head_at(unit, from_on, to_on),
        "from_on",
        _("Mỗi cơ quan chỉ có một người đứng đầu trong cùng thời gian."),
    )
    mistakes.note(not unit.is_in_force(from_on), "from_on", _("Đơn vị không hoạt động vào ngày này."))
    mistakes.note(to_on is not None and to_on < from_on, "to_on", _("Ngày kết thúc không thể trước ngày bắt đầu."))
    mistakes.note(
        _overlapping(person, unit, role, from_on, to_on).exists(),
        "role",
        _("Người này đã có vai trò đó tại đơn vị trong thời gian này."),
    )
    mistakes.refuse()


def _head_at(unit: Unit, from_on: date, to_on: date | None) -> bool:
    heads = Membership.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), unit=unit, role=Role.AGENCY_HEAD)
    return (heads.filter(from_on__lte=to_on) if to_on else heads).exists()


def _overlapping(person: User, unit: Unit, role: str, from_on: date, to_on: date | None) -> QuerySet[Membership]:
    rows = Membership.objects.filter(user=person, unit=unit, role=role)
    rows = rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    return rows.filter(from_on__lte=to_on) if to_on else rows


def _administered_without(membership: Membership, unit: Unit, last_on: date) -> bool:
    """Say whether somebody else administers the unit, or one above it, after that day."""
    above = [int(number) for number in unit.path.strip("/").split("/")]
    others = Membership.objects.filter(
        in_force(last_on, start="from_on", end="to_on"),
        Q(to_on__isnull=True) | Q(to_on__gt=last_on),
        role=Role.ADMINISTRATOR,
        unit__in=above,
        user__is_active=True,
    )
    return others.exclude(pk=membership.pk).exists()
