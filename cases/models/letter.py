"""A letter of the MTTQ in a case: the transfer that a referral sends, or another paper beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Membership, Unit, User
from sealing.fields import SealedJSON, SealedText

from ..lifecycle import LetterLife
from ..vocabulary import Evidence, LetterStatus, SentBy
from .case import Case
from .document import Document
from .referral import Referral


class Outgoing(LetterLife):
    """Any paper that goes out under a number: a draft until then, from then on frozen, with its digest and facts."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    """Of the form: the letter can be set again with the words it was made with."""
    secret = models.BooleanField(_("văn bản mật"), default=False)
    subject = SealedText(_("về việc"))
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """On whose behalf, where a deputy wrote it: neither of the two signs it."""
    signer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signer_title = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    dispatched_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=12, choices=SentBy.choices, blank=True)
    sent_number = models.CharField(_("số phiếu gửi, số sổ giao nhận"), max_length=60, blank=True)
    delivered_on = models.DateField(null=True)
    evidence = models.CharField(max_length=16, choices=Evidence.choices, blank=True)
    file = models.FileField(upload_to="letters/%Y/", blank=True)
    made_from = models.FileField(upload_to="letters/%Y/", blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class Letter(Outgoing):
    """A letter in a case: the transfer, or another paper beside it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, related_name="letter")
    """The sending this letter carries: the transfer's from its draft, of a request to cooperate once it was sent."""
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    to_head = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    """Of a sealed case: the head of the agency, by name (law.md §14 point 21)."""
    handle = models.CharField(max_length=16, blank=True)
    """What its QR code leads to: a page that knows nothing and sends a code to the registered address only."""
    body = SealedText(_("nội dung công văn"))
    stated = SealedJSON(default=dict, blank=True)
    """What the author wrote for this form only: reason, basis, what is asked, the date asked for."""
    session = models.ForeignKey("cases.ReceptionSession", models.PROTECT, null=True, related_name="invitations")
    """The session of reception that an invitation names."""
    on_paper = models.BooleanField(default=False)
    """Issued before this register began: known by its number and date, there is no file of it here."""
    copy_to_petitioner = models.BooleanField(default=True)
    sent_back_because = SealedText(blank=True)
    scan = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    """The paper with the signature in ink and the seal."""
    voided_on = models.DateField(null=True)
    voided_because = SealedText(blank=True)

    history = tracked()

    @property
    def is_before_number(self) -> bool:
        return self.status in {LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED}

    @property
    def waits_for_others(self) -> bool:
        """For signature, number or dispatch: its author has done with it."""
        return self.status in {LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED}

    @property
    def is_numbered_here(self) -> bool:
        """It has a number and has not left the house: the number may still be voided."""
        return bool(self.status == LetterStatus.ISSUED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Two series a year: the numbers of secret letters stand in a book of their own (NĐ 30/2020 Điều 15, 16.3).
            models.UniqueConstraint(fields=["unit", "year", "secret", "serial"], name="letter_number_once"),
            models.UniqueConstraint(fields=["handle"], name="letter_handle_once", condition=models.Q(handle__gt="")),
            models.CheckConstraint(
                name="letter_numbered_iff_frozen",
                condition=models.Q(serial__isnull=True, digest="") | models.Q(serial__isnull=False, digest__gt=""),
            ),
            models.CheckConstraint(
                name="letter_on_paper_has_no_file",
                condition=models.Q(on_paper=False) | models.Q(serial__isnull=True, digest="", number__gt=""),
            ),
            models.CheckConstraint(
                name="letter_voided_with_reason",
                condition=models.Q(voided_on__isnull=True, voided_because="")
                | models.Q(voided_on__isnull=False, voided_because__gt="", serial__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "issued_on", "serial"], name="letter_book")]
