"""A decision that merges, splits or abolishes units, and what became of every open thing of theirs, row by row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from files.models import Blob
from organizations.models import Unit, User
from organizations.vocabulary import SuccessionKind

from ..succession_words import ChangeoverState, Handed, HandedState
from .case import Case


class Changeover(models.Model):
    """One decision, with its number and day, and by which rules open work finds its successor."""

    how = models.CharField(_("hình thức"), max_length=10, choices=SuccessionKind.choices)
    number = models.CharField(_("số quyết định"), max_length=60)
    dated_on = models.DateField(_("ngày quyết định"))
    on = models.DateField(_("có hiệu lực từ ngày"))
    """The first day of the successors; the day before is the last of the units before."""
    paper = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+", verbose_name=_("bản quét"))
    paper_name = models.CharField(max_length=120, blank=True)
    before = models.ManyToManyField(Unit, related_name="+", verbose_name=_("đơn vị cũ"))
    heirs = models.ManyToManyField(Unit, related_name="+", verbose_name=_("đơn vị kế thừa"))
    by_area = models.BooleanField(_("chia theo địa bàn"), default=True)
    by_field = models.JSONField(_("chia theo lĩnh vực"), default=dict)
    """Key of the field -> the successor that takes it, its fields below included."""
    rest_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("phần còn lại"))
    """Who gets what neither rule decides and nobody chose by hand, and what came up after the preview."""
    state = models.CharField(max_length=10, choices=ChangeoverState.choices, default=ChangeoverState.PREPARED)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    chosen_by = models.JSONField(default=dict)
    """The actor who ordered it, as values: the cases are handed on in that name."""
    taken_at = models.DateTimeField(null=True)
    """One worker at a time; a killed one's share is anybody's after a while."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(number__gt=""), name="changeover_has_a_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def basis(self) -> str:
        return f"{self.number}, {self.dated_on:%d/%m/%Y}"

    @property
    def is_under_way(self) -> bool:
        return bool(self.state == ChangeoverState.ORDERED)

    @property
    def is_prepared(self) -> bool:
        return bool(self.state == ChangeoverState.PREPARED)


class ChangeoverRow(models.Model):
    """One open thing of a unit before: to whom it goes, who said so, and what became of it."""

    changeover = models.ForeignKey(Changeover, models.CASCADE, related_name="rows")
    before = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=Handed.choices)
    key = models.BigIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("đơn vị kế thừa"))
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=HandedState.choices, default=HandedState.WAITS)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["what", "key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["changeover", "before", "what", "key"], name="handed_once"),
            models.CheckConstraint(
                name="handed_to_somebody",
                condition=~models.Q(state=HandedState.MOVED) | models.Q(to__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["changeover", "state", "what", "key"], name="changeover_row_state")]
