"""Whose matter it is: one dated row for each field, place and kind of petition, with what it rests on."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import tracked

from ..vocabulary import Confidence, Level, UnitKind
from .area import Area
from .field import Field
from .unit import Unit


class Competence(models.Model):
    """A field, a place and a kind (each may be left open), and the agency: by name, or by what it is wherever that is.

    Two rows for the same field, place and kind never run at the same time; the database refuses them on both engines
    (`organizations/overlaps.py`).
    """

    field = models.ForeignKey(
        Field, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lĩnh vực")
    )
    kind = models.CharField(_("loại đơn"), max_length=24, blank=True)
    """The key of a kind of petition; cases knows which there are."""
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn"))
    agency = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan"))
    agency_kind = models.CharField(_("loại cơ quan"), max_length=20, choices=UnitKind.choices, blank=True)
    agency_level = models.CharField(_("cấp cơ quan"), max_length=10, choices=Level.choices, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=250)
    confidence = models.CharField(_("độ tin cậy"), max_length=10, choices=Confidence.choices)
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)
    in_force_from = models.DateField(_("có hiệu lực từ"))
    in_force_to = models.DateField(_("có hiệu lực đến"), null=True, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("dòng thẩm quyền")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gte=F("in_force_from")),
                name="competence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, agency_kind="", agency_level="")
                | Q(agency__isnull=True, agency_kind__gt="", agency_level__gt=""),
                name="competence_names_one_agency",
            ),
            models.CheckConstraint(condition=Q(basis__gt=""), name="competence_rests_on_something"),
        ]
        indexes = [models.Index(fields=["field", "area"], name="competence_field_area")]

    def __str__(self) -> str:
        return f"{self.field_id or '*'} · {self.area_id or '*'} · {self.kind or '*'}"

    def is_in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    @property
    def agency_label(self) -> str:
        """The agency by name, or by what it is."""
        if self.agency is not None:
            return self.agency.name
        return str(
            _("%(kind)s nơi xảy ra (%(level)s)")
            % {"kind": self.get_agency_kind_display(), "level": self.get_agency_level_display()}
        )
