"""Going there to see what was promised: planned for a day, with who goes and what is looked at; then what was found."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User
from sealing.fields import SealedText

from ..lifecycle import InspectionLife
from ..vocabulary import Found, InspectionState
from .answer import Commitment
from .case import Case


class Inspection(InspectionLife):
    """One going there. At most one of a case is planned; moved to another day it stays the same one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="inspections")
    held_on = models.DateField(_("ngày kiểm tra"))
    """The day it is planned for; days it was moved from stay in the history and in the events."""
    place = SealedText(_("địa điểm"))
    words = SealedText(_("nội dung cần xem"), blank=True)
    planned_on = models.DateField()
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    went_on = models.DateField(_("ngày đã đi"), null=True)
    report = SealedText(_("kết quả chung"), blank=True)
    agency_present = models.BooleanField(_("đại diện cơ quan có mặt"), null=True)
    petitioner_present = models.BooleanField(_("người nộp đơn có mặt"), null=True)
    ended_because = SealedText(_("lý do hủy lịch"), blank=True)
    ended_on = models.DateField(null=True)
    """The day it was reported or called off."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_inspection_planned", condition=models.Q(state=InspectionState.PLANNED)
            ),
            models.CheckConstraint(
                name="inspection_ended_as_its_state_says",
                condition=models.Q(state=InspectionState.PLANNED, ended_on=None, went_on=None, report="")
                | models.Q(
                    state=InspectionState.REPORTED,
                    ended_on__isnull=False,
                    went_on__isnull=False,
                    agency_present__isnull=False,
                    petitioner_present__isnull=False,
                )
                & ~models.Q(report="")
                | models.Q(state=InspectionState.CALLED_OFF, ended_on__isnull=False, went_on=None)
                & ~models.Q(ended_because=""),
            ),
        ]

    @property
    def is_planned(self) -> bool:
        return bool(self.state == InspectionState.PLANNED)

    @cached_property
    def looks(self) -> "list[Inspected]":
        """What it looks at, in the order in which it was promised."""
        return list(self.inspected.select_related("commitment").order_by("pk"))

    @cached_property
    def goers(self) -> "list[Inspector]":
        """Who goes, whoever leads first."""
        return list(self.inspectors.select_related("person").order_by("-leads", "pk"))

    @property
    def leader(self) -> User | None:
        """Who leads it and reports; nobody while whoever did has left and no other was named."""
        return next((one.person for one in self.goers if one.leads), None)


class Inspected(models.Model):
    """One commitment that is looked at, and what was found of it."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="inspected")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="inspected")
    found = models.CharField(_("kết quả"), max_length=10, choices=Found.choices, blank=True)
    """Nothing before the report, or where it was settled by itself in the meantime."""
    findings = SealedText(_("đã thấy gì"), blank=True)

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "commitment"], name="inspected_once"),
            models.CheckConstraint(
                name="inspected_found_with_words",
                condition=models.Q(found="", findings="") | ~models.Q(found="") & ~models.Q(findings=""),
            ),
        ]


class Inspector(models.Model):
    """Somebody of the unit who is to go; afterwards, whether they were there."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="inspectors")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    came = models.BooleanField(null=True)

    class Meta:
        ordering = ["inspection", "-leads", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "person"], name="inspector_once"),
            models.UniqueConstraint(fields=["inspection"], name="one_inspector_leads", condition=models.Q(leads=True)),
        ]
