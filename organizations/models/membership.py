"""Who may act for which unit, in which role, from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked

from ..vocabulary import Role, Salutation
from .unit import Unit


class Membership(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("chức danh"), max_length=120, blank=True)
    salutation = models.CharField(_("xưng hô"), max_length=8, choices=Salutation.choices, blank=True)
    """Of the head of an agency, whom letters name."""
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"), null=True, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("phân công")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="membership_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(to_on__isnull=True), name="membership_open_once"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(to_on__isnull=True, role=Role.AGENCY_HEAD), name="one_head_of_a_unit"
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="membership_unit_role")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
