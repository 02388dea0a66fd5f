"""The communes of before 01/7/2025 and what each became: people and their cards still say the old names."""

from django.db import models
from django.utils.translation import gettext as _

from ..folding import fold
from .area import Area


class FormerCommune(models.Model):
    """One old commune and one of those its land lies in now; a commune that was cut up has several rows."""

    number = models.CharField(max_length=5)
    """The old number of the statistics office: the state gave many of them to other places, so it is no key."""
    name = models.CharField(max_length=80)
    district = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    now = models.ForeignKey(Area, models.PROTECT, related_name="former")
    in_part = models.BooleanField()
    """Only a part of it lies there: whoever wrote the old name has to be asked."""
    folded = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "now"], name="former_commune_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.district}, {self.province}"

    @property
    def in_words(self) -> str:
        said = _("Trước 01/7/2025: một phần %(old)s.") if self.in_part else _("Trước 01/7/2025: %(old)s.")
        return said % {"old": self}

    def fold(self) -> None:
        """Set what the search reads: the name, and where it lay."""
        self.folded = fold(str(self).replace(",", " "))
