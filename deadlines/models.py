"""The law as dated rows, the calendar as rows, and the two shapes that owners of duties give a table of their own."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.codes import SaysItsCodes

from . import clock, marks
from .calendar_rows import CalendarDay, CalendarYear
from .certificate import Certificate
from .facts import (
    AppliesHere,
    Confidence,
    Extension,
    ExtensionTerms,
    Nature,
    Pause,
    RuleFacts,
    Unit,
    Variant,
)
from .thresholds import Thresholds, thresholds
from .vocabulary import (
    APPLICABILITY,
    CONFIDENCES,
    DIRECTIONS,
    NATURES,
    PAUSE_EFFECTS,
    UNITS,
    Because,
    DutyState,
    ProposalKind,
    ProposalState,
    RuleRole,
    Source,
)
from .working_days import Calendar, SpecialDay

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "CertificateIsFinal",
    "Computation",
    "Edition",
    "KnownCalendar",
    "Owed",
    "Proposal",
    "Rule",
    "Transition",
]


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
    thresholds = models.JSONField(default=dict, blank=True)
    """When somebody is told: what is not named here is as the house does it (`told_at`)."""
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
    applies_by = models.CharField(max_length=80, blank=True)
    applies_on = models.DateField(null=True)
    """Who decided here whether the rule binds this house, and when; empty while the shipped mark stands."""
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
            models.CheckConstraint(
                condition=Q(applies_by="", applies_on=None) | (~Q(applies_by="") & Q(applies_on__isnull=False)),
                name="rule_applies_decision_whole",
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
    def told_at(self) -> Thresholds:
        return thresholds(self.thresholds, unit=self.unit)

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


class Transition(models.Model):
    """A transitional provision: clocks that started in these days go by the version named, or stay with their own."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="left_by")
    """The version that these clocks would go by if nothing were said."""
    goes_by = models.ForeignKey(Rule, models.PROTECT, null=True, related_name="taken_over_by")
    """The version they go by; empty: they stay with their own, whatever follows it."""
    started_from = models.DateField(null=True)
    started_to = models.DateField(null=True)
    citation = models.CharField(max_length=300)
    confidence = models.CharField(max_length=2, choices=list(CONFIDENCES.items()))
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["rule", "started_from"]
        verbose_name = _("quy định chuyển tiếp")
        constraints = [
            models.CheckConstraint(condition=~Q(citation=""), name="transition_has_citation"),
            models.CheckConstraint(
                condition=Q(started_from__isnull=False) | Q(started_to__isnull=False), name="transition_has_days"
            ),
            models.CheckConstraint(
                condition=Q(started_from=None) | Q(started_to=None) | Q(started_to__gte=F("started_from")),
                name="transition_days_forward",
            ),
            models.UniqueConstraint(fields=["rule", "started_from"], name="transition_once_a_day"),
            models.UniqueConstraint(fields=["rule"], condition=Q(started_from=None), name="transition_once_since_ever"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} → {self.goes_by or self.rule}"

    @property
    def is_in_use(self) -> bool:
        """Only a provision that was read moves a clock; one that is unsure is shown as a question."""
        return self.confidence == Confidence.READ


class Proposal(models.Model):
    """A change to the rules that one person proposed and another decides. What was decided stays as it was."""

    kind = models.CharField(max_length=12, choices=ProposalKind.choices)
    key = models.CharField(max_length=60)
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, related_name="proposals")
    """The version it changes; empty for a rule that does not exist yet."""
    content = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING)
    proposed_by = models.CharField(max_length=80)
    proposed_for = models.CharField(max_length=80, blank=True)
    """In whose name, when somebody stood in."""
    proposed_on = models.DateField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    refused_because = models.CharField(max_length=500, blank=True)
    made = models.ForeignKey(Rule, models.PROTECT, null=True, related_name="made_by")
    """The version that came of it."""

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("đề nghị thay đổi quy tắc")
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state=ProposalState.WAITING), name="proposal_one_waiting_for_a_key"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_reason"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.WAITING, decided_by="", decided_on=None)
                | (~Q(state=ProposalState.WAITING) & ~Q(decided_by="") & Q(decided_on__isnull=False)),
                name="proposal_decision_whole",
            ),
            # Nobody decides what they proposed themselves.
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="proposal_decided_by_another"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.REFUSED) ^ Q(refused_because=""), name="proposal_refusal_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} #{self.pk}"

    @property
    def title(self) -> str:
        """Return the name of the rule as proposed, or as it stands."""
        return str(self.content.get("title") or (self.rule.title if self.rule else self.key))


class KnownCalendar(models.Model):
    """A calendar as it once was, whole: so that a date counted with it can be held against the present one."""

    version = models.CharField(max_length=32, primary_key=True)
    years = models.JSONField()
    days = models.JSONField()
    """[day, worked or not] for each day that differs from Monday to Friday."""

    class Meta:
        verbose_name = _("lịch đã dùng")

    def __str__(self) -> str:
        return self.version

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.years, [SpecialDay(date.fromisoformat(day), works) for day, works in self.days])


