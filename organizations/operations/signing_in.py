"""Records who came in, who could not, and who changed a key. No event holds a name that somebody typed."""

from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils.crypto import salted_hmac

from audit.actor import Actor, ActorKind, Channel, system
from audit.record import record

from ..capacities import Capacity
from ..models import Client, Knocking, User
from .changing import changing

# The chain of the names that no account has.
NOBODY = User(pk=0)
NO_CLIENT = Client(pk=0)
# A door that is knocked at all night must not fill the register: what is beyond is counted, and not said again.
MOST_A_MINUTE = 30
KEPT_FOR = timedelta(hours=1)
EVERYBODY = "*"


def note_sign_in(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.signed_in", person, by=by, on=on)


def note_sign_out(person: User, *, on: date) -> None:
    by = _self(person)
    with changing(by):
        record("person.signed_out", person, by=by, on=on)


def note_failed_sign_in(name: str, *, who: str, at: datetime, on: date, step: str = "password") -> None:
    """Of an account each attempt, up to a measure; of a name that nobody has the first from one place in a minute."""
    by, person = _door(), _known(name)
    with changing(by):
        if _is_news(person, f"sign-in {who}", at=at):
            facts = {"step": step, "name": _told(name, person), "from_place": digest_of_place(who)}
            record("person.sign_in_failed", person, by=by, on=on, **facts)


def note_lock_out(name: str, *, who: str, at: datetime, on: date) -> None:
    by, person = _door(), _known(name)
    with changing(by):
        if _is_news(person, f"lock-out {who}", at=at):
            facts = {"name": _told(name, person), "from_place": digest_of_place(who)}
            record("person.locked_out", person, by=by, on=on, **facts)


def note_unknown_token(*, who: str, at: datetime, on: date) -> None:
    """A program came with a token that nobody has, or that opens nothing any more."""
    by = system("token", channel=Channel.API)
    with changing(by):
        if _is_news(None, f"token {who}", at=at):
            record("client.refused", NO_CLIENT, by=by, on=on, from_place=digest_of_place(who))


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


def digest_of_place(who: str) -> str:
    """Return what stands for an address: the same for the same one, and nothing to be read from it."""
    return salted_hmac("organizations.place", who, algorithm="sha256").hexdigest()[:16]


def _is_news(person: User | None, who: str, *, at: datetime) -> bool:
    """Count the knock, and say whether the register is to hear of it."""
    if person is not None and person.pk:
        return _times(f"account {person.pk}", at=at) <= MOST_A_MINUTE
    return _times(EVERYBODY, at=at) <= MOST_A_MINUTE and _times(who, at=at) == 1


def _times(who: str, *, at: datetime) -> int:
    whose = salted_hmac("organizations.knocking", who, algorithm="sha256").hexdigest()
    minute = at.replace(second=0, microsecond=0)
    knocking, first = Knocking.objects.select_for_update().get_or_create(who=whose, minute=minute)
    if first:
        # What no measure counts any more: an hour is enough to look at, and no list of who knocked.
        Knocking.objects.filter(minute__lt=at - KEPT_FOR).delete()
    else:
        Knocking.objects.filter(pk=knocking.pk).update(times=F("times") + 1)
    return 1 if first else knocking.times + 1


def _told(name: str, person: User) -> str | None:
    return None if person.pk else digest_of_name(name)


def _known(name: str) -> User:
    return User.objects.filter(username__iexact=name.strip()).first() or NOBODY


def _self(person: User) -> Actor:
    return Actor(kind=ActorKind.PERSON, key=str(person.pk), channel=Channel.DESK)


def _door() -> Actor:
    return system("sign-in", channel=Channel.DESK)
