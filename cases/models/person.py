"""One human being behind several petitions, as far as the office has found out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from sealing.fields import SealedText


class Person(models.Model):
    """Holds nothing of its own: who it is, the identities of its parties say, each as it was written down."""


class Merger(models.Model):
    """Two persons were found to be one. What moved is kept, so that it can be taken back."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="mergers")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merged_by")
    parties = models.ManyToManyField("cases.Party", related_name="+")
    """What belonged to the merged one then."""
    because = SealedText(_("lý do"))
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_on = models.DateField()
    undone_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="merger_of_two", condition=~models.Q(kept=models.F("merged"))),
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_on=None), name="merged_into_one_person_at_a_time"
            ),
        ]
