"""The one-time way of an agency to one referral: a code sent to its registered address, and who knocked in vain."""

import uuid
from datetime import datetime

from django.db import models

from ..vocabulary import KnockOn
from .referral import Referral


class Link(models.Model):
    """One code that was asked for. It opens one session for one referral, once; neither is kept but as a digest."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="links")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """With the office's secret it gives the code again, so that mail that was cut off repeats the same one."""
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    session_digest = models.CharField(max_length=64, blank=True)
    open_until = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    """Overtaken by a newer code, ended by what happened to the referral, left, or revoked by the MTTQ."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session_digest"], name="link_session_once", condition=models.Q(session_digest__gt="")
            ),
            models.CheckConstraint(
                name="link_opened_with_its_session",
                condition=models.Q(opened_at=None, session_digest="", open_until=None)
                | models.Q(opened_at__isnull=False, session_digest__gt="", open_until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["referral"], name="link_not_ended", condition=models.Q(ended_on=None))]

    def is_open(self, *, at: datetime) -> bool:
        return self.ended_on is None and self.open_until is not None and at < self.open_until


class Knock(models.Model):
    """Somebody asked for a code or tried one: counted for all processes alike. Digests: no address is kept here."""

    what = models.CharField(max_length=4, choices=KnockOn.choices)
    who = models.CharField(max_length=64)
    where = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["what", "who", "at"], name="knock_by"),
            models.Index(fields=["what", "where", "at"], name="knock_at"),
        ]
