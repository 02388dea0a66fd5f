"""Knowing an address again without keeping it, and which ones take no mail."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from .models import BadAddress


def digest_of(address: str) -> str:
    """Return a digest under the house's key: nobody can try out addresses against it from outside."""
    return salted_hmac("notifications.address", address.strip().lower(), algorithm="sha256").hexdigest()


def bad_among(addresses: Iterable[str]) -> dict[str, BadAddress]:
    """Return those of the addresses that take no mail, with when and how that became known."""
    by_digest = {digest_of(address): address for address in addresses if address}
    return {by_digest[found.digest]: found for found in BadAddress.objects.filter(digest__in=by_digest)}
