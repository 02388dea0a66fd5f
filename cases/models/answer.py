"""What the agency replied, and what it promised. Answered is not done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit
from sealing.fields import SealedText

from ..lifecycle import CommitmentLife
from ..vocabulary import AnswerResult, Weighed
from .case import Case
from .referral import Referral


class Answer(models.Model):
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="answers")
    result = models.CharField(_("kết quả"), max_length=12, choices=AnswerResult.choices)
    text = SealedText(_("nội dung trả lời"))
    number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày văn bản"), null=True)
    answered_on = models.DateField(_("ngày trả lời"))
    clarification_asked = SealedText(blank=True)
    accepted_on = models.DateField(null=True)
    rests_on = models.ForeignKey("cases.Proceeding", models.PROTECT, null=True, related_name="answers")
    """The decision, conclusion or refusal it tells of, where the law has one."""
    by_superior = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """The superior body, where it answered in the agency's place."""

    history = tracked()

    class Meta:
        ordering = ["pk"]


class AnsweredPoint(models.Model):
    """One thing that was asked, and whether the answer says it, as the MTTQ weighed it."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField()
    asked = SealedText(_("điều đề nghị"))
    weighed = models.CharField(_("trả lời"), max_length=8, choices=Weighed.choices)
    note = SealedText(_("nhận xét"), blank=True)
    weighed_on = models.DateField()

    class Meta:
        ordering = ["answer", "place"]
        constraints = [models.UniqueConstraint(fields=["answer", "place"], name="point_weighed_once")]


class Commitment(CommitmentLife):
    case = models.ForeignKey(Case, models.PROTECT, related_name="commitments")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="commitments")
    what = SealedText(_("việc cam kết"))
    who = SealedText(_("người, bộ phận chịu trách nhiệm"))
    due_on = models.DateField(_("hạn"))
    evidence = SealedText(_("bằng chứng hoàn thành"), blank=True)
    findings = SealedText(_("kết quả xác minh"), blank=True)
    settled_on = models.DateField(null=True)

    history = tracked()

    class Meta:
        ordering = ["due_on", "pk"]
