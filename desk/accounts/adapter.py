"""What this office wants of django-allauth: accounts are made by administrators, secrets are kept sealed."""

import base64
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from organizations.capacities import capacities_of
from organizations.models import User

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of an office: opened by an administrator, with the e-mail address that stands in the directory."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Ask for which unit, where there is a choice; what was asked for before signing in comes after."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if len(capacities_of(user, on=timezone.localdate())) > 1:
            return redirect(f"{reverse('desk:capacity')}?{urlencode({'next': response['Location']})}")
        return response

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        # allauth looks for an address that the person confirmed; here the directory of the office is the truth.
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once: a letter with a key to an account must not wait in a table where it could be read.

        The change it tells of has been made already; a mail server that is away must not turn it into an error page.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("The mail server did not take a letter about an account (%s).", template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: secrets are sealed with the key of the installation, so that a copied database opens nothing."""

    def get_totp_label(self, user: User) -> str:
        # The name of the account tells two accounts on one telephone apart; an e-mail address does not belong there.
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return "Cầu Nối"

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> MultiFernet:
    """Seal with the present key, open with earlier ones too: a key can be changed without losing the second step."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(salted_hmac("desk.accounts.second-step", "", key, algorithm="sha256").digest())
