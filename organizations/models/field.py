"""Fields of matter: what a petition is about, in two levels, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.Model):
    key = models.CharField(_("mã"), max_length=40, primary_key=True)
    name = models.CharField(_("tên"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    in_force_to = models.DateField(_("dùng đến"), null=True, blank=True)
    folded = models.CharField(max_length=120, editable=False)

    class Meta:
        verbose_name = _("lĩnh vực")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name
