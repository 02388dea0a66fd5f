"""Units of the MTTQ and agencies: a dated tree. A unit that ended stays, because letters and cases name it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked

from ..folding import fold
from ..vocabulary import FRONT_KINDS, Level, UnitKind
from .area import Area


class Unit(models.Model):
    kind = models.CharField(_("loại"), max_length=20, choices=UnitKind.choices)
    level = models.CharField(_("cấp"), max_length=10, choices=Level.choices)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=60, blank=True)
    code = models.CharField(_("mã định danh"), max_length=35, blank=True)
    symbol = models.CharField(_("ký hiệu văn bản"), max_length=30, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, db_index=True, editable=False)
    """The ids from the root down to this unit, "/1/5/": everything below begins with it."""
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="units")
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.CharField(_("địa chỉ"), max_length=250, blank=True)
    in_force_from = models.DateField(_("có hiệu lực từ"))
    in_force_to = models.DateField(_("có hiệu lực đến"), null=True, blank=True)
    folded = models.CharField(max_length=400, editable=False)

    history = tracked(without=["folded"])

    class Meta:
        verbose_name = _("đơn vị")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gt=F("in_force_from")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="unit_code_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_above_itself"),
        ]
        indexes = [models.Index(fields=["kind", "level"], name="unit_kind_level")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def place(self) -> str:
        """Where its papers are dated."""
        return self.area.name if self.area else self.name

    @property
    def is_front(self) -> bool:
        """Say whether the unit belongs to the MTTQ; everybody else is an agency to it."""
        return self.kind in FRONT_KINDS

    def is_in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def fold(self) -> None:
        """Set what the search reads."""
        self.folded = fold(f"{self.name} {self.short_name} {self.code} {self.symbol}")
