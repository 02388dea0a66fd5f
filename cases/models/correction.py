"""What was written down wrongly: what stood there, what stands there now, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from sealing.fields import SealedText

from ..vocabulary import CorrectedWhat
from .answer import Answer
from .case import Case, Note
from .petition import Party
from .proceeding import Proceeding
from .referral import Referral


class Correction(models.Model):
    """One correction. Nothing is lost: of a person the earlier identity stays, in the history of the party."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    what = models.CharField(_("đính chính điều gì"), max_length=12, choices=CorrectedWhat.choices)
    was = SealedText(_("đã ghi"), blank=True)
    now = SealedText(_("ghi lại"), blank=True)
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    """Why it is known to be wrong."""
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["pk"]
