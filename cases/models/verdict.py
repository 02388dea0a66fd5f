"""Whether the result helped, as a petitioner says; who looked into it when it did not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User
from sealing.fields import SealedText

from ..vocabulary import HeardBy, Helped
from .case import Case
from .petition import Petition


class Verdict(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="verdicts")
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="verdicts")
    helped = models.CharField(_("kết quả"), max_length=8, choices=Helped.choices)
    text = SealedText(_("ý kiến"), blank=True)
    heard_by = models.CharField(_("cho biết bằng cách nào"), max_length=12, choices=HeardBy.choices)
    said_on = models.DateField(_("ngày cho biết"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who wrote it down; nobody, where the petitioner did it with the code."""
    operation = models.UUIDField(unique=True)
    heeded_on = models.DateField(null=True)
    heeded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    heeded_because = SealedText(_("xem xét thế nào"), blank=True)
    heeded_operation = models.UUIDField(null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="verdict_heeded_with_a_word",
                condition=Q(heeded_on=None, heeded_because="") | (Q(heeded_on__isnull=False) & ~Q(heeded_because="")),
            ),
            models.CheckConstraint(
                name="verdict_written_down_by_somebody",
                condition=Q(heard_by=HeardBy.PORTAL, recorded_by=None)
                | (~Q(heard_by=HeardBy.PORTAL) & Q(recorded_by__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="verdict_unheeded", condition=Q(helped=Helped.NO, heeded_on=None))
        ]
