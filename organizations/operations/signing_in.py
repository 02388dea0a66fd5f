"""Records who came in, who could not, and who changed a key. No event holds a name that somebody typed."""

from datetime import date

from django.utils.crypto import salted_hmac

from audit.actor import Actor, ActorKind, Channel, system
from audit.record import record

from ..capacities import Capacity
from ..models import User
from .changing import changing

# The chain of the names that no account has.
NOBODY = User(pk=0)


def note_sign_in(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.signed_in", person, by=by, on=on)


def note_sign_out(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.signed_out", person, by=by, on=on)


def note_failed_sign_in(name: str, *, on: date, step: str = "password") -> None:
    by, person = _door(), _known(name)
    with changing(by):
        record("person.sign_in_failed", person, by=by, on=on, step=step, name=_told(name, person))


def note_lock_out(name: str, *, on: date) -> None:
    by, person = _door(), _known(name)
    with changing(by):
        record("person.locked_out", person, by=by, on=on, name=_told(name, person))


def note_new_password(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.password_changed", person, by=by, on=on)


def note_second_step_on(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.second_step_on", person, by=by, on=on)


def note_second_step_off(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.second_step_off", person, by=by, on=on)


def note_recovery_codes(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.recovery_codes_made", person, by=by, on=on)


def note_capacity(person: User, capacity: Capacity, *, on: date) -> None:
    """Say for which unit, and for whom, everything that follows in this session is done."""
    by = capacity.actor()
    with changing(by):
        record("person.capacity_chosen", person, by=by, on=on)


def digest_of_name(name: str) -> str:
    """Return what stands for a name that was typed: the same for the same name, and nothing to be read from it."""
    return salted_hmac("organizations.sign-in-name", name.strip().lower(), algorithm="sha256").hexdigest()[:40]


def _told(name: str, person: User) -> str | None:
    return None if person.pk else digest_of_name(name)


def _known(name: str) -> User:
    return User.objects.filter(username__iexact=name.strip()).first() or NOBODY


def _self(person: User) -> Actor:
    return Actor(kind=ActorKind.PERSON, key=str(person.pk), channel=Channel.DESK)


def _door() -> Actor:
    return system("sign-in", channel=Channel.DESK)
