"""One sending of a case to one agency, and the letter that carries it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit, User

from ..lifecycle import LetterLife, ReferralLife
from ..vocabulary import Evidence, RefusalReason
from .case import Case


class Referral(ReferralLife):
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    asked = models.TextField(_("đề nghị"))
    answer_by = models.DateField(_("đề nghị trả lời trước ngày"))
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    evidence = models.CharField(max_length=16, choices=Evidence.choices, blank=True)
    evidence_number = models.CharField(max_length=60, blank=True)
    acknowledged_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    refusal_reason = models.CharField(max_length=20, choices=RefusalReason.choices, blank=True)
    refusal_text = models.TextField(blank=True)
    belongs_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Whose it is instead, as the refusing agency sees it."""

    history = tracked()

    class Meta:
        ordering = ["pk"]


class Letter(LetterLife):
    """A draft until it is numbered; from then on the PDF is frozen with its digest."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="letter")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    subject = models.CharField(_("về việc"), max_length=300)
    body = models.TextField(_("nội dung công văn"))
    sent_back_because = models.TextField(blank=True)
    signer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signer_title = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    dispatched_on = models.DateField(null=True)
    file = models.FileField(upload_to="letters/%Y/", blank=True)
    digest = models.CharField(max_length=64, blank=True)

    history = tracked()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="letter_number_once"),
            models.CheckConstraint(
                name="letter_numbered_iff_frozen",
                condition=models.Q(serial__isnull=True, digest="") | models.Q(serial__isnull=False, digest__gt=""),
            ),
        ]
