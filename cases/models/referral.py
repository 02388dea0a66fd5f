"""One sending of a case to one agency: the lead that answers for it, or one that was asked to help beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit
from sealing.fields import SealedText

from ..lifecycle import ReferralLife
from ..vocabulary import NOT_ACCEPTED, UNDER_WAY, Evidence, ReferralRole, ReferralStatus, RefusalReason
from .case import Case


class Referral(ReferralLife):
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    role = models.CharField(max_length=12, choices=ReferralRole.choices, default=ReferralRole.LEAD)
    asked = SealedText(_("đề nghị"))
    answer_by = models.DateField(_("đề nghị trả lời trước ngày"))
    again_because = SealedText(_("lý do chuyển lại"), blank=True)
    """Why the same content goes to the same agency a second time."""
    first_agency = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Whom the letter named, where another has taken the agency's place since."""
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

    noted_on = models.DateField(null=True)
    """When the handler read what a cooperating agency replied, be it that it refuses."""
    ended_because = SealedText(_("lý do thôi đề nghị"), blank=True)
    """Of a cooperating agency, which reads it too."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_reply_of_a_cooperator_is_noted",
                condition=models.Q(noted_on=None)
                | models.Q(role=ReferralRole.COOPERATING, status__in=[ReferralStatus.ANSWERED, ReferralStatus.REFUSED]),
            ),
            models.UniqueConstraint(
                fields=["case", "agency"],
                name="asked_to_cooperate_once_at_a_time",
                condition=models.Q(role=ReferralRole.COOPERATING, status__in=UNDER_WAY),
            ),
            models.CheckConstraint(
                name="recalled_with_a_reason",
                condition=models.Q(status=ReferralStatus.RECALLED, recalled_on__isnull=False, recalled_because__gt="")
                | ~models.Q(status=ReferralStatus.RECALLED) & models.Q(recalled_on=None, recalled_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["sent_on"], name="referral_unaccepted", condition=models.Q(status__in=NOT_ACCEPTED)),
            models.Index(
                fields=["agency", "sent_on"], name="referral_of_agency", condition=models.Q(sent_on__isnull=False)
            ),
        ]

    @property
    def cooperates(self) -> bool:
        return bool(self.role == ReferralRole.COOPERATING)

    @property
    def is_under_way(self) -> bool:
        return bool(self.status in UNDER_WAY)

    @property
    def is_unread(self) -> bool:
        """A cooperating agency replied, and nobody has read it."""
        replied = self.status in {ReferralStatus.ANSWERED, ReferralStatus.REFUSED}
        return self.cooperates and replied and self.noted_on is None
