"""One act of the competent body on a complaint or a denunciation, as the MTTQ knows it: which paper, which ground."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from sealing.fields import SealedText

from ..vocabulary import Breach, NotAccepted, ProceedingFact
from .case import Case
from .document import Document
from .duty import Duty
from .referral import Referral


class Proceeding(models.Model):
    """Never the MTTQ's own act (law.md §14 point 18): it is recorded, weighed against the law, and may be contested."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="proceedings")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="proceedings")
    what = models.CharField(_("việc"), max_length=12, choices=ProceedingFact.choices)
    number = models.CharField(_("số văn bản"), max_length=60)
    dated_on = models.DateField(_("ngày văn bản"))
    arrived_on = models.DateField(_("ngày đến Mặt trận"))
    recorded_on = models.DateField(_("ngày ghi"))
    paper = models.ForeignKey(Document, models.PROTECT, related_name="proceedings", verbose_name=_("bản sao"))
    ground = models.CharField(_("căn cứ không thụ lý"), max_length=20, choices=NotAccepted.choices, blank=True)
    because = SealedText(_("lý do"), blank=True)
    more = models.PositiveSmallIntegerField(_("thêm"), null=True)
    """By how much it was extended, in the unit of the rule, whether or not the law lets it move the date."""
    complexity = models.JSONField(_("căn cứ phức tạp"), default=list)
    """Which criteria the decision names (`Complexity`)."""
    breach = models.CharField(_("điểm không đúng luật"), max_length=12, choices=Breach.choices, blank=True)
    met = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="met_by")
    """The duty that the fact fulfilled."""
    opened = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="opened_by")
    """The duty that runs since, or whose date it moved."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="proceeding_has_its_paper", condition=~Q(number="")),
            models.CheckConstraint(name="proceeding_arrives_after_its_day", condition=Q(arrived_on__gte=F("dated_on"))),
            models.CheckConstraint(
                name="refused_iff_ground",
                condition=Q(what=ProceedingFact.REFUSED, ground__gt="")
                | (~Q(what=ProceedingFact.REFUSED) & Q(ground="")),
            ),
            models.CheckConstraint(
                name="extended_iff_more",
                condition=Q(what=ProceedingFact.EXTENDED, more__isnull=False, more__gte=1)
                | (~Q(what=ProceedingFact.EXTENDED) & Q(more=None)),
            ),
            models.CheckConstraint(
                name="breach_only_of_a_clock",
                condition=Q(breach="") | Q(what__in=[ProceedingFact.EXTENDED, ProceedingFact.SUSPENDED]),
            ),
        ]
