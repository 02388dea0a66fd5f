"""What became of a unit: merged into another, split into several, or renamed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import SuccessionKind
from .unit import Unit


class Succession(models.Model):
    """One edge from the unit before to the unit after. A renamed unit goes on: the edge keeps its old name."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    how = models.CharField(_("hình thức"), max_length=10, choices=SuccessionKind.choices)
    on = models.DateField(_("từ ngày"))
    """The first day of the unit after."""
    basis = models.CharField(_("căn cứ"), max_length=250)
    name_before = models.CharField(_("tên cũ"), max_length=200)

    class Meta:
        verbose_name = _("kế thừa")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(how=SuccessionKind.RENAMED) & Q(before=F("after")))
                | (~Q(how=SuccessionKind.RENAMED) & ~Q(before=F("after"))),
                name="succession_between_two_unless_renamed",
            ),
            models.UniqueConstraint(fields=["before", "after", "on", "how"], name="succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name_before} → {self.after}"
