"""What stands between a numbered letter and the door: it waits some minutes, or it was stopped."""

from django.db import models

from organizations.models import User
from sealing.fields import SealedText

from ..vocabulary import HoldState
from .letter import Letter


class Hold(models.Model):
    """A letter that leaves by e-mail, waiting: until then it can be called back and nothing has happened yet."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="holds")
    sender = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=24)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    sent_number = models.CharField(max_length=60, blank=True)
    held_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=HoldState.choices, default=HoldState.WAITING)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=models.Q(state=HoldState.WAITING), name="letter_waits_once"
            ),
            models.CheckConstraint(
                name="hold_settled_iff_over",
                condition=models.Q(state=HoldState.WAITING, settled_at=None)
                | (~models.Q(state=HoldState.WAITING) & models.Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["leaves_at"], name="hold_to_leave", condition=models.Q(state="waiting"))]


class Stop(models.Model):
    """A letter that was not let out: why, and who took it upon themselves to let it go all the same."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="stops")
    objections = models.JSONField(default=list)
    """Which rules stood against it (`Objection`)."""
    tried_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stopped_on = models.DateField()
    cleared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cleared_on = models.DateField(null=True)
    because = SealedText(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="stop_cleared_with_a_reason",
                condition=models.Q(cleared_on=None, cleared_by=None, because="")
                | models.Q(cleared_on__isnull=False, cleared_by__isnull=False, because__gt=""),
            ),
            models.UniqueConstraint(
                fields=["letter"], condition=models.Q(cleared_on=None), name="letter_stopped_once_at_a_time"
            ),
        ]
