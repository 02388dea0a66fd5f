"""A table from the old books on its way into the register, and what each case that came by it came from."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, User
from sealing.fields import SealedJSON, SealedText

from ..vocabulary import OpeningState, RowState, Series
from .case import Case


class Opening(models.Model):
    """One file as it was handed in. It holds names: its content is under the keys, and goes when it is read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    """Of the file: the same file handed in again is this one."""
    content = SealedText(blank=True)
    """The file itself, until its rows are read."""
    state = models.CharField(max_length=10, choices=OpeningState.choices, default=OpeningState.READING)
    trouble = models.JSONField(default=list)
    """Why the file as a whole could not be read: the sentence and its facts."""
    handed_in_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_in_on = models.DateField()
    total = models.PositiveIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    good_ones = models.BooleanField(default=False)
    """Chosen: the good rows although others are bad."""
    chosen_by = models.JSONField(default=dict)
    """The actor who chose, as values: the rows are entered in that name."""
    entered = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    """Rows that were good when looked at, and were not any more when they were to be entered."""
    taken_at = models.DateTimeField(null=True)
    """One worker at a time; a killed one's share is anybody's after a while."""
    handed_in_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    forgotten_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "digest"], name="opening_once")]

    @property
    def is_under_way(self) -> bool:
        return self.state in {OpeningState.READING, OpeningState.ENTERING}

    @property
    def handled(self) -> int:
        return self.entered + self.refused

    @property
    def good(self) -> int:
        return self.looked_at - self.bad


class OpeningRow(models.Model):
    """One line of the table: what stood in it and what is wrong with it, unreadable without the keys."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=RowState.choices)
    warned = models.BooleanField(default=False)
    said = SealedJSON(blank=True)
    """The cells, what is wrong with them and what is odd; empty once the row is entered."""
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "line"], name="opening_line_once"),
            models.CheckConstraint(
                name="opening_row_entered_iff_case",
                condition=models.Q(state=RowState.ENTERED, case__isnull=False)
                | (~models.Q(state=RowState.ENTERED) & models.Q(case__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["opening", "state", "line"], name="opening_row_state")]


class Imported(models.Model):
    """Where a case came from that was not registered here."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="imported")
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="+")
    line = models.PositiveIntegerField(_("dòng"))
    previous_id = models.CharField(_("mã ở hệ thống cũ"), max_length=60, blank=True, db_index=True)
    note = SealedText(_("ghi chú"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "line"], name="imported_once")]


class SeriesContinued(models.Model):
    """From which number a row of numbers goes on, and why there is none before it: said in the book."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.CharField(max_length=16, choices=Series.choices)
    year = models.PositiveSmallIntegerField()
    after = models.PositiveIntegerField()
    """The last number given here before; the next one is `first`."""
    first = models.PositiveIntegerField()
    because = SealedText()
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    said_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="series_only_goes_on", condition=models.Q(first__gt=models.F("after") + 1))
        ]
