"""One rung of the ladder on which an agency that let its day pass is chased: which, since when, by which letter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User
from sealing.fields import SealedText

from ..lifecycle import RungLife
from ..vocabulary import LetterStatus, RungKind, RungState
from .case import Case
from .duty import Duty
from .letter import Letter
from .referral import Referral

LIVE = (RungState.AHEAD, RungState.REACHED)
UNDER_WAY = (LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED)


class Rung(RungLife):
    """The ladder is of one sending and rests on one duty: when that ends or its date moves, so does the ladder."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rungs")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="rungs")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="rungs")
    """What the agency is late with."""
    overdue_since = models.DateField()
    """The date that had passed: a moved date is another one."""
    kind = models.CharField(_("bậc"), max_length=12, choices=RungKind.choices)
    reached_on = models.DateField(_("đến lượt ngày"))
    """From when on it may be climbed."""
    owed = models.OneToOneField(Duty, models.PROTECT, null=True, related_name="rung")
    """What the MTTQ owes itself since then."""
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="rung")
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    because = SealedText(_("lý do, ý kiến"), blank=True)
    """Why the leader let it be, or what was decided by the leadership."""
    in_notice = models.BooleanField(_("đưa vào thông báo sáu tháng"), default=False)
    """Luật MTTQ Điều 30.1: told to the bodies of the State every six months."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["referral"], name="one_rung_at_a_time", condition=Q(state__in=LIVE)),
            models.CheckConstraint(
                name="rung_settled_with_its_day",
                condition=Q(state__in=[*LIVE, RungState.DROPPED]) | Q(settled_on__isnull=False),
            ),
            models.CheckConstraint(
                name="rung_let_be_with_a_reason",
                condition=~Q(state__in=[RungState.LET_BE, RungState.SKIPPED]) | ~Q(because=""),
            ),
            models.CheckConstraint(
                name="only_the_last_rung_is_in_the_notice", condition=Q(in_notice=False) | Q(kind=RungKind.LEADERSHIP)
            ),
        ]
        indexes = [
            models.Index(fields=["reached_on"], name="rung_ahead", condition=Q(state=RungState.AHEAD)),
            models.Index(fields=["settled_on"], name="rung_climbed", condition=Q(state=RungState.CLIMBED)),
        ]

    @property
    def is_live(self) -> bool:
        return bool(self.state in LIVE)

    @property
    def has_letter_under_way(self) -> bool:
        """Somebody else is at it: it waits for signature, number or dispatch."""
        return self.letter is not None and self.letter.status in UNDER_WAY
