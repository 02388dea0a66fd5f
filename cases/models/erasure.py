"""Legal hold, and the decisions by which what people wrote is erased: prepared by one, approved by another."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit, User
from sealing.fields import SealedText

from ..lifecycle import ErasureLife
from ..retention_words import UNFINISHED, ErasedState, ErasureGround, ErasureState
from .case import Case
from .person import Person
from .reception import Visit


class LegalHold(models.Model):
    """A file that nobody may destroy for now: a court, an inspector, a superior may still ask for it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_holds")
    because = SealedText(_("lý do tạm giữ"))
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_on = models.DateField()
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(null=True)
    lifted_because = SealedText(_("lý do thôi tạm giữ"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_legal_hold_stands", condition=Q(lifted_on=None)),
            models.CheckConstraint(
                name="legal_hold_lifted_by_somebody",
                condition=Q(lifted_on=None, lifted_by=None) | Q(lifted_on__isnull=False, lifted_by__isnull=False),
            ),
        ]


class Erasure(ErasureLife):
    """One decision: files whose time has run out, or what the person whom it concerns asks to be erased."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """By which the ledger outside the database knows it."""
    ground = models.CharField(_("căn cứ"), max_length=8, choices=ErasureGround.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="erasures")
    basis = models.CharField(_("căn cứ pháp lý"), max_length=300)
    asked = SealedText(_("ai yêu cầu, yêu cầu gì"), blank=True)
    """Erased with the rest: it names the person."""
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    prepared_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """On whose behalf, where a deputy prepared it: neither of the two approves it."""
    prepared_on = models.DateField()
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    judged_on = models.DateField(null=True)
    judged_because = SealedText(_("ý kiến của người duyệt"), blank=True)
    finished_on = models.DateField(null=True)
    reapplied = models.BooleanField(default=False)
    """Entered again from the ledger, after an older backup was put back: who decided may not be in it."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="erasure_of_a_person_iff_asked",
                condition=Q(ground=ErasureGround.ASKED, person__isnull=False)
                | Q(ground=ErasureGround.RUN_OUT, person=None),
            ),
            models.CheckConstraint(
                name="erasure_approved_by_a_second_person",
                condition=~Q(state__in=[ErasureState.APPROVED, ErasureState.DONE])
                | Q(reapplied=True, judged_on__isnull=False)
                | Q(judged_by__isnull=False, judged_on__isnull=False)
                & (Q(prepared_by=None) | ~Q(judged_by=models.F("prepared_by")))
                & (Q(prepared_for=None) | ~Q(judged_by=models.F("prepared_for"))),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="erasure_of_unit")]

    @property
    def is_prepared(self) -> bool:
        return bool(self.state == ErasureState.PREPARED)

    @property
    def is_proposed(self) -> bool:
        return bool(self.state == ErasureState.PROPOSED)

    @property
    def is_under_way(self) -> bool:
        return bool(self.state == ErasureState.APPROVED)

    @property
    def is_asked(self) -> bool:
        return bool(self.ground == ErasureGround.ASKED)


class ErasureRow(models.Model):
    """One case, or one visit that led to none: whether it goes whole or only this person, and what became of it."""

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="erasure_rows")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="erasure_rows")
    person_only = models.BooleanField(default=False)
    """Others handed it in as well: only who this one is goes, the words stay."""
    period = models.CharField(max_length=40, blank=True)
    """By which row of the schedule its time has run out: a key of `deadlines/law/retention.yaml`."""
    run_out_on = models.DateField(null=True)
    state = models.CharField(max_length=6, choices=ErasedState.choices, default=ErasedState.WAITS)
    because = SealedText(_("vì sao đưa ra"), blank=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="erasure_of_one_thing",
                condition=Q(case__isnull=False, visit=None) | Q(case=None, visit__isnull=False),
            ),
            models.UniqueConstraint(fields=["erasure", "case"], name="case_once_in_an_erasure"),
            models.UniqueConstraint(fields=["erasure", "visit"], name="visit_once_in_an_erasure"),
        ]
        indexes = [
            models.Index(fields=["erasure", "state", "id"], name="erasure_row_state"),
            models.Index(
                fields=["case"],
                name="erasure_row_of_case",
                condition=Q(state__in=[state.value for state in UNFINISHED], case__isnull=False),
            ),
        ]
