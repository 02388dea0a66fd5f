"""Provinces, communes, wards and special zones as dated data; the districts of before 01/7/2025 for old addresses."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..folding import fold
from ..vocabulary import AreaKind


class Area(models.Model):
    """One administrative area.

    QĐ 19/2025/QĐ-TTg: two digits for a province, five for a commune. The state gave nine old numbers to other
    provinces (15 was Yên Bái and is now Lào Cai), so the number alone is no key: provinces that ended on 30/6/2025
    have the key "15-cu" and the number "15".
    """

    code = models.CharField(_("mã"), max_length=8, primary_key=True)
    official_code = models.CharField(_("mã số hành chính"), max_length=5)
    name = models.CharField(_("tên"), max_length=80)
    kind = models.CharField(_("loại"), max_length=12, choices=AreaKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=32, db_index=True)
    in_force_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    """Empty for what ended before this register began: known to have been there, not since when."""
    in_force_to = models.DateField(_("có hiệu lực đến"), null=True, blank=True)
    folded = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        verbose_name = _("địa bàn")
        ordering = ["code"]
        indexes = [models.Index(fields=["kind", "parent"], name="area_kind_parent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_to__gt=F("in_force_from")),
                name="area_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["official_code"], condition=Q(in_force_to__isnull=True), name="area_number_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """Return the name as on an envelope: "Phường Hoàn Kiếm, Thành phố Hà Nội"."""
        return f"{self.name}, {self.parent.name}" if self.parent else self.name

    def is_in_force(self, on: date) -> bool:
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_to is None or on <= self.in_force_to
        )

    def fold(self) -> None:
        """Set what the search reads: the name, and the province it lies in."""
        self.folded = fold(f"{self.name} {self.parent.name if self.parent else ''}")
