"""Papers of a citizen that went over the counter: received with a receipt, originals given back with another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from sealing.fields import SealedText

from ..reception_words import Direction
from .case import Case
from .document import Document
from .petition import Party


class Handover(models.Model):
    """One time papers were handed over or given back: between whom, when, and the paper both signed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    on = models.DateField()
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    """Who handed in, or who took back."""
    version = models.PositiveSmallIntegerField()
    """Of the form of the receipt."""
    scan = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]


class Paper(models.Model):
    """One paper as the receipt lists it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    title = SealedText(_("tên giấy tờ"))
    pages = models.PositiveSmallIntegerField(_("số trang"), null=True)
    is_original = models.BooleanField(_("bản gốc"), default=False)
    received = models.ForeignKey(Handover, models.PROTECT, related_name="papers_received")
    returned = models.ForeignKey(Handover, models.PROTECT, null=True, related_name="papers_returned")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="only_originals_go_back", condition=models.Q(returned=None) | models.Q(is_original=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["case"],
                name="originals_in_the_house",
                condition=models.Q(is_original=True, returned__isnull=True),
            )
        ]

    @property
    def is_in_the_house(self) -> bool:
        return self.is_original and self.returned_id is None
