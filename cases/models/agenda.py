"""A case that somebody has to speak of: at the next briefing, before the leader, in the plan of supervision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit, User
from sealing.fields import SealedText

from ..vocabulary import BroughtTo
from .case import Case


class AgendaItem(models.Model):
    """It stays on the list of one unit until somebody there writes down what was said of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="agenda")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("danh sách của đơn vị"))
    """Whose briefing, leader or plan: the unit that holds the case, or one above it."""
    brought_to = models.CharField(_("đưa ra đâu"), max_length=8, choices=BroughtTo.choices)
    because = SealedText(_("vì sao"), blank=True)
    brought_on = models.DateField(_("ngày đưa ra"))
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người đưa ra"))
    decided = SealedText(_("kết quả, ý kiến"), blank=True)
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit", "brought_to"], name="brought_up_once_at_a_time", condition=Q(settled_on=None)
            ),
            models.CheckConstraint(
                name="agenda_settled_by_somebody_with_a_word",
                condition=Q(settled_on=None, settled_by=None, decided="")
                | (Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(decided="")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "brought_to", "id"], name="agenda_open_of_unit", condition=Q(settled_on=None))
        ]
