"""What django-axes asks: whose attempts count together, and what is shown to who tried too often."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.operations import digest_of_name


def name_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return what the table of attempts keeps instead of a name: people type passwords into the wrong box.

    The same name in capitals is the same name, or five tries would be ten.
    """
    return digest_of_name(str((credentials or {}).get("username") or ""))


def address_of(request: HttpRequest) -> str | None:
    """Return the one address that both libraries count by, behind a proxy too; None for what came by no network."""
    if "REMOTE_ADDR" not in request.META:
        return None
    address: str = get_adapter(request).get_client_ip(request)
    return address


def page(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked.html", {"minutes": minutes}, status=429)
