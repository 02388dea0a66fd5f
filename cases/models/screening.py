"""What a petition was found to be, what is to become of it, and who agreed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User
from sealing.fields import SealedText

from ..lifecycle import ScreeningLife
from ..vocabulary import ScreenedTo, ScreeningState
from .case import Case


class Screening(ScreeningLife):
    """One going through the questions. At most one of a case waits or stands; the others are kept."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="screenings")
    answers = models.JSONField()
    """The codes of the answers that counted; no words of anybody."""
    kind = models.CharField(_("loại theo nội dung"), max_length=20, blank=True)
    """By content; nothing where the contents are of several kinds."""
    leaf = models.CharField(max_length=40)
    """Where the answers ended: a key of `deadlines/law/leaves.yaml`."""
    proposed = models.CharField(_("đề xuất"), max_length=24, choices=ScreenedTo.choices)
    decided = models.CharField(_("quyết định"), max_length=24, choices=ScreenedTo.choices)
    because = SealedText(_("lý do"), blank=True)
    """Why the handler decided otherwise than the tree proposes."""
    screened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    screened_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """On whose behalf, where a deputy went through the questions: neither of the two is the second person."""
    screened_on = models.DateField()
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """The second person, who confirmed or refused."""
    judged_on = models.DateField(null=True)
    judged_because = SealedText(_("ý kiến của người thứ hai"), blank=True)
    kept_until = models.DateField(_("không hủy trước ngày"), null=True)
    """TT 05/2021 Điều 28: what is filed away is kept a year, then the head decides on its destruction."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_screening_holds", condition=models.Q(state__in=["waiting", "stands"])
            ),
            models.CheckConstraint(
                name="otherwise_says_why", condition=models.Q(proposed=models.F("decided")) | models.Q(because__gt="")
            ),
            models.CheckConstraint(
                name="refused_by_somebody_with_a_word",
                condition=~models.Q(state="refused") | models.Q(judged_by__isnull=False, judged_because__gt=""),
            ),
            models.CheckConstraint(
                name="never_judged_by_who_screened",
                condition=models.Q(judged_by=None) | ~models.Q(judged_by=models.F("screened_by")),
            ),
        ]

    @property
    def waits(self) -> bool:
        return bool(self.state == ScreeningState.WAITING)

    @property
    def is_otherwise(self) -> bool:
        return bool(self.decided != self.proposed)
