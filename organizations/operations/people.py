"""Opening an account for a person, correcting what it says, closing it and opening it again. It is never deleted."""

import re
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, may_administer_person, require
from ..addresses import is_email
from ..models import Unit, User
from .changing import Mistakes, changing, locked

# One spelling for one account, typed on any keyboard.
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,149}")


def create_person(
    *,
    unit: Unit,
    username: str,
    full_name: str,
    by: Actor,
    on: date,
    email: str = "",
    phone: str = "",
    title: str = "",
    password: str = "",
) -> User:
    """Open an account at the unit. Without a password it cannot log in until one is set; roles are given by `appoint`.

    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        unit_now = locked([unit])[unit.pk]
        require(may_administer(by, unit_now))
        person = new_account(username, full_name, email=email, phone=phone, title=title, password=password)
        record("person.created", person, by=by, on=on, unit=unit_now.pk)
    return person


def deactivate_person(person: User, *, by: Actor, on: date, reason: str) -> User:
    """Close the account: no login, no capacity, no deputising. Raises ValidationError, PermissionDenied."""
    with changing(by):
        account = User.objects.select_for_update().get(pk=person.pk)
        require(may_administer_person(by, account, on=on))
        mistakes = Mistakes()
        mistakes.note(by.person_id == account.pk, "person", _("Không thể tự khóa tài khoản của chính mình."))
        mistakes.note(not account.is_active, "person", _("Tài khoản này đã bị khóa."))
        mistakes.note(not reason.strip(), "reason", _("Cần ghi lý do khóa tài khoản."))
        mistakes.refuse()
        account.is_active = False
        # Free text may name people: it stands in the history, which can be erased, and not in the event.
        account._change_reason = reason.strip()[:100]  # type: ignore[attr-defined]
        account.save(update_fields=["is_active"])
        record("person.deactivated", account, by=by, on=on)
    person.refresh_from_db()
    return person


def reopen_person(person: User, *, by: Actor, on: date, reason: str) -> User:
    """Let somebody in again, with the roles that still run. Raises ValidationError, PermissionDenied."""
    with changing(by):
        account = User.objects.select_for_update().get(pk=person.pk)
        require(may_administer_person(by, account, on=on))
        mistakes = Mistakes()
        mistakes.note(account.is_active, "person", _("Tài khoản này không bị khóa."))
        mistakes.note(not reason.strip(), "reason", _("Cần ghi lý do mở lại tài khoản."))
        mistakes.refuse()
        account.is_active = True
        account._change_reason = reason.strip()[:100]  # type: ignore[attr-defined]
        account.save(update_fields=["is_active"])
        record("person.reopened", account, by=by, on=on)
    person.refresh_from_db()
    return person


def correct_person(
    person: User, *, full_name: str, title: str, email: str, phone: str, by: Actor, on: date
) -> list[str]:
    """Write a person's name, title and addresses anew; return what changed. Raises ValidationError, PermissionDenied.

    The history keeps what stood there; the event says which columns, and none of their words.
    """
    with changing(by):
        account = User.objects.select_for_update().get(pk=person.pk)
        require(may_administer_person(by, account, on=on))
        said = {
            "full_name": " ".join(full_name.split()),
            "title": " ".join(title.split()),
            "email": email.strip(),
            "phone": phone.strip(),
        }
        changed = [name for name, value in said.items() if getattr(account, name) != value]
        mistakes = Mistakes()
        mistakes.note(not said["full_name"], "full_name", _("Cần ghi họ và tên."))
        wrong = bool(said["email"]) and not is_email(said["email"])
        mistakes.note(wrong, "email", _("Địa chỉ thư điện tử không đúng."))
        mistakes.refuse()
        for name in changed:
            setattr(account, name, said[name])
        if changed:
            account.save(update_fields=changed)
        # A new password can be asked for at the address: whoever changes it opens a way in (`keys.py`).
        if "email" in changed:
            record("person.email_changed", account, by=by, on=on)
        if others := [name for name in changed if name != "email"]:
            record("person.corrected", account, by=by, on=on, columns=others)
    person.refresh_from_db()
    return changed


def new_account(username: str, full_name: str, *, email: str, phone: str, title: str, password: str) -> User:
    """Save the account after telling everything that is wrong with it."""
    person = User(
        username=username.strip().lower(),
        full_name=" ".join(full_name.split()),
        email=email.strip(),
        phone=phone.strip(),
        title=" ".join(title.split()),
    )
    mistakes = Mistakes()
    spelling = _("Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối, và có ít nhất hai ký tự.")
    mistakes.note(not USERNAME.fullmatch(person.username), "username", spelling)
    taken = User.objects.filter(username=person.username).exists()
    mistakes.note(taken, "username", _("Tên đăng nhập này đã có người dùng."))
    mistakes.note(not person.full_name, "full_name", _("Cần ghi họ và tên."))
    mistakes.note(bool(person.email) and not is_email(person.email), "email", _("Địa chỉ thư điện tử không đúng."))
    mistakes.refuse()
    if password:
        validate_password(password, person)
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    return person
