"""Standing in: a person, or the administrator, lets somebody else act in one role for a time."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_deputise, require
from ..models import Deputisation, Membership, Unit, User
from ..models.in_force import in_force
from ..vocabulary import FRONT_KINDS
from .changing import Mistakes, changing, locked


def deputise(
    membership: Membership, *, deputy: User, from_on: date, to_on: date, basis: str, by: Actor
) -> Deputisation:
    """Let the deputy act in the membership from `from_on` until the end of `to_on`.

    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        unit = locked([membership.unit])[membership.unit_id]
        held = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
        require(may_deputise(by, held, unit))
        _check(held, unit, deputy=deputy, from_on=from_on, to_on=to_on, basis=basis)
        deputisation = Deputisation.objects.create(
            membership=held, deputy=deputy, from_on=from_on, to_on=to_on, basis=basis.strip()
        )
        record(
            "deputisation.begun",
            deputisation,
            by=by,
            on=from_on,
            membership=held.pk,
            person=held.user_id,
            deputy=deputy.pk,
            unit=unit.pk,
            role=held.role,
            to_on=str(to_on),
            basis=basis.strip(),
        )
    return deputisation


def end_deputisation(deputisation: Deputisation, *, by: Actor, on: date) -> Deputisation:
    """Take it back: from `on` the deputy may not act any more. Raises ValidationError, PermissionDenied."""
    with changing(by):
        unit = locked([deputisation.membership.unit])[deputisation.membership.unit_id]
        given = (
            Deputisation.objects.select_for_update(of=("self",)).select_related("membership").get(pk=deputisation.pk)
        )
        require(may_deputise(by, given.membership, unit))
        mistakes = Mistakes()
        over = given.revoked_on is not None or given.to_on < on
        mistakes.note(over, "on", _("Ủy quyền này đã hết hiệu lực."))
        mistakes.refuse()
        given.revoked_on = on
        given.save(update_fields=["revoked_on"])
        record("deputisation.ended", given, by=by, on=on, person=given.membership.user_id, deputy=given.deputy_id)
    deputisation.refresh_from_db()
    return deputisation


def _check(held: Membership, unit: Unit, *, deputy: User, from_on: date, to_on: date, basis: str) -> None:
    mistakes = Mistakes()
    mistakes.note(deputy.pk == held.user_id, "deputy", _("Không thể ủy quyền cho chính mình."))
    mistakes.note(not deputy.is_active, "deputy", _("Tài khoản của người được ủy quyền đã bị khóa."))
    mistakes.note(not held.user.is_active, "membership", _("Tài khoản của người ủy quyền đã bị khóa."))
    mistakes.note(
        not _same_side(deputy, unit, from_on),
        "deputy",
        _("Người được ủy quyền phải đang công tác trong cùng cơ quan, hoặc trong hệ thống Mặt trận."),
    )
    mistakes.note(to_on < from_on, "to_on", _("Ngày kết thúc không thể trước ngày bắt đầu."))
    within = held.from_on <= from_on and (held.to_on is None or to_on <= held.to_on)
    mistakes.note(not within, "from_on", _("Thời gian ủy quyền phải nằm trong thời gian giữ vai trò."))
    mistakes.note(not basis.strip(), "basis", _("Cần ghi văn bản làm căn cứ ủy quyền."))
    again = Deputisation.objects.filter(
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=from_on),
        membership=held,
        deputy=deputy,
        from_on__lte=to_on,
        to_on__gte=from_on,
    )
    mistakes.note(again.exists(), "from_on", _("Người này đã được ủy quyền trong thời gian này."))
    mistakes.refuse()


def _same_side(deputy: User, unit: Unit, on: date) -> bool:
    """Say whether the deputy works where the files may be read: in the MTTQ, or in the same agency."""
    works = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), user=deputy)
    if unit.is_front:
        return works.filter(unit__kind__in=FRONT_KINDS).exists()
    return works.filter(unit=unit.pk).exists()
