"""What a petitioner was told by word of mouth: who told whom, when, how, and what was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import User
from sealing.fields import SealedText

from ..vocabulary import ToldBy
from .case import Case
from .petition import Party


class Told(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="told")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("người được báo"))
    how = models.CharField(_("báo bằng cách nào"), max_length=12, choices=ToldBy.choices)
    text = SealedText(_("nội dung đã báo"))
    told_on = models.DateField(_("ngày báo"))
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    operation = models.UUIDField(unique=True)
    """Ties the words to their event on the timeline."""

    history = tracked()

    class Meta:
        ordering = ["pk"]
