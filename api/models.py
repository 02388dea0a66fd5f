"""Programs that may ask on behalf of a unit, each with a token of which only the digest is kept."""

import hashlib
import secrets

from django.db import models

from organizations.models import Unit
from organizations.vocabulary import Role


class Client(models.Model):
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=Role.choices)
    """A program has the rights of one role in one unit, like a person."""
    digest = models.CharField(max_length=64, unique=True)
    created_on = models.DateField()
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
