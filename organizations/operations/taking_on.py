"""A new colleague: the account and the first role of it, both or neither."""

from datetime import date

from audit.actor import Actor

from ..models import Unit, User
from .appointing import appoint
from .changing import changing
from .people import create_person


def take_on(
    *,
    unit: Unit,
    username: str,
    full_name: str,
    role: str,
    from_on: date,
    by: Actor,
    on: date,
    email: str = "",
    phone: str = "",
    title: str = "",
) -> User:
    """Open an account at the unit with a role from a day on; a way in is given apart, by `give_way_in`.

    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        person = create_person(
            unit=unit, username=username, full_name=full_name, email=email, phone=phone, title=title, by=by, on=on
        )
        appoint(person, unit=unit, role=role, from_on=from_on, title=title, by=by)
    return person
