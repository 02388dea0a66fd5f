"""What the office promised when it took a petition in: a salted digest, signed. What opens the digest lies apart."""

from django.db import models
from django.db.models import Q

from sealing.fields import SealedText

from .petition import Petition


class Receipt(models.Model):
    """One for each petition registered since receipts are signed; none is ever made up for an earlier one.

    Its chain has one event, which holds the digest and nothing else. Once the salt is gone the digest says nothing.
    """

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="receipt")
    digest = models.CharField(max_length=64, unique=True)
    papers = models.JSONField(default=list)
    """The digests of the contents that were handed in, in their order."""
    salt = SealedText(blank=True)
    body = models.TextField(blank=True)
    """The exact text that is signed: number, moment, digest."""
    given_at = models.DateTimeField(null=True)
    """When its event was recorded."""
    signature = models.JSONField(null=True)
    """(key, public, signature); none while no key could be read."""

    class Meta:
        indexes = [models.Index(fields=["id"], name="receipt_unsigned", condition=Q(signature__isnull=True))]

    @property
    def key(self) -> str:
        """The fingerprint of the key that signed it, nothing while none did."""
        return str(self.signature["key"]) if self.signature else ""
