"""What the petitioner withdrew, or was made to ask to withdraw; and what somebody asked to open again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User

from ..lifecycle import ReopeningLife, WithdrawalLife
from ..vocabulary import Doubt, ReopeningState, WithdrawalState, WithdrawnBy
from .case import Case, Note
from .document import Document
from .petition import Party


class Withdrawal(WithdrawalLife):
    """One time somebody withdrew the whole or a part; what looks wrong waits for a second person."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="withdrawals")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    whole = models.BooleanField(_("rút toàn bộ"))
    way = models.CharField(_("căn cứ rút"), max_length=10, choices=WithdrawnBy.choices)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    """Which part is withdrawn, or what looks wrong."""
    doubt = models.CharField(_("dấu hiệu"), max_length=10, choices=Doubt.choices, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField()
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    judged_on = models.DateField(null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_withdrawal_doubted", condition=models.Q(state=WithdrawalState.DOUBTED)
            ),
            models.CheckConstraint(
                name="doubted_withdrawal_says_why",
                condition=models.Q(state=WithdrawalState.STANDS, doubt="")
                | ~models.Q(state=WithdrawalState.STANDS) & models.Q(doubt__gt="", note__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawal_judged_by_a_second_person",
                condition=models.Q(judged_by=None, judged_on=None, state__in=["stands", "doubted"])
                | models.Q(judged_by__isnull=False, judged_on__isnull=False, state__in=["refused", "cleared"])
                & (models.Q(recorded_by=None) | ~models.Q(judged_by=models.F("recorded_by"))),
            ),
            models.CheckConstraint(
                name="part_withdrawn_is_said", condition=models.Q(whole=True) | models.Q(note__isnull=False)
            ),
        ]


class Reopening(ReopeningLife):
    """Somebody asks to open a closed case again and says why; a leader who is somebody else decides."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reopenings")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    judged_on = models.DateField(null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_reopening_asked", condition=models.Q(state=ReopeningState.WAITING)
            ),
            models.CheckConstraint(
                name="reopening_judged_by_a_second_person",
                condition=models.Q(state=ReopeningState.WAITING, judged_by=None, judged_on=None)
                | ~models.Q(state=ReopeningState.WAITING)
                & models.Q(judged_by__isnull=False, judged_on__isnull=False)
                & ~models.Q(judged_by=models.F("asked_by")),
            ),
        ]
