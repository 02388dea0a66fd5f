"""A letter that came to the office: its number in the book of incoming letters, and the case it belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit, User
from sealing.fields import SealedText

from .case import Case


class IncomingLetter(models.Model):
    """Sổ đăng ký văn bản đến (NĐ 30/2020 Điều 22): who sent what under which number, and when it arrived."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(_("số đến"))
    secret = models.BooleanField(_("văn bản mật"), default=False)
    arrived_on = models.DateField(_("ngày đến"))
    sender = SealedText(_("nơi gửi"))
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày văn bản"), null=True)
    subject = SealedText(_("trích yếu"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="incoming_letters")
    acknowledged_on = models.DateField(_("ngày báo đã nhận"), null=True)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "secret", "serial"], name="incoming_number_once"),
            models.CheckConstraint(
                name="incoming_dated_before_it_arrived",
                condition=models.Q(dated_on__isnull=True) | models.Q(dated_on__lte=models.F("arrived_on")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "arrived_on", "serial"], name="incoming_book")]
