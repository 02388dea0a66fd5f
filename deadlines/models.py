"""The law as dated rows, the calendar as rows, and the two shapes that owners of duties give a table of their own."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import clock
from .certificate import Certificate
from .facts import (
    AppliesHere,
    Confidence,
    Extension,
    ExtensionTerms,
    Nature,
    Pause,
    RuleFacts,
    Variant,
)
from .vocabulary import (
    APPLICABILITY,
    CONFIDENCES,
    DIRECTIONS,
    NATURES,
    PAUSE_EFFECTS,
    UNITS,
    DayKind,
    DutyState,
    RuleRole,
    Source,
)
from .working_days import Calendar


class Rule(models.Model):
    """One version of one time limit. Shipped rows are never edited, only closed and followed by the next version."""

    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.SHIPPED)
    title = models.CharField(max_length=200)
    case_kind = models.CharField(max_length=40)
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=12, choices=RuleRole.choices, default=RuleRole.DUTY)
    nature = models.CharField(max_length=12, choices=list(NATURES.items()))
    length = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=12, choices=list(UNITS.items()))
    direction = models.CharField(max_length=8, choices=list(DIRECTIONS.items()))
    starts_on = models.CharField(max_length=60)
    extension = models.JSONField(default=list)
    variants = models.JSONField(default=list)
    pause = models.CharField(max_length=10, choices=list(PAUSE_EFFECTS.items()))
    responsible = models.CharField(max_length=40)
    binds = models.CharField(max_length=40)
    citation = models.CharField(max_length=300)
    follows = models.CharField(max_length=60, blank=True)
    """The key under which the same step was ruled before, when the catalogue gave the new limit a new key."""
    note = models.CharField(max_length=300, blank=True)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True)
    confidence = models.CharField(max_length=2, choices=list(CONFIDENCES.items()))
    applies_here = models.CharField(max_length=8, choices=list(APPLICABILITY.items()))
    applies_basis = models.CharField(max_length=300, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_on = models.DateField(null=True)

    class Meta:
        ordering = ["key", "version"]
        verbose_name = _("quy tắc thời hạn")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="rule_version_once"),
            models.CheckConstraint(condition=~Q(citation=""), name="rule_has_citation"),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")), name="rule_force_forward"
            ),
            # A law that gives no number gives no date: only a letter or the house itself can.
            models.CheckConstraint(
                condition=Q(length__isnull=False) | ~Q(nature=Nature.STATUTORY), name="rule_statute_has_length"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_on=None) | (~Q(approved_by="") & Q(approved_on__isnull=False)),
                name="rule_approval_whole",
            ),
            # One key has at most one version without an end.
            models.UniqueConstraint(fields=["key"], condition=Q(in_force_to=None), name="rule_one_open_version"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def facts(self) -> RuleFacts:
        """Return what the clock needs to know; the clock knows no rows."""
        return RuleFacts(
            key=self.key,
            version=self.version,
            length=self.length,
            unit=self.unit,
            direction=self.direction,
            pause=self.pause,
            nature=self.nature,
            starts_on=self.starts_on,
            citation=self.citation,
            terms=tuple(ExtensionTerms(**terms) for terms in self.extension),
            variants=tuple(Variant(**variant) for variant in self.variants),
        )

    @property
    def can_be_overdue_by_law(self) -> bool:
        """Only here may a screen say *quá hạn theo luật*: statutory, well read, and binding in this house."""
        well_read = self.confidence == Confidence.READ or (
            self.confidence == Confidence.SECONDARY and self.approved_on is not None
        )
        return (
            self.nature == Nature.STATUTORY
            and self.role == RuleRole.DUTY
            and well_read
            and self.applies_here == AppliesHere.YES
        )


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
    """One day that differs from plain Monday to Friday, and the decision that says so."""

    day = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days")
    kind = models.CharField(max_length=10, choices=DayKind.choices)
    name = models.CharField(max_length=120)
    citation = models.CharField(max_length=300)
    adopted_on = models.DateField(null=True)
    confidence = models.CharField(max_length=2, choices=list(CONFIDENCES.items()))
    swapped_with = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("ngày đặc biệt")
        constraints = [
            models.CheckConstraint(condition=~Q(citation=""), name="calendar_day_has_citation"),
            # A swap has two sides: a day off without the day worked for it would be a day given away.
            models.CheckConstraint(
                condition=Q(kind__in=[DayKind.SWAP_OFF, DayKind.SWAP_WORK], swapped_with__isnull=False)
                | Q(kind__in=[DayKind.DAY_OFF, DayKind.MAKEUP_OFF], swapped_with=None),
                name="calendar_swap_has_two_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def works(self) -> bool:
        return self.kind == DayKind.SWAP_WORK


class Edition(models.Model):
    """One loading of the shipped catalogue that changed something."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = _("ấn bản danh mục")

    def __str__(self) -> str:
        return self.digest[:12]


