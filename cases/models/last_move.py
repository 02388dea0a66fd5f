"""The day on which somebody last did something in an open case. Its own narrow table; closed cases have no row."""

from django.db import models

from .case import Case


class LastMove(models.Model):
    """Derived from the events, kept so that a million cases can be asked which of them stand still."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="last_move")
    moved_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["moved_on", "case"], name="case_stands_still")]
