"""Hears from the libraries that somebody came in, failed, left or changed a key, and has it recorded.

Everywhere else what follows from an event stands in `config/reactions.py`. Here the library acts and we are told: its
signals are its seam, and they are received here and nowhere else.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from organizations import operations
from organizations.models import User

from .lockout import address_of


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="signed in")
    user_logged_out.connect(_signed_out, dispatch_uid="signed out")
    user_login_failed.connect(_failed, dispatch_uid="failed")
    user_locked_out.connect(_locked_out, dispatch_uid="locked out")
    authentication_failed.connect(_failed_second_step, dispatch_uid="failed second step")
    authenticator_added.connect(_second_step_on, dispatch_uid="second step on")
    authenticator_removed.connect(_second_step_off, dispatch_uid="second step off")
    authenticator_reset.connect(_codes_renewed, dispatch_uid="codes renewed")
    for signal in (password_changed, password_set, password_reset):
        signal.connect(_password_changed, dispatch_uid="password changed")


def _signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    operations.note_sign_in(user, on=timezone.localdate())


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        operations.note_sign_out(user, on=timezone.localdate())


def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    if not _knocking_while_locked(request):
        operations.note_failed_sign_in(str(credentials.get("username") or ""), who=_place(request), **_now())


def _locked_out(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    if not _knocking_while_locked(request):
        operations.note_lock_out(request.POST.get("login", ""), who=_place(request), **_now())


def _knocking_while_locked(request: HttpRequest | None) -> bool:
    """Say whether axes refused without looking: it has counted before we hear of it, and counts no such attempt.

    What knocks all night at a locked door must not fill the register.
    """
    locked = getattr(request, "axes_locked_out", False)
    return bool(locked) and getattr(request, "axes_failures_since_start", None) is None


def _failed_second_step(sender: Any, user: User, request: HttpRequest | None = None, **kwargs: Any) -> None:
    operations.note_failed_sign_in(user.get_username(), who=_place(request), step="code", **_now())


def _place(request: HttpRequest | None) -> str:
    return (address_of(request) or "") if request is not None else ""


def _now() -> dict[str, Any]:
    moment = timezone.now()
    return {"at": moment, "on": timezone.localdate(moment)}


def _second_step_on(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        operations.note_second_step_on(user, on=timezone.localdate())
    else:
        operations.note_recovery_codes(user, on=timezone.localdate())


def _second_step_off(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        operations.note_second_step_off(user, on=timezone.localdate())


def _codes_renewed(sender: Any, user: User, **kwargs: Any) -> None:
    operations.note_recovery_codes(user, on=timezone.localdate())


def _password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    operations.note_new_password(user, on=timezone.localdate())