class Owed(models.Model):
    """What is owed under which rule, since when, by when. The owner of a duty gives it a table and a case."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="+")
    started_on = models.DateField()
    given_on = models.DateField(null=True)
    """The date written into a letter or promised; never set where the law counts."""
    variant = models.CharField(max_length=30, blank=True)
    first_due_on = models.DateField(editable=False)
    """The date as first computed; `due_on` is the present one."""
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=DutyState.choices, default=DutyState.RUNNING)
    met_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    """The day the duty was met, waived or became void; empty while it is open."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DutyState.MET, met_on__isnull=False) | (~Q(state=DutyState.MET) & Q(met_on=None)),
                name="%(app_label)s_%(class)s_met_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DutyState.RUNNING, DutyState.PAUSED], ended_on=None)
                | (~Q(state__in=[DutyState.RUNNING, DutyState.PAUSED]) & Q(ended_on__isnull=False)),
                name="%(app_label)s_%(class)s_open_or_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="%(app_label)s_%(class)s_open_due", condition=Q(state=DutyState.RUNNING)
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in {DutyState.RUNNING, DutyState.PAUSED}

    def is_overdue(self, *, on: date) -> bool:
        return self.state == DutyState.RUNNING and on > self.due_on

    def pauses(self) -> Sequence[Pause]:
        """Return the stretches that stopped this clock. The owner of the table overrides this with its rows."""
        return ()

    def extensions(self) -> Sequence[Extension]:
        """Return the extensions granted. The owner of the table overrides this with its rows."""
        return ()

    def certificate(self, calendar: Calendar) -> Certificate:
        """Return the day-by-day count from this duty's own facts. Raises `Refused`."""
        facts = self.rule.facts
        return clock.explain(
            facts.for_case(self.variant) if self.variant else facts,
            start=self.started_on,
            calendar=calendar,
            pauses=self.pauses(),
            extensions=self.extensions(),
            given=self.given_on,
        )

    def compute(self, calendar: Calendar) -> Certificate:
        """Set `due_on` (and, the first time, `first_due_on`) from the facts and return the certificate to keep."""
        certificate = self.certificate(calendar)
        self.due_on = certificate.due_on
        if self.first_due_on is None:
            self.first_due_on = certificate.due_on
        return certificate

    def meet(self, *, on: date) -> None:
        self.state, self.met_on, self.ended_on = DutyState.MET, on, on

    def waive(self, *, on: date) -> None:
        self.state, self.ended_on = DutyState.WAIVED, on

    def make_void(self, *, on: date) -> None:
        self.state, self.ended_on = DutyState.VOID, on


class CertificateIsFinal(TypeError):
    """Something tried to change a computation that is already kept."""


class Computation(models.Model):
    """One certificate, kept as the exact text it was. The duty points at the latest; none is ever changed."""

    certificate = models.TextField()
    due_on = models.DateField()
    rule_key = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()
    calendar_version = models.CharField(max_length=32)
    computed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CertificateIsFinal(self.pk)
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, certificate: Certificate, **owner: Any) -> Self:
        """Return the unsaved row that keeps this certificate for its owner."""
        return cls(
            certificate=certificate.as_json(),
            due_on=certificate.due_on,
            rule_key=certificate.rule,
            rule_version=certificate.version,
            calendar_version=certificate.calendar,
            **owner,
        )