class Edition(models.Model):
    """One loading of the shipped catalogue that changed something."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = _("ấn bản danh mục")

    def __str__(self) -> str:
        return self.digest[:12]


class Owed(SaysItsCodes):
    """What is owed under which rule, since when, by when. The owner of a duty gives it a table and a case."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="+")
    started_on = models.DateField()
    given_on = models.DateField(null=True)
    """The date written into a letter or promised; never set where the law counts."""
    variant = models.CharField(max_length=30, blank=True)
    first_due_on = models.DateField(editable=False)
    """The date as first computed; `due_on` is the present one."""
    due_on = models.DateField()
    calendar_version = models.CharField(max_length=32, editable=False)
    """The calendar the present date was counted with: another one asks whether the date still holds."""
    watched_from = models.DateField(editable=False)
    """The day the present date was set: marks that it had already passed then are void."""
    next_mark_on = models.DateField(null=True, editable=False)
    """When somebody is to be told next; empty while nothing runs, and for what is no duty."""
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
            models.CheckConstraint(
                condition=Q(next_mark_on=None) | Q(state=DutyState.RUNNING),
                name="%(app_label)s_%(class)s_watched_while_running",
            ),
        ]
        indexes = [
            models.Index(
                # Lists walk it from the nearest day on: many are due on one day, and the number puts those in order.
                fields=["due_on", "id"],
                name="%(app_label)s_%(class)s_open_due",
                condition=Q(state=DutyState.RUNNING),
            ),
            # The sweep looks here every few minutes: what is not due to be told is not in the index's front.
            models.Index(
                fields=["next_mark_on"],
                name="%(app_label)s_%(class)s_next_mark",
                condition=Q(next_mark_on__isnull=False),
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

    def certificate(self, calendar: Calendar, *, rule: Rule | None = None) -> Certificate:
        """Return the day-by-day count from this duty's own facts, under its rule or another. Raises `Refused`."""
        return clock.explain(self._facts(rule or self.rule), **self._circumstances(calendar))

    def _facts(self, rule: Rule) -> RuleFacts:
        return rule.facts.for_case(self.variant) if self.variant else rule.facts

    def _circumstances(self, calendar: Calendar) -> dict[str, Any]:
        return {
            "start": self.started_on,
            "calendar": calendar,
            "pauses": self.pauses(),
            "extensions": self.extensions(),
            "given": self.given_on,
        }

    def count(self, calendar: Calendar, *, rule: Rule | None = None) -> date:
        """Return the due day alone, without the reasons. Raises `Refused`."""
        return clock.due_date(self._facts(rule or self.rule), **self._circumstances(calendar))

    def compute(self, calendar: Calendar, *, on: date) -> Certificate:
        """Set the dates (the first time also `first_due_on`) from the facts and return the certificate to keep."""
        certificate = self.certificate(calendar)
        self.calendar_version = certificate.calendar
        if self.due_on != certificate.due_on or self.watched_from is None:
            self.due_on, self.watched_from = certificate.due_on, on
        if self.first_due_on is None:
            self.first_due_on = certificate.due_on
        self.watch(calendar, after=on)
        return certificate

    def course(self) -> marks.Course:
        """Return what the marks on the way of this duty are counted from."""
        return marks.Course(
            start=self.started_on,
            due_on=self.due_on,
            watched_from=self.watched_from,
            unit=Unit.CALENDAR_DAY if self.given_on else self.rule.unit,
            thresholds=self.rule.told_at,
        )

    def watch(self, calendar: Calendar, *, after: date) -> None:
        """Set the day of the next mark later than this one. Only a running duty is swept (law.md §14 point 22)."""
        self.next_mark_on = marks.next_on(self.course(), calendar, after=after) if self._is_watched else None

    def come_to(self, day: date, calendar: Calendar) -> list[marks.Mark]:
        """Return the marks that were reached up to this day, and set the day of the next."""
        reached, following = marks.passed_and_next(self.course(), calendar, on=day)
        self.next_mark_on = following if self._is_watched else None
        return reached

    @property
    def _is_watched(self) -> bool:
        return self.state == DutyState.RUNNING and self.rule.role == RuleRole.DUTY

    def stop(self) -> None:
        """The clock stops until it is told to go on; what was counted stays as it stands."""
        self.state, self.next_mark_on = DutyState.PAUSED, None

    def go_on(self) -> None:
        self.state = DutyState.RUNNING

    def meet(self, *, on: date) -> None:
        self.met_on = on
        self._end(DutyState.MET, on)

    def waive(self, *, on: date) -> None:
        self._end(DutyState.WAIVED, on)

    def make_void(self, *, on: date) -> None:
        self._end(DutyState.VOID, on)

    def _end(self, state: DutyState, on: date) -> None:
        self.state, self.ended_on, self.next_mark_on = state, on, None


class CertificateIsFinal(TypeError):
    """Something tried to change a computation that is already kept."""


class Computation(models.Model):
    """One certificate, kept as the exact text it was. The duty points at the latest; none is ever changed."""

    certificate = models.TextField()
    due_on = models.DateField()
    rule_key = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()
    calendar_version = models.CharField(max_length=32)
    because = models.CharField(max_length=8, choices=Because.choices, default=Because.OPENED)
    computed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CertificateIsFinal(self.pk)
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, certificate: Certificate, *, because: str, **owner: Any) -> Self:
        """Return the unsaved row that keeps this certificate for its owner."""
        return cls(
            certificate=certificate.as_json(),
            because=because,
            due_on=certificate.due_on,
            rule_key=certificate.rule,
            rule_version=certificate.version,
            calendar_version=certificate.calendar,
            **owner,
        )
