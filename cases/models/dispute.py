"""A petition that goes round between agencies: why it is said so, and where the leader sends it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit, User
from sealing.fields import SealedText

from ..lifecycle import DisputeLife
from ..vocabulary import DisputeDecision, DisputeGround, DisputeState
from .case import Case
from .referral import Referral


class Dispute(DisputeLife):
    """Raised by a draft that would send the petition round; until it is settled no draft is laid before the leader."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="disputes")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    """The sending that was being drafted."""
    after = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    """The sending that had come back last: what is decided holds until another comes back."""
    ground = models.CharField(_("vì sao là đi vòng"), max_length=16, choices=DisputeGround.choices)
    proposed = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan ghi trong dự thảo"))
    raised_on = models.DateField()
    decision = models.CharField(_("quyết định"), max_length=16, choices=DisputeDecision.choices, blank=True)
    agency = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("nơi chuyển"))
    """Where the leader sends it."""
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("cơ quan cấp trên"))
    """Whom the leader has asked instead."""
    because = SealedText(_("lý do"), blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_dispute_open", condition=models.Q(state=DisputeState.OPEN)
            ),
            models.CheckConstraint(
                name="dispute_settled_by_somebody_with_a_reason",
                condition=models.Q(state=DisputeState.SETTLED, settled_by__isnull=False, settled_on__isnull=False)
                & ~models.Q(because="")
                & ~models.Q(decision="")
                | ~models.Q(state=DisputeState.SETTLED) & models.Q(settled_on=None, decision=""),
            ),
            models.CheckConstraint(
                name="dispute_names_an_agency_or_the_superior",
                condition=models.Q(decision="", agency=None, superior=None)
                | models.Q(decision=DisputeDecision.ASK_SUPERIOR, agency=None, superior__isnull=False)
                | models.Q(
                    decision__in=[DisputeDecision.SEND, DisputeDecision.SEND_ELSEWHERE],
                    agency__isnull=False,
                    superior=None,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["raised_on"], name="dispute_raised", condition=~models.Q(state=DisputeState.DROPPED))
        ]

    @property
    def is_open(self) -> bool:
        return bool(self.state == DisputeState.OPEN)
