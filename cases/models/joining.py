"""Petitions about one matter followed in one case, and one petition followed in several: why, and how to go back."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sealing.fields import SealedText

from .case import Case
from .duty import Duty


class DecidedQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(undone_on=None)


class Decided(models.Model):
    """What somebody decided about the bounds of cases. It can be undone; what was decided stays written down."""

    because = SealedText(_("lý do"))
    decided_on = models.DateField()
    operation = models.UUIDField()
    """Ties the reason to its events on the timelines; the events themselves hold no text."""
    undone_on = models.DateField(null=True)
    undone_because = SealedText(blank=True)
    undone_by = models.UUIDField(null=True)

    objects = DecidedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_undone_with_reason",
                condition=models.Q(undone_on=None, undone_because="", undone_by=None)
                | models.Q(undone_on__isnull=False, undone_because__gt="", undone_by__isnull=False),
            ),
        ]


class Joining(Decided):
    """The same matter again: one case ended, its petition is followed in the other."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="joinings")
    into = models.ForeignKey(Case, models.PROTECT, related_name="joined")
    stood_at = models.CharField(max_length=12)
    duties = models.ManyToManyField(Duty, related_name="+")
    """The clocks that ended with it: they run on from their old start when it is undone."""
    owed = models.ManyToManyField(Duty, related_name="+")
    """What the other case owes the newcomer from then on."""

    class Meta(Decided.Meta):
        constraints: ClassVar = [
            *Decided.Meta.constraints,
            models.CheckConstraint(name="joining_of_two", condition=~models.Q(case=models.F("into"))),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(undone_on=None), name="joined_to_one_case_at_a_time"
            ),
        ]


class Splitting(Decided):
    """Another matter of the same petition: a case of its own was made for it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="splittings")
    made = models.ForeignKey(Case, models.PROTECT, related_name="made_by")

    class Meta(Decided.Meta):
        constraints: ClassVar = [
            *Decided.Meta.constraints,
            models.CheckConstraint(name="splitting_of_two", condition=~models.Q(case=models.F("made"))),
            models.UniqueConstraint(fields=["made"], name="split_off_once"),
        ]
