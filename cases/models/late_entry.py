"""A day of the past that was entered days after it: by whom, why, and whether a second person stands for it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User

from ..lifecycle import LateEntryLife
from ..vocabulary import EnteredLate, LateEntryState
from .case import Case, Note
from .proceeding import Proceeding


class LateEntry(LateEntryLife):
    """Both days are kept, whatever is decided: the day it is said to have happened, and the day it was written down."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="late_entries")
    what = models.CharField(_("ngày nào"), max_length=12, choices=EnteredLate.choices)
    happened_on = models.DateField(_("ngày xảy ra"))
    recorded_on = models.DateField(_("ngày ghi"))
    instead_on = models.DateField(_("nếu không công nhận thì lấy ngày"), null=True)
    """The day that stood there before it was corrected; without one the day of the entry takes its place."""
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, null=True, related_name="late_entries")
    """The act of the competent body whose day it is."""
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    """Why it is written down so late."""
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    judged_on = models.DateField(null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="late_entry_is_of_the_past",
                condition=models.Q(instead_on=None, happened_on__lt=models.F("recorded_on"))
                | models.Q(instead_on__isnull=False, happened_on__lte=models.F("recorded_on")),
            ),
            models.CheckConstraint(
                name="late_entry_judged_by_a_second_person",
                condition=models.Q(state=LateEntryState.WAITING, judged_by=None, judged_on=None)
                | ~models.Q(state=LateEntryState.WAITING)
                & models.Q(judged_by__isnull=False, judged_on__isnull=False)
                & (models.Q(recorded_by=None) | ~models.Q(judged_by=models.F("recorded_by"))),
            ),
        ]

    @property
    def counts_on(self) -> date:
        """The day that counts when this one is struck."""
        return self.instead_on or self.recorded_on
