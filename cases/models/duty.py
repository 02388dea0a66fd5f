"""What is owed in a case, by whom and until when; how the date was computed; who was told."""

from collections.abc import Sequence

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from deadlines.facts import Extension, Pause
from deadlines.marks import PAST
from deadlines.models import Computation, Owed
from deadlines.vocabulary import Because
from organizations.models import Unit, User
from sealing.fields import SealedText

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
            # What was done after its day: with what is undone, all that was ever late.
            models.Index(
                fields=["case", "rule"], name="duty_met_late", condition=models.Q(met_on__gt=models.F("due_on"))
            ),
            # Who was late over a period: what ended after its day, by when it ended; and what stands still.
            models.Index(
                fields=["ended_on"], name="duty_ended_late", condition=models.Q(ended_on__gt=models.F("due_on"))
            ),
            models.Index(fields=["due_on"], name="duty_paused", condition=models.Q(state="paused")),
            # The supervisor's tabs ask by rule, the longest overdue first.
            models.Index(fields=["rule", "due_on"], name="duty_running_rule", condition=models.Q(state="running")),
        ]

    def pauses(self) -> Sequence[Pause]:
        # What is not written down yet has no rows to ask for.
        return [] if self.pk is None else [Pause(one.first_on, one.last_on, one.document) for one in self.stops.all()]

    def extensions(self) -> Sequence[Extension]:
        return [] if self.pk is None else [Extension(one.by, one.document, one.when) for one in self.longer.all()]


class DutyStop(models.Model):
    """A stretch in which the clock stood still, under which decision; open until the decision to go on."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="stops")
    first_on = models.DateField(_("tạm dừng từ ngày"))
    last_on = models.DateField(_("đến hết ngày"), null=True)
    document = SealedText(_("theo văn bản"))
    because = SealedText(_("lý do"))

    history = tracked()

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                name="stop_ends_after_it_begins",
                condition=models.Q(last_on=None) | models.Q(last_on__gte=models.F("first_on")),
            ),
            models.UniqueConstraint(fields=["duty"], name="one_open_stop", condition=models.Q(last_on=None)),
            models.UniqueConstraint(fields=["duty", "first_on"], name="stop_begins_once"),
        ]
        indexes = [models.Index(fields=["first_on"], name="stop_open", condition=models.Q(last_on=None))]


class DutyExtension(models.Model):
    """So many units more, granted by which document (law.md §14 point 5: a document, not a click)."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="longer")
    by = models.PositiveSmallIntegerField(_("thêm"))
    document = SealedText(_("theo văn bản"), blank=True)
    when = models.CharField(_("trường hợp"), max_length=60, blank=True)
    because = SealedText(_("lý do"))
    granted_on = models.DateField(_("ngày gia hạn"))

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="extension_lengthens", condition=models.Q(by__gte=1))]


class DutyLateness(models.Model):
    """Why a duty was late, and who says so. The days are not explained away: they stay counted."""

    duty = models.OneToOneField(Duty, models.PROTECT, related_name="lateness")
    because = SealedText(_("lý do chậm"))
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    said_on = models.DateField()

    history = tracked()


class DutyComputation(Computation):
    """The certificate of one computation of a due date; the duty's date is that of the latest."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="computations")

    class Meta:
        ordering = ["pk"]


class DutyNoticeQuerySet(models.QuerySet["DutyNotice"]):
    def overdue(self) -> "DutyNoticeQuerySet":
        return self.filter(mark__startswith=PAST)


class DutyNotice(models.Model):
    """A mark that was passed and told. Its own narrow table: the case row is not rewritten by a reminder."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="notices")
    due_on = models.DateField()
    """The date the mark belongs to: a duty whose date moved is told of the new one's marks."""
    mark = models.CharField(max_length=14)
    """`nearing.half`, `nearing.2`, `overdue.5`: how many units of the rule before or after the due day."""
    noted_on = models.DateField()

    objects = DutyNoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "due_on", "mark"], name="notice_once")]


class Recount(models.Model):
    """One order to hold all open duties against a changed calendar or law; how far it has come."""

    event_id = models.BigIntegerField(unique=True)
    """The change that asked for it: the same change asks once."""
    because = models.CharField(max_length=8, choices=Because.choices)
    ordered_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
