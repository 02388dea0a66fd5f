"""What is owed in a case, by whom and until when; how the date was computed; who was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.models import Computation, Owed
from organizations.models import Unit

from ..vocabulary import Threshold
from .answer import Commitment
from .case import Case
from .referral import Referral


class Duty(Owed):
    case = models.ForeignKey(Case, models.PROTECT, related_name="duties")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="duties")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị phải làm"))

    class Meta(Owed.Meta):
        ordering = ["due_on", "pk"]
        indexes = [
            *Owed.Meta.indexes,
            models.Index(fields=["case", "state"], name="duty_of_case"),
            models.Index(fields=["unit", "due_on"], name="duty_running", condition=models.Q(state="running")),
        ]


class DutyComputation(Computation):
    """The certificate of one computation of a due date; the duty's date is that of the latest."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="computations")

    class Meta:
        ordering = ["pk"]


class DutyNotice(models.Model):
    """A threshold that was passed and told. Its own narrow table: the case row is not rewritten by a reminder."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="notices")
    threshold = models.CharField(max_length=8, choices=Threshold.choices)
    noted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "threshold"], name="notice_once")]
