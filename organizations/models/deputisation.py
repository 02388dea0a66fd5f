"""Who stands in for whom: a deputy acts in one membership of another person, for a time, on a written basis."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked

from .membership import Membership


class Deputisation(models.Model):
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="deputisations")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputisations")
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"))
    basis = models.CharField(_("căn cứ"), max_length=250)
    revoked_on = models.DateField(_("thu hồi từ ngày"), null=True, blank=True)
    """The first day on which the deputy may no longer act."""

    history = tracked()

    class Meta:
        verbose_name = _("ủy quyền")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="deputisation_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["deputy", "to_on"], name="deputisation_deputy_to")]

    def __str__(self) -> str:
        return f"{self.deputy} thay {self.membership.user}"
