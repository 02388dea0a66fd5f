"""The first page of an empty office: its own unit of the MTTQ and its first administrator."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from audit.actor import Channel, system
from audit.record import record

from ..models import Area, Membership, User
from ..vocabulary import Role, UnitKind
from .changing import changing
from .people import new_account
from .units import create_unit


def first_administrator(
    *,
    unit_name: str,
    level: str,
    username: str,
    full_name: str,
    password: str,
    on: date,
    area: Area | None = None,
    symbol: str = "",
    email: str = "",
) -> User:
    """Make the root unit and its administrator, once. Raises ValidationError when anybody is there already."""
    by = system("founding", channel=Channel.COMMAND)
    with changing(by):
        _alone()
        if User.objects.exists():
            raise ValidationError(_("Hệ thống đã có người quản trị. Hãy đăng nhập hoặc liên hệ người quản trị."))
        if not password:
            raise ValidationError({"password": _("Cần đặt mật khẩu cho người quản trị.")})
        unit = create_unit(
            kind=UnitKind.MTTQ, level=level, name=unit_name, area=area, symbol=symbol, email=email, by=by, on=on
        )
        person = new_account(username, full_name, email=email, phone="", title="", password=password)
        record("person.created", person, by=by, on=on, unit=unit.pk)
        membership = Membership.objects.create(user=person, unit=unit, role=Role.ADMINISTRATOR, from_on=on)
        record(
            "membership.begun", membership, by=by, on=on, person=person.pk, unit=unit.pk, role=Role.ADMINISTRATOR.value
        )
    return person


def _alone() -> None:
    """Let two first administrators at the same moment come one after the other."""
    if connection.vendor == "postgresql":
        # SQLite has one writer at a time; here the rows to lock do not exist yet.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organizations.first_administrator'))")
