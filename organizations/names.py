"""The names behind the keys that events keep."""

from collections.abc import Iterable

from .models import User


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Return key → full name for the keys that are accounts; links, clients and jobs have no name here."""
    numbers = {int(key) for key in keys if key.isdecimal()}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=numbers)} if numbers else {}
