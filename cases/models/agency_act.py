"""The paper by which an agency accepted or refused a referral, where it wrote one: number, day, arrival, copy."""

from django.db import models

from .document import Document
from .referral import Referral


class AgencyAct(models.Model):
    """What has a row of its own (a proceeding, an answer) keeps its paper there; these acts have none."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="acts")
    what = models.CharField(max_length=24)
    """The move that was made by it."""
    number = models.CharField(max_length=60)
    dated_on = models.DateField()
    arrived_on = models.DateField()
    recorded_on = models.DateField()
    paper = models.ForeignKey(Document, models.PROTECT, related_name="acts")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="act_has_its_number", condition=models.Q(number__gt="")),
            models.CheckConstraint(
                name="act_arrives_after_its_day", condition=models.Q(arrived_on__gte=models.F("dated_on"))
            ),
        ]
