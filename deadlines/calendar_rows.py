"""The calendar as rows: a year that is known, and each of its days that differs, with the decision that says so."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .vocabulary import CONFIDENCES, DayKind, Source


class CalendarYear(models.Model):
    """A year exists here only when its days off are known. Without it nothing is counted in that year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    version = models.CharField(max_length=24)
    """A digest of the year's days: it changes whenever one of them does."""
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.SHIPPED)
    citation = models.CharField(max_length=300)
    adopted_on = models.DateField(null=True)
    confidence = models.CharField(max_length=2, choices=list(CONFIDENCES.items()))
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["year"]
        verbose_name = _("lịch năm")
        constraints = [models.CheckConstraint(condition=~Q(citation=""), name="calendar_year_has_citation")]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """One day that differs from plain Monday to Friday, and the decision that says so.

    A row is never overwritten: a later decision withdraws it and brings its own, so that what was known on a day can be
    asked for ever.
    """

    day = models.DateField()
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days")
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.SHIPPED)
    kind = models.CharField(max_length=10, choices=DayKind.choices)
    name = models.CharField(max_length=120)
    citation = models.CharField(max_length=300)
    adopted_on = models.DateField(null=True)
    confidence = models.CharField(max_length=2, choices=list(CONFIDENCES.items()))
    swapped_with = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True)
    """The day of the decision that took this one's place; from then on it is history."""
    withdrawn_citation = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("ngày đặc biệt")
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(withdrawn_on=None), name="calendar_day_holds_once"),
            models.CheckConstraint(condition=~Q(citation=""), name="calendar_day_cites"),
            # A swap has two sides: a day off without the day worked for it would be a day given away.
            models.CheckConstraint(
                condition=Q(kind__in=[DayKind.SWAP_OFF, DayKind.SWAP_WORK], swapped_with__isnull=False)
                | Q(kind__in=[DayKind.DAY_OFF, DayKind.MAKEUP_OFF], swapped_with=None),
                name="calendar_swap_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_citation="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_citation="")),
                name="calendar_withdrawal_cites",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(adopted_on=None) | Q(withdrawn_on__gte=F("adopted_on")),
                name="calendar_withdrawn_after_adopted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def works(self) -> bool:
        return self.kind == DayKind.SWAP_WORK
