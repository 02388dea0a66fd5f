"""What belongs to a sealed case: who opened it and why, how its people are known again, what others may read of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from sealing.fields import SealedText

from ..vocabulary import Kind
from .case import Case


class Unsealing(models.Model):
    """One person opened a sealed case, for a reason, for a while. What they look at then is theirs alone."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="openings")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    because = SealedText(_("lý do"))
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "person", "-until"], name="opening_of")]


class SealedTrace(models.Model):
    """By what a person of a sealed petition is known again: keyed digests only. Derived, like `Findable`, and apart."""

    party = models.OneToOneField("cases.Party", models.CASCADE, related_name="trace")
    petition = models.ForeignKey("cases.Petition", models.CASCADE, related_name="traces")
    name_digest = models.CharField(max_length=64, blank=True)
    """Of name and year of birth together: a name alone is shared by thousands."""
    identity_digest = models.CharField(max_length=64, blank=True)
    phone_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=[column], name=f"trace_{column}", condition=models.Q(**{f"{column}__gt": ""}))
            for column in ("name_digest", "identity_digest", "phone_digest")
        ]


class RedactedCopy(models.Model):
    """The words of a sealed petition without what tells who wrote it: for all but the addressee."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="redacted_copies")
    text = SealedText(_("bản che thông tin"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["pk"]


class Reclassification(models.Model):
    """The kind was found to be another one by the content: by whom, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reclassifications")
    was = models.CharField(max_length=24, choices=Kind.choices)
    became = models.CharField(max_length=24, choices=Kind.choices)
    because = SealedText(_("lý do"))
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ["pk"]
