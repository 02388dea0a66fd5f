"""One matter on its way: what it is about, who holds it, where it stands."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.history import tracked
from organizations.models import Area, Field, Unit, User

from .. import access
from ..lifecycle import Lifecycle
from ..vocabulary import UNSETTLED, Kind, Outcome, Status

if TYPE_CHECKING:
    from .referral import Letter


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        return self.filter(access.visible(actor))

    def open(self) -> "CaseQuerySet":
        return self.exclude(status=Status.CLOSED)


class Case(Lifecycle):  # type: ignore[django-manager-missing]  # "work" is on a viewflow model, which has no types
    number = models.CharField(_("số"), max_length=16, unique=True)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    field = models.ForeignKey(Field, models.PROTECT, related_name="+", verbose_name=_("lĩnh vực"))
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", verbose_name=_("địa bàn"))
    summary = models.CharField(_("trích yếu"), max_length=300)
    registered_on = models.DateField(_("ngày vào sổ"))
    handler = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("người xử lý"))
    suggested_agency = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey("cases.Referral", models.PROTECT, null=True, related_name="+")
    """The one referral that drives the status; others would run beside it."""
    outcome = models.CharField(_("kết quả"), max_length=12, choices=Outcome.choices, blank=True)
    closed_on = models.DateField(_("ngày kết thúc"), null=True)
    folded = models.TextField()
    """Number, summary and names without marks, for search on both engines."""

    objects = CaseQuerySet.as_manager()
    history = tracked(without=["folded"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closed_iff_outcome",
                condition=models.Q(status=Status.CLOSED, outcome__gt="", closed_on__isnull=False)
                | (~models.Q(status=Status.CLOSED) & models.Q(outcome="", closed_on__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-registered_on", "-id"], name="case_register"),
            models.Index(fields=["unit", "status", "-registered_on", "-id"], name="case_by_status"),
            models.Index(fields=["handler"], name="case_open_by_handler", condition=~models.Q(status=Status.CLOSED)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def letter(self) -> "Letter | None":
        """The letter of the lead referral."""
        return self.lead.letter if self.lead is not None else None

    @property
    def agency_in_charge(self) -> int | None:
        """The unit whose answer is awaited: only once the letter has left the house."""
        return self.lead.agency_id if self.lead is not None and self.lead.sent_on is not None else None

    @cached_property
    def has_unsettled_commitments(self) -> bool:
        return self.commitments.filter(status__in=UNSETTLED).exists()

    def was_sent_to(self, unit: int) -> bool:
        return self.sent_to.filter(unit_id=unit).exists()

    def was_handed_in_by(self, petition: int) -> bool:
        return self.matters.filter(petition_id=petition).exists()


class SentTo(models.Model):
    """An agency that was let into a case by a letter sent to it: it may read what was sent ever after."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sent_to")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="sent_to_once")]


class Instruction(models.Model):
    """Bút phê: the leader's word that starts a file, or gives it to somebody else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    leader = models.ForeignKey(User, models.PROTECT, related_name="+")
    handler = models.ForeignKey(User, models.PROTECT, related_name="+")
    cooperators = models.ManyToManyField(User, related_name="+")
    text = models.TextField(_("ý kiến chỉ đạo"), blank=True)
    due_on = models.DateField(_("hạn nội bộ"), null=True)
    given_on = models.DateField()

    class Meta:
        ordering = ["pk"]


class Note(models.Model):
    """A word among colleagues of the MTTQ; never shown to an agency or a citizen."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("ghi chú"))
    operation = models.UUIDField(unique=True)
    """Ties the words to their event on the timeline; the event itself holds no text."""
