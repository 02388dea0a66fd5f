"""What a complaint is about: the decision or act, of whom, and since when the complainant knows of it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit

from ..vocabulary import ContestedWhat


class Contested(models.Model):
    """One complaint contests one decision or act (Luật Khiếu nại Điều 2, Điều 8)."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="contested")
    what = models.CharField(_("khiếu nại điều gì"), max_length=10, choices=ContestedWhat.choices)
    number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định, hành vi"), null=True)
    known_on = models.DateField(_("ngày nhận được hoặc biết"), null=True)
    """The time bar runs from here (Luật Khiếu nại Điều 9)."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Whose decision or act it is, when the directory knows the body."""
    first_number = models.CharField(_("số quyết định lần đầu"), max_length=60, blank=True)
    first_decided_on = models.DateField(_("ngày quyết định lần đầu"), null=True)
    first_overdue = models.BooleanField(_("quá thời hạn mà lần đầu chưa có quyết định"), default=False)
    """Luật Khiếu nại Điều 33: then, too, one may complain a second time."""

    history = tracked()

    @property
    def barred_from(self) -> date | None:
        """The day from which the time to complain is counted."""
        return self.first_decided_on or self.known_on
