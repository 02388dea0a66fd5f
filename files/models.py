"""One content, however many papers of however many cases are it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .vocabulary import KINDS, Condition, Scan

WORTH_SAYING = frozenset({Condition.PROTECTED, Condition.BROKEN, Condition.MACROS})


class Blob(models.Model):
    """What is known of a content: the bytes themselves lie in the store under the digest."""

    digest = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(_("loại tệp"), max_length=80)
    size = models.PositiveIntegerField(_("dung lượng"))
    condition = models.CharField(max_length=12, choices=Condition.choices, default=Condition.UNSEEN)

    pages = models.PositiveIntegerField(null=True)
    has_picture = models.BooleanField(default=False)
    looked_on = models.DateField(null=True)
    """The day it was opened for a trial; empty while that is owed."""
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    threat = models.CharField(max_length=120, blank=True)
    """What the scanner calls what it found."""
    scanned_on = models.DateField(null=True)
    taken_at = models.DateTimeField(null=True)
    """When a worker last took it in hand: no second one does for a while."""
    erased_on = models.DateField(null=True)
    """The day no paper needed it any more and an erasure took it: digest, size and type stay, the bytes are gone."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="blob_has_content", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="blob_infected_iff_named",
                condition=Q(scan=Scan.INFECTED, threat__gt="", scanned_on__isnull=False)
                | Q(scan=Scan.CLEAN, threat="", scanned_on__isnull=False)
                | Q(scan=Scan.NOT_SCANNED, threat="", scanned_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="blob_to_look_at", condition=Q(looked_on__isnull=True)),
            models.Index(fields=["id"], name="blob_to_scan", condition=Q(scan=Scan.NOT_SCANNED)),
        ]

    def __str__(self) -> str:
        return self.digest

    @property
    def is_infected(self) -> bool:
        return self.scan == Scan.INFECTED

    @property
    def mark(self) -> str:
        """What a reader is told before opening it; nothing when there is nothing to tell."""
        return str(self.get_condition_display()) if self.condition in WORTH_SAYING else ""

    @property
    def ending(self) -> str:
        return KINDS[self.media_type].ending
