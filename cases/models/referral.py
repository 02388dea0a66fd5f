"""One sending of a case to one agency."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit
from sealing.fields import SealedText

from ..lifecycle import ReferralLife
from ..vocabulary import Evidence, ReferralStatus, RefusalReason
from .case import Case


class Referral(ReferralLife):
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    asked = SealedText(_("đề nghị"))
    answer_by = models.DateField(_("đề nghị trả lời trước ngày"))
    again_because = SealedText(_("lý do chuyển lại"), blank=True)
    """Why the same content goes to the same agency a second time."""
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    evidence = models.CharField(max_length=16, choices=Evidence.choices, blank=True)
    evidence_number = models.CharField(max_length=60, blank=True)
    acknowledged_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    refusal_reason = models.CharField(max_length=20, choices=RefusalReason.choices, blank=True)
    refusal_text = SealedText(blank=True)
    belongs_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Whose it is instead, as the refusing agency sees it."""
    recalled_on = models.DateField(null=True)
    recalled_because = SealedText(_("lý do thu hồi"), blank=True)
    """Read by the agency as well: it is told why it need not answer any more."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="recalled_with_a_reason",
                condition=models.Q(status=ReferralStatus.RECALLED, recalled_on__isnull=False, recalled_because__gt="")
                | ~models.Q(status=ReferralStatus.RECALLED) & models.Q(recalled_on=None, recalled_because=""),
            ),
        ]
