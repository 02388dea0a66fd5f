"""Letting a program in for a unit, and shutting it out again."""

import secrets
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, require
from ..models import Client, Unit
from ..models.client import digest_of
from ..vocabulary import Role
from .changing import Mistakes, changing, locked


def admit_client(*, name: str, unit: Unit, role: str, by: Actor, on: date) -> tuple[Client, str]:
    """Return the new client and its token, which is shown once and kept nowhere.

    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        unit_now = locked([unit])[unit.pk]
        require(may_administer(by, unit_now))
        mistakes = Mistakes()
        mistakes.note(not name.strip(), "name", _("Cần ghi tên phần mềm kết nối."))
        mistakes.note(role not in Role.values, "role", _("Cần chọn vai trò trong danh sách."))
        mistakes.note(not unit_now.is_in_force(on), "unit", _("Đơn vị này không còn hoạt động."))
        mistakes.refuse()
        token = secrets.token_urlsafe(32)
        client = Client.objects.create(
            name=" ".join(name.split())[:120], unit=unit_now, role=role, digest=digest_of(token), admitted_on=on
        )
        record("client.admitted", client, by=by, on=on, unit=unit_now.pk, role=str(role))
    return client, token


def revoke_client(client: Client, *, by: Actor, on: date) -> None:
    """Shut the program out at once. Raises ValidationError, PermissionDenied."""
    with changing(by):
        unit = locked([client.unit])[client.unit_id]
        require(may_administer(by, unit))
        held = Client.objects.select_for_update().get(pk=client.pk)
        mistakes = Mistakes()
        mistakes.note(held.revoked_on is not None, "client", _("Quyền của phần mềm này đã bị thu hồi."))
        mistakes.refuse()
        held.revoked_on = on
        held.save(update_fields=["revoked_on"])
        record("client.revoked", held, by=by, on=on)
