"""A recommendation to the superior of an agency: what it contests, the letter, and what the superior said to it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit
from sealing.fields import SealedText

from ..lifecycle import RecommendationLife
from ..vocabulary import LetterStatus, RecommendationState, SuperiorResult
from .answer import Answer
from .case import Case
from .document import Document
from .letter import Letter
from .proceeding import Proceeding
from .referral import Referral

SENT = (RecommendationState.SENT, RecommendationState.DECIDED)


class Recommendation(RecommendationLife):
    """It contests one act of the competent body, or its answer; without either it is about an agency that is silent."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recommendations")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="recommendations")
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="recommendation")
    superior = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan cấp trên"))
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, null=True, related_name="recommendations")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="recommendations")
    sent_on = models.DateField(null=True)
    decision_number = models.CharField(_("số quyết định của cấp trên"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định của cấp trên"), null=True)
    """From it the law counts the time to answer the MTTQ (Luật Khiếu nại Điều 66.2)."""
    decision = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    result = models.CharField(_("kết quả"), max_length=8, choices=SuperiorResult.choices, blank=True)
    number = models.CharField(_("số văn bản trả lời"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày văn bản trả lời"), null=True)
    arrived_on = models.DateField(_("ngày đến Mặt trận"), null=True)
    text = SealedText(_("nội dung trả lời"), blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    dropped_because = SealedText(_("vì sao không chờ nữa"), blank=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="one_recommendation_drafted",
                condition=Q(state=RecommendationState.DRAFTED),
            ),
            models.UniqueConstraint(fields=["case"], name="one_recommendation_out", condition=Q(state__in=SENT)),
            models.CheckConstraint(
                name="recommendation_contests_one_thing", condition=Q(proceeding=None) | Q(answer=None)
            ),
            models.CheckConstraint(
                name="superior_replied_by_a_paper",
                condition=Q(
                    state=RecommendationState.REPLIED,
                    result__gt="",
                    number__gt="",
                    dated_on__isnull=False,
                    arrived_on__gte=F("dated_on"),
                    paper__isnull=False,
                )
                | (~Q(state=RecommendationState.REPLIED) & Q(result="", number="", dated_on=None)),
            ),
        ]

    @property
    def is_out(self) -> bool:
        return bool(self.state in SENT)

    @property
    def is_open(self) -> bool:
        return self.is_out or bool(self.state == RecommendationState.DRAFTED)

    @property
    def is_about_silence(self) -> bool:
        """Written on the ladder: the agency still holds the case and has to answer."""
        return self.proceeding_id is None and self.answer_id is None

    @property
    def is_under_way(self) -> bool:
        """Its letter waits for signature, number or dispatch."""
        waits = {LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED}
        return bool(self.state == RecommendationState.DRAFTED and self.letter.status in waits)
