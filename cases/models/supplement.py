"""What the petitioner is asked to bring, until when, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User

from ..lifecycle import SupplementLife
from ..vocabulary import SUPPLEMENT_AWAITED, AskedBy, SupplementOf
from .case import Case, Note
from .letter import Letter


class Supplement(SupplementLife):
    """One request to the petitioner. At most one of a case is awaited; what came in part leaves the rest open."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="supplements")
    wants = models.CharField(_("cần bổ sung"), max_length=12, choices=SupplementOf.choices)
    way = models.CharField(_("đề nghị bằng cách nào"), max_length=10, choices=AskedBy.choices)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    """What is awaited, in words: all that was asked, or what is still missing after a part of it came."""
    asked_on = models.DateField(_("ngày đề nghị"))
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    until = models.DateField(_("đề nghị bổ sung trước hết ngày"))
    times = models.PositiveSmallIntegerField(_("số lần người nộp đơn tự gửi"), default=0)
    handed_in_on = models.DateField(_("ngày người nộp đơn tự gửi"), null=True)
    """The last time the petitioner sent something themselves that nobody of the house has judged yet."""
    settled_on = models.DateField(null=True)
    kept_until = models.DateField(_("không hủy trước ngày"), null=True)
    """Where the petition was filed away because nothing came (TT 05/2021 Điều 28)."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="one_supplement_awaited",
                condition=models.Q(state__in=[state.value for state in SUPPLEMENT_AWAITED]),
            ),
            models.CheckConstraint(
                name="supplement_by_letter_iff_letter",
                condition=models.Q(way=AskedBy.LETTER, letter__isnull=False)
                | (~models.Q(way=AskedBy.LETTER) & models.Q(letter=None)),
            ),
            models.CheckConstraint(
                name="supplement_settled_iff_not_awaited",
                condition=models.Q(state__in=[state.value for state in SUPPLEMENT_AWAITED], settled_on=None)
                | (
                    ~models.Q(state__in=[state.value for state in SUPPLEMENT_AWAITED])
                    & models.Q(settled_on__isnull=False)
                ),
            ),
        ]

    @property
    def awaited(self) -> str:
        return str(self.note.text)
